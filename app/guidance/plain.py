"""A page as text one can copy into a message: headings, numbered lists, table rows on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.moment import say_day
from app.guidance.citing import Said
from app.guidance.rendering import Rendered, Unit, UnitKind


def plain_text(page: Rendered, address: str, as_of: date | None = None) -> str:
    """The whole page as plain text, LF line ends; `address` is where it came from."""
    file = page.guide.file
    head = [file.title, "", page.summary]
    if as_of:
        head += ["", f"（按{say_day(as_of)}的法律）"]
    foot = [
        "",
        f"核对日期：{say_day(file.checked_on)}，下次核对：{say_day(file.review_by)}前",
        f"出处：债明白 {address}",
        "免费，不代办。拿不准可打 12348（公共法律服务）；有人正在威胁、打人，打 110。",
    ]
    return "\n".join([*head, *lines(page.units[1:]), *wrong_lines(page), *source_lines(page), *foot]) + "\n"


def lines(units: Sequence[Unit]) -> Iterator[str]:
    row: list[str] = []
    for unit in units:
        if unit.kind is UnitKind.CELL:
            row.append(unit.text)
        elif unit.kind is UnitKind.ROW_END:
            yield "· " + "｜".join(row)
            row = []
        elif unit.kind is UnitKind.HEADING:
            yield from ("", f"【{unit.text}】" if unit.level == 2 else f"—— {unit.text}")
        else:
            yield "  " * (unit.level - 1) + ("· " if unit.kind is UnitKind.ITEM else "") + unit.text


def wrong_lines(page: Rendered) -> Iterator[str]:
    for one in page.wrongs:
        yield from ("", "【这条常被写错】", f"常见的说法：{one.wrong}", f"其实是：{one.right}")
        if one.sources:
            yield f"依据：{one.basis}"


def source_lines(page: Rendered) -> Iterator[str]:
    if page.sources:
        yield from ("", "【依据】")
        yield from (f"· {one.plain if isinstance(one, Said) else one.named}" for one in page.sources)
