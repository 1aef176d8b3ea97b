"""From the bytes of a workbook to its sheets, by what it is and not by what it is called."""

from __future__ import annotations

from app.evidence.archives import Archive
from app.evidence.opendocument import is_opendocument, opendocument_sheets
from app.evidence.sniffing import Container
from app.evidence.workbooks import Workbook
from app.evidence.xlsx import xlsx_sheets


def workbook_of(payload: bytes, container: Container) -> Workbook:
    """Raises FileRefused."""
    if container is Container.COMPOUND:
        # Here, so that the library that reads it takes memory only where such a workbook comes.
        from app.evidence.xls import xls_sheets

        return xls_sheets(payload)
    archive = Archive(payload)
    return opendocument_sheets(archive) if is_opendocument(archive) else xlsx_sheets(archive)
