"""The borrower of every measurement. Everything is made from a number, so that two runs measure the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.contact import Contact, Reached
from app.domain.document import Document
from app.domain.moment import SHANGHAI
from app.letters.compose import compose
from app.letters.said import LetterRequest

CONTENT = Path(__file__).resolve().parents[1] / "content"
SLUG = "stop-unlawful-collection"
WRITTEN_ON = "2026-10-12"
FIRST_CALL = datetime(2023, 3, 1, 8, 0, tzinfo=SHANGHAI)
BUSY_FROM = datetime(2026, 3, 1, 8, 0, tzinfo=SHANGHAI)
WORDS = ("今天不还，明天就去你单位", "他欠钱三个月不还，你让他赶紧处理", "你们同事一场，替他还一点", "请您在本月内还款")


def request(number: int) -> dict[str, Any]:
    """A letter about twelve contacts, as the API takes it. No two numbers give the same text: nothing can be reused."""
    caller, name = f"021{number:08d}", f"王{chr(0x4E00 + number % 2_000)}"
    minute = number % 60
    return {
        "answers": {
            "b_name": name,
            "b_phone": f"138{number:08d}",
            "b_idno": f"{number % 10_000:04d}",
            "c_product": "信用卡",
            "c_contract_no": f"{(number * 7) % 10_000:04d}",
            "stop_items": ["third-party", "night", "repeated"],
            "e_list": [f"同事李某的书面说明（{number % 9 + 1}页）", "通话详单（2页）"],
        },
        "debt": {
            "creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"},
            "collector": {"kind": "agency", "name": "某某咨询服务有限公司"},
            "last_demand_on": "2026-10-08",
            "last_payment_on": "2026-06-01",
        },
        "contacts": [
            call(f"2026-09-05T22:{minute:02d}:00", caller, 95, words=f"{WORDS[0]}（第{number}次说）"),
            call(f"2026-09-06T09:{minute:02d}:10", caller, 60, "colleague", ["disclose-to-third-party"], WORDS[1]),
            call(f"2026-09-06T10:{minute:02d}:30", caller, 40, "colleague", ["collect-from-third-party"], WORDS[2]),
            *(call(f"2026-09-07T{hour:02d}:{minute:02d}:00", caller, None) for hour in range(9, 17)),
            call(f"2026-09-08T10:{minute:02d}:00", f"010{number:08d}", 120, words=WORDS[3]),
        ],
        "on": WRITTEN_ON,
    }


def call(
    at: str, number: str, seconds: int | None, reached: str = "me", acts: list[str] | None = None, words: str = ""
) -> dict[str, Any]:
    """`seconds` None: nobody answered."""
    return {
        "at": at,
        "means": "call",
        "answered": seconds is not None,
        "duration_seconds": seconds,
        "number": number,
        "reached": reached,
        "acts": acts or [],
        "words": words,
    }


def letter(number: int, catalogue: Catalogue) -> Document:
    """The document the server makes of `request(number)`."""
    asked = LetterRequest.model_validate(request(number))
    assert asked.debt is not None and asked.on is not None
    assessment = assess(catalogue.conducts, asked.contacts, asked.debt, catalogue.law)
    made = compose(
        catalogue.letters,
        catalogue.letters.by_slug[SLUG],
        asked.answers,
        asked.debt,
        asked.contacts,
        assessment,
        catalogue.law,
        asked.on,
    )
    assert made.document is not None, [problem.sentence for problem in made.problems]
    return made.document


def contacts(count: int) -> tuple[Contact, ...]:
    """A log of calls: eight numbers, about eight calls a day, some at night, some to others, some with something said."""
    chance = Random(count)
    return tuple(one_call(chance, moment) for moment in moments(chance, count))


def one_call(chance: Random, moment: datetime) -> Contact:
    answered = chance.random() < 0.4
    to_other = answered and chance.random() < 0.1
    return Contact(
        at=moment,
        answered=answered,
        duration_seconds=chance.randrange(5, 300) if answered else 0,
        number=f"0210000000{chance.randrange(8)}",
        reached=Reached.COLLEAGUE if to_other else Reached.ME,
        acts=("disclose-to-third-party",) if to_other else ("insult-abuse",) if chance.random() < 0.05 else (),
        words=chance.choice(WORDS) if answered else "",
    )


def moments(chance: Random, count: int) -> Iterator[datetime]:
    moment = FIRST_CALL
    for _ in range(count):
        moment += timedelta(seconds=chance.randrange(60, 6 * 3600))
        yield moment


def call_log(rows: int) -> bytes:
    """The CSV file a carrier gives out (GB18030); no two rows alike."""
    chance = Random(rows)
    lines = ["序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码,本机通话地,对方归属地,通话类型,通话费,其他费,小计"]
    moment = BUSY_FROM
    for place in range(rows):
        moment += timedelta(seconds=chance.randrange(30, 300))
        lines.append(
            f"{place + 1},语音电话,{moment:%Y-%m-%d %H:%M:%S},{chance.randrange(1, 60)}秒,"
            f"{'被叫' if chance.random() < 0.9 else '主叫'},0210000{chance.randrange(40):04d},上海,上海,国内通话,0.00,0.00,0.00"
        )
    return "\n".join(lines).encode("gb18030")
