"""From the bytes of a workbook to its sheets, by what it is and not by what it is called."""

from __future__ import annotations

from app.evidence.archives import Archive
from app.evidence.opendocument import is_opendocument, opendocument_sheets
from app.evidence.workbooks import Workbook
from app.evidence.xlsx import xlsx_sheets


def old_workbook_of(payload: bytes) -> Workbook:
    """Of a compound file. Raises FileRefused."""
    # Here, so that the library that reads it takes memory only where such a workbook comes.
    from app.evidence.xls import xls_sheets

    return xls_sheets(payload)


def workbook_in(archive: Archive) -> Workbook:
    """Raises FileRefused."""
    return opendocument_sheets(archive) if is_opendocument(archive) else xlsx_sheets(archive)
