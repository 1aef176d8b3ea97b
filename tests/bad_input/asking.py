"""What every refusal must be: a sentence a person understands, the right status, and nothing of our insides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from httpx2 import Response

SECRET = "机密原话13800009999"
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
INSIDES = ("Traceback", 'File "', "site-packages", "<class ", "pydantic", "sqlite", "StrictUndefined", "Exception")
JSON = {"content-type": "application/json"}
CHECK = "/api/v1/conduct/check"
READ = "/api/v1/evidence/read"


def problem(answer: Response, status: int) -> dict[str, Any]:
    """The problem document of a refusal."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert set(told) == {"type", "title", "status", "detail", "errors"}
    assert told["status"] == status
    sentences = [told["title"], told["detail"], *(error["message"] for error in told["errors"])]
    assert all(HAN.search(sentence) for sentence in sentences), sentences
    assert not [word for word in INSIDES if word in answer.text]
    assert len(answer.content) < 100_000
    return told


def refusal(answer: Response, status: int) -> str:
    """The words of a page that refuses."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = read(answer)
    assert page.count("h1") == 1
    assert HAN.search(page.text)
    assert not [word for word in INSIDES if word in page.text]
    return page.text


def said(answer: Response, status: int) -> str:
    """The words of a refusal, whether problem document or page."""
    if answer.headers["content-type"] == "application/problem+json":
        told = problem(answer, status)
        return "".join([told["title"], told["detail"], *(error["message"] for error in told["errors"])])
    return refusal(answer, status)


class Page(HTMLParser):
    """The elements of a page, and its words as they are read and as its fields hold them."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.title = ""
        self.silent = 0
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.silent += tag in ("script", "style")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
        # A picture has titles too; the page's own comes first.
        if not self.title and self.elements and self.elements[-1][0] == "title":
            self.title = data

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def values(self) -> str:
        """What the fields of forms hold."""
        return "\n".join(attributes.get("value", "") for tag, attributes in self.elements if tag == "input")

    def count(self, tag: str) -> int:
        return sum(one == tag for one, _ in self.elements)

    def all(self, tag: str, attribute: str) -> Iterator[str]:
        return (attributes[attribute] for one, attributes in self.elements if one == tag and attribute in attributes)


def read(answer: Response) -> Page:
    return Page(answer.text)
