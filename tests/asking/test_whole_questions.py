"""Questions of a word or two lead to the page that is meant, and a sentence that merely holds such a word does not."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.asking.answering import AskBook
from tests.asking.measuring import value


def words() -> list[tuple[str, str]]:
    rows: Any = value("words.yaml")
    return [(said, row["first"]) for row in rows for said in row["say"]]


@pytest.mark.parametrize(("said", "ref"), words())
def test_a_word_or_two_lead_to_what_is_meant(book: AskBook, said: str, ref: str) -> None:
    assert book.ask(said, 3).answers[0].link.ref == ref


def test_they_are_many() -> None:
    assert len({said for said, _ in words()}) >= 70


@pytest.mark.parametrize("said", ["火车票怎么退钱", "学校几点放学", "有用吗", "怎么办", "了吗", "执行董事是干什么的"])
def test_a_sentence_that_holds_such_a_word_says_something_else(book: AskBook, said: str) -> None:
    assert book.ask(said, 3).direct == 0


def test_no_page_stands_twice_and_the_page_shows_them_before_the_groups(book: AskBook, client: TestClient) -> None:
    reply = book.ask("自动扣款", 12)
    refs = [one.link.ref for one in reply.answers]
    assert len(refs) == len(set(refs))
    body = client.get("/search", params={"q": "自动扣款"}).text
    assert body.index("先看这几页") < body.index("/letters/auto-deduct-stop")
    assert body.index("/letters/auto-deduct-stop") < body.index("你可能遇到了")
