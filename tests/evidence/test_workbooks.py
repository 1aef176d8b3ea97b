"""Workbooks with what people and programs put into them: titles, merged days, hidden sheets, formulas, odd numbers."""

from __future__ import annotations

import io
import quopri
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import xlrd
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import FileRefused
from app.evidence import archives, workbooks
from app.evidence.cells import CellFormat, Shown, format_of, format_of_code, number_text, plain_number
from app.evidence.reading import NO_SHEET, Reading
from app.evidence.sniffing import OLE
from tests.evidence.making import saved, workbook_of, xls, xlsx, zipped

Read = Callable[..., Reading]
HEADER = ["序号", "起始时间", "对方号码", "通信时长", "通信方式", "通信地点", "实收通信费"]
AT = datetime.fromisoformat("2026-09-05T22:41:07")
ROW: list[Any] = [1, AT, "95588", 80, "被叫", "上海", 0.1]


def told(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(f"{one.at:%Y-%m-%d %H:%M:%S}", one.number, one.duration_seconds) for one in reading.contacts]


def test_dates_clocks_and_lengths_are_cells(read: Read) -> None:
    rows = [
        [1, AT, 13800000001, time(0, 1, 20), "被叫", "", ""],
        [
            2,
            datetime.fromisoformat("2026-09-06T00:00:00"),
            "0210000 0004",
            timedelta(hours=1, seconds=3),
            "主叫",
            "",
            "",
        ],
        [3, "2026/9/7 8:00:00", 4000000001, 63.0, "被叫", "", ""],
        [4, date(2026, 9, 8), "95588", 63, "被叫", "", ""],
    ]
    reading = read(xlsx({"语音": [["中国电信语音清单"], ["查询月份：2026年09月"], HEADER, *rows]}))
    assert reading.format == "china-telecom"
    assert told(reading) == [
        ("2026-09-05 22:41:07", "13800000001", 80),
        ("2026-09-06 00:00:00", "02100000004", 3603),
        ("2026-09-07 08:00:00", "4000000001", 63),
    ]
    assert [(one.row, "没有钟点" in one.message) for one in reading.problems] == [(7, True)]


@pytest.mark.parametrize("written", ["1.38E+10", 1.06550200000000123e17])
def test_a_damaged_number_costs_the_number_not_the_call(read: Read, written: Any) -> None:
    reading = read(xlsx({"语音": [HEADER, [1, AT, written, 80, "被叫", "", ""]]}))
    assert told(reading) == [("2026-09-05 22:41:07", "", 80)]
    assert [(one.row, one.kept, "丢了" in one.message) for one in reading.problems] == [(2, True, True)]
    assert reading.rows == 1


def test_every_sheet_with_a_known_header_is_read_and_the_others_are_named(read: Read) -> None:
    book: Any = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["本表由系统导出"])
    for name, row in (("九月", ROW), ("十月", [2, "2026-10-01 25:00:00", "95588", 1, "被叫", "", ""]), ("旧", ROW)):
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append(row)
    book["旧"].sheet_state = "hidden"
    book.create_sheet("空")
    reading = read(saved(book))
    assert len(reading.contacts) == 1
    assert [(one.row, one.message[:9]) for one in reading.problems] == [(2, "工作表“十月”：没")]
    assert ["说明" in one.message or "“旧”是隐藏的" in one.message for one in reading.notes] == [True, True]


def test_the_same_month_on_two_sheets_counts_once(read: Read) -> None:
    reading = read(xlsx({"九月": [HEADER, ROW], "九月 (2)": [HEADER, ROW]}))
    assert (len(reading.contacts), reading.duplicates, reading.rows) == (1, 1, 2)


def test_a_day_merged_over_its_calls_belongs_to_each_of_them(read: Read) -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["通话清单"])
    sheet.merge_cells("A1:D1")
    sheet.append(["日期", "时间", "号码", "类型"])
    for day, clock in ((date(2026, 9, 5), time(22, 41, 7)), (None, time(23, 0)), (date(2026, 9, 6), time(8, 0))):
        sheet.append([day, clock, "95588", "来电"])
    sheet.merge_cells("A3:A4")
    assert [at for at, _, _ in told(read(saved(book)))] == [
        "2026-09-05 22:41:07", "2026-09-05 23:00:00", "2026-09-06 08:00:00",
    ]  # fmt: skip


def test_a_day_that_is_not_merged_is_asked_for(read: Read) -> None:
    rows: list[list[Any]] = [
        ["日期", "时间", "号码", "类型"],
        [date(2026, 9, 5), time(22, 0), "95588", "来电"],
        ["", time(23, 0), "95588", "来电"],
    ]
    reading = read(xlsx({"a": rows}))
    assert (len(reading.contacts), [one.row for one in reading.problems]) == (1, [3])


def test_days_since_1904(read: Read) -> None:
    book: Any = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEADER)
    book.active.append(ROW)
    assert told(read(saved(book))) == [("2026-09-05 22:41:07", "95588", 80)]
    assert told(read(xls({"a": [HEADER, ROW]}, from_1904=True))) == [("2026-09-05 22:41:07", "95588", 80)]


def test_of_a_formula_the_stored_result_counts(read: Read) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("时间", "号码", "类型"))
    sheet = (
        f'<worksheet><sheetData><row r="1">{cells}</row><row r="2">'
        '<c t="str"><f>TEXT(NOW(),"x")</f><v>2026-09-05 22:41:07</v></c>'
        '<c><f>A1+1</f><v>1.3800000001E10</v></c><c t="str"><f>"来"&amp;"电"</f><v>来电</v></c></row>'
        '<row r="3"><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c t="b"><v>1</v></c></row></sheetData></worksheet>'
    )
    reading = read(workbook_of(sheet))
    assert told(reading) == [("2026-09-05 22:41:07", "13800000001", None)]
    assert [one.row for one in reading.problems] == [3]


def test_strings_that_are_shared_rich_and_pronounced(read: Read) -> None:
    shared = (
        "<sst><si><t>时间</t></si><si><r><t>号</t></r><r><t>码</t></r><rPh><t>hao</t></rPh></si><si><t>类型</t></si>"
        '<si><t xml:space="preserve"> 来电 </t></si><si/></sst>'
    )
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c>'
        '<x:c t="s"><x:v>2</x:v></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>2026-09-05 22:41</x:t></x:is></x:c>'
        '<x:c><x:v>95588</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>99</x:v></x:c><x:c t="s"><x:v>x</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    reading = read(workbook_of(sheet, xl__sharedStrings=shared))
    assert told(reading) == [("2026-09-05 22:41:00", "95588", None)]


def test_a_cell_in_the_last_corner_takes_no_room(read: Read) -> None:
    book: Any = openpyxl.Workbook()
    for row in (HEADER, ROW):
        book.active.append(row)
    book.active["XFD1048576"] = "Ende"
    assert len(read(saved(book)).contacts) == 1


@pytest.mark.parametrize("name", ["详单.csv", "详单.txt", "详单", "详单.xls", "x.png"])
def test_what_a_file_is_called_decides_nothing(read: Read, name: str) -> None:
    for payload in (xlsx({"a": [HEADER, ROW]}), xls({"a": [HEADER, ROW]})):
        assert told(read(payload, name)) == [("2026-09-05 22:41:07", "95588", 80)]


def test_an_old_workbook_with_merged_cells_hidden_sheets_and_errors(read: Read) -> None:
    book: Any = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("详单")
    sheet.write_merge(0, 0, 0, 3, "中国联通通话详单 2026年9月")
    for column, word in enumerate(("通话日期", "通话时间", "对方号码", "呼叫类型")):
        sheet.write(1, column, word)
    sheet.write_merge(2, 3, 0, 0, AT, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    for place, clock in enumerate((0.945219907, 0.5), 2):
        sheet.write(place, 1, clock, xlwt.easyxf(num_format_str="h:mm:ss"))
        sheet.write(place, 2, 2155556612, xlwt.easyxf(num_format_str="00000000000"))
        sheet.write(place, 3, "被叫")
    sheet.write(4, 0, xlwt.Formula("1/0"))
    book.add_sheet("藏").write(0, 0, "x")
    book.get_sheet(1).visibility = 1
    reading = read(saved(book))
    assert told(reading) == [("2026-09-05 22:41:07", "02155556612", None), ("2026-09-05 12:00:00", "02155556612", None)]
    assert [one.message[:6] for one in reading.notes] == ["工作表“藏”"]


def test_a_web_archive_called_xls(read: Read) -> None:
    page = "<html><table><tr><td>时间<td>号码<td>类型<tr><td>2026-09-05 22:41<td>95588<td>来电</table></html>"
    payload = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        + quopri.encodestring(page.encode("gbk"))
        + b"\r\n--b--\r\n"
    )
    assert told(read(payload, "详单.xls")) == [("2026-09-05 22:41:00", "95588", None)]


def test_a_web_page_with_cells_over_several_rows(read: Read) -> None:
    reading = read(
        "<table><tr><th rowspan=2>日期</th><th colspan=3>通话</th></tr><tr><th>时间</th><th>对方号码</th><th>呼叫类型</th></tr>"
        '<tr><td rowspan="2">2026-09-05</td><td>22:41:07</td><td>95588</td><td>被叫</td></tr>'
        "<tr><td>23:41:07</td><td>95588</td><td>被叫</td></tr><!-- <tr><td>2026-09-05</td></tr> -->"
        "<tr><td>2026-09-06</td><td>08:41:07</td><td>95588</td><td>主叫</td></tr></table>"
    )
    assert [at for at, _, _ in told(reading)] == ["2026-09-05 22:41:07", "2026-09-05 23:41:07", "2026-09-06 08:41:07"]
    assert reading.problems == ()


def locked(inside: bytes) -> bytes:
    return OLE + b"\x00" * 1000 + inside + b"\x00" * 1000


def encrypted_zip() -> bytes:
    made = bytearray(xlsx({"a": [HEADER, ROW]}))
    place = -1
    while (place := made.find(b"PK\x01\x02", place + 1)) >= 0:
        made[place + 8] |= 1
    return bytes(made)


@pytest.mark.parametrize(
    ("payload", "status", "said"),
    [
        (locked("EncryptedPackage".encode("utf-16-le")), 415, archives.PASSWORD),
        (encrypted_zip(), 415, archives.PASSWORD),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x",
                 "META-INF/manifest.xml": "<encryption-data/>"}), 415, archives.PASSWORD),
        (zipped({"xl/workbook.bin": "x"}), 415, workbooks.BINARY_WORKBOOK),
        (zipped({"xl/styles.xml": "<styleSheet/>"}), 415, workbooks.NO_WORKBOOK),
        (workbook_of("<worksheet/>"), 422, NO_SHEET),
        (workbook_of("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"), 422, "没有找到表头"),
        (workbook_of("<worksheet>"), 422, "坏了"),
        (xlsx({"a": [HEADER, ROW]})[:-40], 422, "坏了"),
        (xls({"a": [HEADER, ROW]})[:700], 422, "坏了"),
    ],
    ids=["password", "encrypted members", "encrypted ods", "xlsb", "no book", "empty", "no header", "not closed", "cut", "cut xls"],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read_says_why(read: Read, payload: bytes, status: int, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(payload, "详单.xlsx")
    assert (refused.value.status, said in str(refused.value)) == (status, True)


def test_xlrd_may_fail_in_any_way(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise AssertionError("not a good record")

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    with pytest.raises(FileRefused, match="坏了"):
        read(xls({"a": [HEADER, ROW]}))


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (14, None, Shown.DAY), (22, None, Shown.MOMENT), (31, None, Shown.DAY), (33, None, Shown.CLOCK), (46, None, Shown.SPAN),
        (57, None, Shown.DAY), (0, None, Shown.NUMBER), (164, 'yyyy"年"m"月"d"日"', Shown.DAY), (164, "m/d", Shown.DAY),
        (164, "yyyy\\-mm\\-dd\\ hh:mm:ss", Shown.MOMENT), (164, "[$-804]上午/下午h:mm", Shown.CLOCK), (164, "mm:ss", Shown.CLOCK),
        (164, "[h]:mm:ss", Shown.SPAN), (164, "[mm]:ss", Shown.SPAN), (164, "General", Shown.NUMBER), (164, "@", Shown.NUMBER),
        (164, '#,##0.00"元";[Red]-0', Shown.NUMBER), (164, "0.00E+00", Shown.NUMBER), (164, "Short Date", Shown.DAY),
    ],
)  # fmt: skip
def test_a_number_format_tells_what_a_number_is(number: int, code: str | None, shown: Shown) -> None:
    assert format_of(number, code).shown is shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (46270.945219907, "yyyy-mm-dd hh:mm", "2026-09-05 22:41:07"), (46270.0, "yyyy-mm-dd", "2026-09-05"),
        (46270.0, "yyyy-mm-dd hh:mm", "2026-09-05 00:00:00"), (46270.5, "yyyy-mm-dd", "2026-09-05 12:00:00"),
        (0.000925926, "h:mm:ss", "00:01:20"), (1.5, "[h]:mm:ss", "36:00:00"), (46270.9999999, "yyyy-mm-dd", "2026-09-06"),
        (60.0, "yyyy-mm-dd", "1900-02-28"), (1.0, "yyyy-mm-dd", "1900-01-01"), (-1.0, "yyyy-mm-dd", "-1"),
        (2155556612.0, "00000000000", "02155556612"), (1e12, "yyyy-mm-dd", "1000000000000"),
    ],
)  # fmt: skip
def test_a_stored_number_as_it_is_shown(value: float, code: str, text: str) -> None:
    assert number_text(value, format_of_code(code)) == text


def test_a_plain_number_is_whole_or_visibly_damaged() -> None:
    assert [plain_number(value) for value in (13800000001.0, 0.5, 1e15, float("nan"), float("inf"))] == [
        "13800000001", "0.5", "1.00000000000000E+15", "", "",
    ]  # fmt: skip
    assert number_text(44808.0, CellFormat(Shown.DAY), from_1904=True) == "2026-09-05"


def test_a_workbook_streams(read: Read) -> None:
    """Rows are read as they are inflated: what stands behind a broken place has no chance to matter before it."""
    rows = "".join(f'<row r="{place}"><c r="A{place}"><v>{place}</v></c></row>' for place in range(1, 40))
    payload = io.BytesIO(workbook_of(f"<worksheet><sheetData>{rows}</sheetData></worksheet>")).getvalue()
    with pytest.raises(FileRefused, match="没有找到表头"):
        read(payload)
