"""The measures of the page. Lengths of the paper in centimetres, of type in points."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Form

POINTS_PER_CENTIMETRE = 72 / 2.54
PAPER_WIDTH = 21.0
PAPER_HEIGHT = 29.7
CELL_INSET = 4.0
FEW_COLUMNS = 4
MANY_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4 upright. `title`, `body`, `page_number` are type sizes, `pitch` is the distance from baseline to baseline,
    `headway` what stands above a heading beside it."""

    top: float
    bottom: float
    left: float
    right: float
    title: float
    body: float
    pitch: float
    page_number: float = 14.0
    headway: float = 0.0
    # Of a table of a few columns, of a wide one, of one whose rows should stay on one line: 小四, 五号, 小五.
    table: tuple[float, float, float] = (12.0, 10.5, 9.0)

    @property
    def text_width(self) -> float:
        """Of a line of text, in points."""
        return (PAPER_WIDTH - self.left - self.right) * POINTS_PER_CENTIMETRE

    @property
    def text_height(self) -> float:
        """From the first line of a page to the last, in points."""
        return (PAPER_HEIGHT - self.top - self.bottom) * POINTS_PER_CENTIMETRE


# 二号 is 22 pt, 三号 16 pt, 四号 14 pt. Courts keep the text area of official documents: 22 lines of 29 pt.
SHEETS = {
    Form.LETTER: Sheet(top=3.0, bottom=2.5, left=2.8, right=2.6, title=22.0, body=14.0, pitch=28.0),
    Form.COURT: Sheet(top=3.7, bottom=3.5, left=2.8, right=2.6, title=22.0, body=16.0, pitch=29.0),
    # Mostly tables, many pages: 小四, with room on the left to bind them.
    Form.EVIDENCE: Sheet(top=2.5, bottom=2.2, left=2.6, right=2.0, title=20.0, body=12.0, pitch=20.0, page_number=10.5),
}


def table_size(columns: int, sheet: Sheet) -> float:
    """Of the type in a table of so many columns, in points."""
    few, wide, narrow = sheet.table
    return few if columns <= FEW_COLUMNS else wide if columns < MANY_COLUMNS else narrow


def cell_padding(columns: int) -> float:
    """Above and below the text of a cell, in points."""
    return 5.0 if columns < MANY_COLUMNS else 3.0
