from __future__ import annotations

import pytest

from app.domain.account import is_account


@pytest.mark.parametrize(
    "text",
    [
        "打到公司座机，同事小周接的，说我欠信用卡6万",
        "我妈接的，问她我在哪上班",
        "对方说再不还就去我单位",
        "他说“再不还就去你单位”，同事都听见了",
        "说我欠了6万，要公司帮忙催",
        "威胁我要去家里",
        "催收员一直骂，我没回",
        "问同事认不认识我",
        "打给我爸，让他替我还",
    ],
)
def test_the_writers_own_account_is_known_as_such(text: str) -> None:
    assert is_account(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "再不还，就去你单位",
        "你今天不还明天就去你单位",
        "“再不还就打断你的腿”",
        "我们已经安排上门，请你在家等着",
        "他欠钱",
        "你跟你老婆说了没有",
        "让你同事都知道",
        "【某某银行】您的信用卡已逾期，请尽快还款，如已还款请忽略。",
        "你孩子在哪上学我也知道",
        "我打电话给你领导",
        "没人接的话我就打给你妈",
        "今晚不还就去你单位闹，让你同事都知道",
    ],
)
def test_what_the_other_side_said_is_left_alone(text: str) -> None:
    assert not is_account(text)
