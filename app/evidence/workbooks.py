"""The sheets of a workbook, whatever it is stored as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.evidence.tables import Rows

NO_WORKBOOK = "这不是Excel表格，可能是Word或别的文件。请上传运营商给你的详单表格。"
BINARY_WORKBOOK = "这是二进制的Excel工作簿（xlsb）。请用WPS或Excel打开，另存为“Excel工作簿（xlsx）”，再上传。"


@dataclass(frozen=True)
class Sheet:
    """`rows` are numbered as a person sees them and can be read again."""

    name: str
    rows: Rows
    hidden: bool = False
    from_1904: bool = False


Workbook = Sequence[Sheet]
