"""A made-up case of a card debt: an agency calls three hundred times in two months; some of it recorded, photographed, saved."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.domain.case import CaseFacts
from app.domain.moment import SHANGHAI

FIRST = datetime(2026, 9, 1, tzinfo=SHANGHAI)
NUMBERS = ("02100000004", "02100000009", "01055550012", "4000000123", "17000000021", "14700000388")
TEXT = "【某某行】您的信用卡已逾期，请尽快还款。"
VISIT = "四个人站在门口，大声说欠钱不还"
OWN = "我打给客服要求停止夜里来电，工单号2026092100"
CHAT = "你同事欠钱不还，麻烦转告"
SAID = (
    ("今天晚上十点前不还，明天就去你单位找你们领导谈", ("workplace-pressure",)),
    ("再不处理，我们就联系你通讯录里的人", ()),
    ("你这种人就是欠收拾，还要不要脸", ("insult-abuse",)),
    ("我们是法院委托的，再不还就抓人", ("threaten-jail", "impersonate-police-court")),
    ("请您核对账单，尽快安排还款", ()),
)
FILES = (
    ("9月通话详单.csv", 48_213, "call-log", "9月1日到9月30日与上列号码的全部通话"),
    ("10月通话详单.csv", 51_877, "call-log", "10月1日到10月31日与上列号码的全部通话"),
    ("录音_20260905_224105.m4a", 1_204_113, "recording", "9月5日夜里的通话，对方说要去单位"),
    ("Screenshot_2026-09-12-21-03-44-112_com.tencent.mm.png", 884_120, "picture", "对方在微信里发给同事的话"),
    ("信用卡电子账单2026年08月.pdf", 220_400, "contract", "对方主张的金额和费用"),
    ("还款回单.jpg", 130_001, "payment", ""),
)


def call(random: Random, day: int) -> dict[str, Any]:
    hour = random.choices(range(24), [1, 0, 0, 0, 0, 0, 2, 5, 12, 14, 14, 10, 6, 8, 12, 12, 12, 11, 9, 8, 7, 6, 5, 3])[
        0
    ]
    at = FIRST + timedelta(days=day, hours=hour, minutes=random.randrange(60), seconds=random.randrange(60))
    answered = random.random() < 0.35
    contact: dict[str, Any] = {
        "at": at.isoformat(), "means": "call", "direction": "in", "answered": answered,
        "number": random.choices(NUMBERS, (9, 6, 4, 3, 2, 1))[0], "reached": "me",
        "duration_seconds": random.randrange(8, 400) if answered else 0,
    }  # fmt: skip
    if answered and random.random() < 0.2:
        contact["words"], contact["acts"] = random.choice(SAID)
    if random.random() < 0.06:
        contact |= {"reached": random.choice(("family", "colleague")), "called": "13900001234", "answered": True,
                    "acts": ("disclose-to-third-party",), "words": "他欠信用卡的钱，你让他赶紧还"}  # fmt: skip
    return contact


def long_case(count: int = 300, days: int = 61) -> CaseFacts:
    """The same every time."""
    random = Random(2026)
    contacts = [call(random, random.randrange(days)) for _ in range(count - 6)]
    contacts += [
        {"at": f"2026-09-{day:02d}T{clock}", "means": "sms", "number": "1069000012345", "words": TEXT}
        for day, clock in ((3, "09:00:00"), (10, "09:00:00"), (17, "23:15:00"))
    ]
    contacts += [
        {"at": "2026-09-20T15:10:00", "means": "visit", "visitors": 4, "reached": "family", "called": "本人父母家", "words": VISIT},
        {"at": "2026-09-21T10:00:00", "means": "call", "direction": "out", "number": "4000000123", "answered": True,
         "duration_seconds": 610, "words": OWN},
        {"at": "2026-10-02T20:30:00", "means": "chat", "number": "催收-李", "reached": "colleague", "called": "同事王某",
         "acts": ("disclose-to-third-party",), "words": CHAT},
    ]  # fmt: skip
    files = [
        {"name": name, "size": size, "sha256": hashlib.sha256(name.encode()).hexdigest(), "kind": kind, "shows": shows,
         "modified": "2026-11-01T20:15:33"}
        for name, size, kind, shows in FILES
    ]  # fmt: skip
    debt = {
        "creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"},
        "collector": {"kind": "agency", "name": "某某信息咨询有限公司"},
        "signed_on": "2021-03-15", "last_payment_on": "2026-05-20", "overdue_days": 170,
    }  # fmt: skip
    return CaseFacts.model_validate({"debt": debt, "contacts": contacts, "files": files})
