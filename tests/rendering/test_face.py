from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rendering.face import Face, content_disposition, file_name

from .samples import LETTER, document


def test_a_file_is_named_after_the_letter_and_its_day() -> None:
    assert file_name(LETTER, Face.PDF) == "停止违规催收告知函-2026年10月12日.pdf"
    assert file_name(LETTER, Face.DOCX).endswith(".docx")
    assert file_name(LETTER, Face.TEXT).endswith(".txt")


def test_the_header_has_an_ascii_and_a_chinese_name() -> None:
    header = content_disposition(LETTER, Face.PDF)
    assert header.startswith("attachment; filename=\"stop-unlawful-collection-2026-10-12.pdf\"; filename*=UTF-8''")
    assert unquote(header.rpartition("''")[2]) == "停止违规催收告知函-2026年10月12日.pdf"
    assert header.isascii()
    assert content_disposition(LETTER, Face.PDF, inline=True).startswith("inline;")


@pytest.mark.parametrize(
    ("title", "kind"), [("../../etc/passwd", 'x"; a=b'), ("函\r\nSet-Cookie: a=b", "\r\n"), ("", ""), ("...", "..")]
)
def test_hostile_names_do_no_harm(title: str, kind: str) -> None:
    header = content_disposition(document(title=title, kind=kind), Face.PDF)
    assert re.fullmatch(r"attachment; filename=\"[a-z0-9-]+\.pdf\"; filename\*=UTF-8''[A-Za-z0-9%._~-]+\.pdf", header)


@given(st.text(max_size=80))
def test_a_file_name_is_short_and_safe(title: str) -> None:
    name = file_name(document(title=title), Face.DOCX)
    assert not set(name) & set('/\\:*?"<>|\r\n\t\x00')
    assert not name.startswith(".")
    assert len(name) <= 60


def test_content_types() -> None:
    assert Face.PDF.content_type == "application/pdf"
    assert Face.TEXT.content_type == "text/plain; charset=utf-8"
    assert Face.DOCX.media_type.endswith("wordprocessingml.document")
