"""GET /api/v1/who-is-calling."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.callers.pages import LinksDep, WeigherDep
from app.callers.question import read_question
from app.callers.said import SaidWeighed, say_weighed
from app.web.deps import Today
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/who-is-calling", tags=["who-is-calling"])


@router.get("", responses=problem_responses(422), summary="谁在催我：像骗局的、像真的、还不知道的，和先做什么")
def who_is_calling(
    weigh: WeigherDep,
    links: LinksDep,
    today: Today,
    role: Annotated[
        str, Query(description="me、relative、colleague、employer、stranger 或 unsure", examples=["me"])
    ] = "",
    sign: Annotated[list[str], Query(description="听到、看到的，可以有几个", examples=[["police-court"]])] = [],  # noqa: B006
    creditor: Annotated[str, Query(description="八类之一；不写或 unknown：不确定", examples=["bank-card"])] = "",
    on: Annotated[str, Query(description="哪天打来的；不写就是今天", examples=["2026-11-21"])] = "",
) -> SaidWeighed:
    """Never a verdict: something always stays unknown, and hanging up and dialling oneself always come first."""
    asked = {"role": [role], "sign": sign, "creditor": [creditor], "on": [on]}
    question, problems = read_question(asked, weigh.book, today)
    if question is None:
        raise Refusal(422, problems=problems)
    weighed = weigh.weigh(question.role, question.signs, question.creditor, question.on)
    return say_weighed(weighed, weigh.book.file.lists, f"/who-is-calling?{question.query()}", links)
