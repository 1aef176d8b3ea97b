"""GET /api/v1/received and GET /api/v1/case-number."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.domain.asked import one_of
from app.domain.case_number import read_case_number
from app.domain.problem import Problem
from app.received.pages import WeigherDep
from app.received.question import LONGEST_NUMBER, read_question
from app.received.said import SaidCaseNumber, SaidReceived, say_number, say_received
from app.web.deps import AsOf, Today
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1", tags=["received"])


@router.get("/received", responses=problem_responses(422), summary="收到一张纸：是什么、怎么核实、最后一天、先做什么")
def received_paper(
    weigh: WeigherDep,
    today: Today,
    day: AsOf,
    paper: Annotated[str, Query(description="哪一种纸；不写就按 title 找", examples=["payment-order"])] = "",
    title: Annotated[str, Query(description="照抄的标题", examples=["民事支付令"])] = "",
    seal: Annotated[str, Query(description="什么章；不写：不确定", examples=["court"])] = "",
    number: Annotated[str, Query(description="照抄的案号", examples=["（2026）某0102民督12号"])] = "",
    no_number: Annotated[str, Query(description="yes：纸上没有案号", examples=[""])] = "",
    way: Annotated[str, Query(description="怎么来的；不写：不确定", examples=["ems"])] = "",
    money: Annotated[str, Query(description="要不要转钱；不写：不确定", examples=["none"])] = "",
    received: Annotated[str, Query(description="哪天收到的；不写就不倒数", examples=["2026-11-13"])] = "",
    variant: Annotated[str, Query(description="asks 里的哪一种；最后一天只对一部分人有用的纸才问", examples=[""])] = "",
) -> SaidReceived:
    """Never a verdict: whatever speaks for it, its days are counted and it is to be verified today."""
    asked = {
        "paper": [paper], "title": [title], "seal": [seal], "number": [number], "no_number": [no_number],
        "way": [way], "money": [money], "received": [received], "variant": [variant],
    }  # fmt: skip
    question, problems = read_question(asked, weigh.book, today)
    if question is None:
        raise Refusal(422, problems=problems)
    return say_received(weigh.weigh(question, today, day), weigh.book, weigh.links)


@router.get(
    "/case-number", responses=problem_responses(422), summary="案号拆开看：年份、法院、程序、序号；它能说明什么"
)
def case_number(
    weigh: WeigherDep,
    today: Today,
    number: Annotated[
        str, Query(description="照抄的案号，括号、空格怎么写都行", examples=["（2026）某0102民初12号"])
    ] = "",
    paper: Annotated[str, Query(description="它写在哪一种纸上；不写也行", examples=["summons"])] = "",
) -> SaidCaseNumber:
    """A text that is no number is answered too: `unread` says what is missing. A well-formed one proves nothing."""
    problems: list[Problem] = []
    one_of("paper", "纸", paper.strip(), weigh.book.papers, problems)
    if len(number) > LONGEST_NUMBER:
        problems.append(Problem("number", f"案号太长，只抄那一行，最多{LONGEST_NUMBER}个字。"))
    if problems:
        raise Refusal(422, problems=problems)
    expected = weigh.kinds_of(weigh.book.papers[paper.strip()]) if paper.strip() else ()
    return say_number(read_case_number(number, weigh.book.numbers.codes, today.year, expected), weigh.book.numbers)
