"""The same three hundred calls, across a New Year, in every form people hand in: each time the same counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import Any

import pytest

from app.evidence.merging import merge
from app.evidence.reading import Reading
from tests.evidence.making import (
    Call,
    calls,
    clock,
    opendocument,
    separated,
    spreadsheet_xml,
    web_page,
    worded,
    xls,
    xlsx,
)

CALLS = calls(300, datetime.fromisoformat("2025-12-09T08:00:00"))
MINE = "01000000009"
Read = Callable[..., Reading]


def side(call: Call) -> str:
    return "被叫" if call.incoming else "主叫"


def mobile(call: Call) -> list[Any]:
    return [
        f"{call.at:%m-%d %H:%M:%S}",
        "上海",
        side(call),
        call.number or "未知号码",
        worded(call.seconds),
        "国内通话",
        "",
        "0.00",
    ]


MOBILE = ["起始时间", "通信地点", "通信方式", "对方号码", "通信时长", "通信类型", "套餐优惠", "实收通信费(元)"]
UNICOM = (
    "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,本机通话地,对方归属地,通话类型,通话费,其他费,小计".split(",")
)
TELECOM = ["序号", "起始时间", "对方号码", "通信时长", "通信方式", "通信地点", "实收通信费"]
TOTAL = ["合计", "", "", "", worded(sum(call.seconds for call in CALLS)), "", "", "12.30"]


def unicom(place: int, call: Call, at: Any, length: Any) -> list[Any]:
    return [
        place,
        "语音电话",
        at,
        length,
        side(call),
        call.number or "无主叫号码",
        "上海",
        "北京",
        "国内通话",
        0.0,
        0.0,
        0.0,
    ]


def mobile_csv() -> bytes:
    """GBK and CRLF, no year but in the period above; a subtotal, the header and a footer on each page."""
    rows: list[Sequence[Any]] = [
        ["中国移动通信客户详单"],
        ["客户姓名：王某", "手机号码：142****0000"],
        ["查询时间：2025年12月1日至2026年1月31日"],
        MOBILE,
    ]
    for page in range(0, len(CALLS), 50):
        rows += map(mobile, CALLS[page : page + 50])
        rows += [["本页小计", "", "", "", "1小时2分3秒", "", "", "1.00"], [f"第{page // 50 + 1}页 共6页"], MOBILE]
    return separated([*rows, TOTAL, ["温馨提示：本详单仅供参考，如有疑问请拨打10086。"]], ending="\r\n").encode("gbk")


def mobile_days() -> bytes:
    """A web page called .xls: a row for the day, then clocks."""
    rows: list[Sequence[Any]] = [MOBILE]
    for day, group in groupby(CALLS, key=lambda call: call.at.date()):
        rows.append([f"{day:%Y-%m-%d} 星期{'一二三四五六日'[day.weekday()]}"])
        rows += [[f"{call.at:%H:%M:%S}", *mobile(call)[1:]] for call in group]
    return web_page([*rows, TOTAL], "中国移动&nbsp;语音详单").encode("gb18030")


def mobile_months() -> bytes:
    """Two months one after the other, each with its own line above, days without a year and without a month."""
    rows: list[Sequence[Any]] = []
    for month, group in groupby(CALLS, key=lambda call: f"{call.at:%Y年%m月}"):
        rows += [[f"查询月份：{month}"], MOBILE]
        rows += [[f"{call.at:%d}日 {call.at:%H:%M:%S}", *mobile(call)[1:]] for call in group]
        rows.append(["小计", "", "", "", "1小时", "", "", "1.00"])
    return separated(rows).encode()


def unicom_csv() -> bytes:
    rows = [unicom(place, call, call.at, worded(call.seconds, "时")) for place, call in enumerate(CALLS, 1)]
    return separated([UNICOM, *rows], "\t").encode("utf-8-sig")


def unicom_xls() -> bytes:
    """From the old Excel: numbers as numbers where they have no zero in front, lengths as parts of a day."""
    rows = [unicom(place, call, call.at, timedelta(seconds=call.seconds)) for place, call in enumerate(CALLS, 1)]
    for row in rows:
        row[5] = int(row[5]) if row[5][0] in "149" else row[5]
    return xls({"通话详单": [["中国联通通话详单"], [], UNICOM, *rows]})


def unicom_xls_1904() -> bytes:
    rows = [unicom(place, call, call.at, timedelta(seconds=call.seconds)) for place, call in enumerate(CALLS, 1)]
    return xls({"通话详单": [UNICOM, *rows]}, from_1904=True)


def telecom(place: int, call: Call) -> list[Any]:
    return [place, call.at, call.number or "未知号码", call.seconds, side(call), "上海", 0.1]


def telecom_xlsx() -> bytes:
    """A sheet for each month, one of notes beside them."""
    sheets: dict[str, Any] = {"说明": [["本表由系统导出"]]}
    for month, group in groupby(enumerate(CALLS, 1), key=lambda pair: f"{pair[1].at:%Y%m}"):
        sheets[month] = [["中国电信语音清单"], TELECOM, *(telecom(place, call) for place, call in group), ["合计"]]
    return xlsx(sheets)


def telecom_serials() -> bytes:
    """Days since 1899 that nobody formatted, lengths as parts of a day, numbers that have lost their first zero."""
    first = datetime.fromisoformat("1899-12-30")
    rows = [telecom(place, call) for place, call in enumerate(CALLS, 1)]
    for row, call in zip(rows, CALLS, strict=True):
        row[1] = (call.at - first) / timedelta(days=1)
        row[2] = int(call.number) if call.number else row[2]
        row[3] = call.seconds / 86_400 if call.seconds else 0
    return xlsx({"语音清单": [TELECOM, *rows]})


def spreadsheet_2003() -> bytes:
    rows = [["", *unicom(place, call, call.at, timedelta(seconds=call.seconds))] for place, call in enumerate(CALLS, 1)]
    return spreadsheet_xml([["中国联通"], ["", *UNICOM], *rows])


def spreadsheet_2003_gbk() -> bytes:
    rows = [unicom(place, call, call.at, worded(call.seconds)) for place, call in enumerate(CALLS, 1)]
    return spreadsheet_xml([UNICOM, *rows], "gb2312")


def open_document() -> bytes:
    rows = [unicom(place, call, call.at, timedelta(seconds=call.seconds)) for place, call in enumerate(CALLS, 1)]
    return opendocument([UNICOM, *rows])


def day_first() -> bytes:
    """A phone set to English: day before month, two o'clock as 02:00 PM."""
    header = ["Name", "Phone Number", "Call Type", "Date", "Duration"]
    return separated([header, *(english(call, f"{call.at:%d/%m/%Y %I:%M:%S %p}") for call in CALLS)]).encode("utf-16")


def month_first() -> bytes:
    header = ["Name", "Phone Number", "Call Type", "Date", "Duration"]
    return separated([header, *(english(call, f"{call.at:%m/%d/%y %H:%M:%S}") for call in CALLS)], ";").encode()


def english(call: Call, at: str) -> list[str]:
    kind = "Outgoing" if not call.incoming else "Incoming" if call.seconds else "Missed"
    return ["", call.number or "Private Number", kind, at, f"{call.seconds // 60}:{call.seconds % 60:02d}"]


def epochs(unit: int) -> bytes:
    rows = [
        [
            call.number or -2,
            2 if not call.incoming else 1 if call.seconds else 3,
            int(call.at.timestamp()) * unit,
            call.seconds,
        ]
        for call in shanghai(CALLS)
    ]
    return separated([["number", "type", "date", "duration"], *rows]).encode()


def shanghai(made: Sequence[Call]) -> Iterator[Call]:
    for call in made:
        yield Call(call.at.replace(tzinfo=timezone(timedelta(hours=8))), call.number, call.incoming, call.seconds)


def iso() -> bytes:
    header = ["呼叫方向", "对方号码", "开始时间", "通话时长（秒）"]
    rows = [
        [
            "呼入" if call.incoming else "呼出",
            abroad(call.number),
            f"{call.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            call.seconds,
        ]
        for call in shanghai(CALLS)
    ]
    return separated([header, *rows], "|").encode("utf-16-be")


def abroad(number: str) -> str:
    return f"+86 {number.removeprefix('0')}" if number else "Unknown"


def imazing() -> bytes:
    header = ["Call type", "Date", "Duration", "Number", "Contact", "Location", "Service"]
    rows = [
        ["Outgoing" if not call.incoming else "Incoming" if call.seconds else "Missed", call.at, clock(call.seconds),
         f'"{call.number}"' if call.number else "No Caller ID", "", "中国", "电话"]
        for call in CALLS
    ]  # fmt: skip
    return separated([header, *rows]).encode()


def apple_database() -> bytes:
    rows = [
        [
            place,
            int(not call.incoming),
            call.at.timestamp() - 978_307_200 + 0.25,
            float(call.seconds),
            call.number or "Unknown",
        ]
        for place, call in enumerate(shanghai(CALLS), 1)
    ]
    return separated([["Z_PK", "ZORIGINATED", "ZDATE", "ZDURATION", "ZADDRESS"], *rows]).encode()


def exchange() -> bytes:
    """Who rang whom, and no word on which of the two is me."""
    rows = [
        [call.at, *((call.number or "anonymous", MINE) if call.incoming else (MINE, call.number)), call.seconds,
         "ANSWERED" if call.seconds else "NO ANSWER"]
        for call in CALLS
    ]  # fmt: skip
    return separated([["calldate", "src", "dst", "billsec", "disposition"], *rows]).encode()


def chinese_phone() -> bytes:
    rows = [
        [f"{call.at.year}年{call.at.month}月{call.at.day}日", f"{'上午' if call.at.hour < 12 else '下午'}{call.at:%I:%M:%S}",
         call.number or "私密号码", "呼出" if not call.incoming else "呼入" if call.seconds else "未接", worded(call.seconds)]
        for call in CALLS
    ]  # fmt: skip
    return xlsx({"通话记录": [["通话日期", "通话时刻", "电话号码", "通话类型", "通话时长"], *rows]})


def aligned() -> bytes:
    rows = [MOBILE[:5], *([f"{call.at:%Y/%m/%d %H:%M:%S}", *mobile(call)[1:5]] for call in CALLS)]
    return "\n".join("".join(f"{cell:<24}" for cell in row) for row in rows).encode("utf-16-le")


FORMS: dict[str, tuple[Callable[[], bytes], str]] = {
    "移动 CSV": (mobile_csv, "详单.csv"),
    "移动 web page with day rows": (mobile_days, "详单.xls"),
    "移动 two months": (mobile_months, "详单.csv"),
    "联通 CSV": (unicom_csv, "联通.csv"),
    "联通 XLS": (unicom_xls, "联通.xls"),
    "联通 XLS of 1904": (unicom_xls_1904, "联通.xls"),
    "电信 XLSX": (telecom_xlsx, "语音清单.xlsx"),
    "电信 XLSX without formats": (telecom_serials, "语音清单.xlsx"),
    "XLSX called CSV": (telecom_xlsx, "语音清单.csv"),
    "XML spreadsheet": (spreadsheet_2003, "详单.xls"),
    "XML spreadsheet in GBK": (spreadsheet_2003_gbk, "详单.xls"),
    "OpenDocument": (open_document, "详单.ods"),
    "day before month": (day_first, "calls.csv"),
    "month before day": (month_first, "calls.csv"),
    "milliseconds": (lambda: epochs(1000), "calls.csv"),
    "seconds": (lambda: epochs(1), "calls.csv"),
    "ISO with offset": (iso, "calls.txt"),
    "iMazing": (imazing, "Call history.csv"),
    "iPhone database": (apple_database, "calls.csv"),
    "telephone exchange": (exchange, "cdr.csv"),
    "Chinese phone": (chinese_phone, "通话记录.xlsx"),
    "lined up with blanks": (aligned, "详单.txt"),
}


@pytest.mark.parametrize(("make", "name"), FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_counts(read: Read, make: Callable[[], bytes], name: str) -> None:
    reading = read(make(), name)
    assert reading.problems == ()
    assert (reading.rows, reading.duplicates) == (300, 0)
    found = [
        Call(one.at.replace(tzinfo=None), one.number, one.incoming, one.duration_seconds or 0)
        for one in reading.contacts
    ]
    assert found == CALLS
    summary = reading.summary
    incoming = [call for call in CALLS if call.incoming]
    assert (summary.incoming, summary.outgoing) == (len(incoming), 300 - len(incoming))
    assert summary.night == sum(call.at.hour >= 22 or call.at.hour < 8 for call in incoming)
    assert summary.distinct_numbers == len({call.number for call in CALLS if call.number})
    assert Counter(summary.per_number) == Counter(call.number for call in incoming if call.number)
    assert summary.per_day == Counter(call.at.date() for call in incoming)
    busiest = Counter((call.number, call.at.date()) for call in incoming if call.number)
    assert summary.max_per_day_single_number.count == max(busiest.values())


def test_all_forms_together_are_the_same_three_hundred(read: Read) -> None:
    """Overlapping exports of one phone, to the second and to the minute, with the country code and without."""
    together = read(mobile_csv(), "详单.csv").contacts
    for make, name in FORMS.values():
        merged = merge(together, read(make(), name).contacts)
        assert (merged.added, merged.duplicates) == (0, 300)
        together = merged.contacts
    rows = ([f"{call.at:%Y-%m-%d %H:%M}", call.number or "未知", "呼入" if call.incoming else "呼出"] for call in CALLS)
    to_the_minute = read(separated([["时间", "号码", "类型"], *rows])).contacts
    assert merge(together, to_the_minute).contacts == together
    assert merge(to_the_minute, together).contacts == together
