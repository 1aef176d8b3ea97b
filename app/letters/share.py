"""How much of a letter is its writer's own.

Mass-identical complaints are set aside, and hurt who sends them. The share counts characters: what the person told
(answers and contacts) against all of the text, without the annex, which repeats the contacts.
"""

from __future__ import annotations

LEAST_OWN = 0.11
EMPTY_TEMPLATE = (
    "这封信里只有{share}是你自己的事实，像一份空模板，寄出去容易被当成批量投诉。"
    "请补上：每一次的号码、对方原话或次数，你的合同尾号，造成的影响。"
)


def share_of(own: int, total: int) -> float:
    """0 to 1, rounded to whole hundredths."""
    return round(min(own, total) / total, 2) if total else 0.0


def is_empty_template(share: float) -> bool:
    return share < LEAST_OWN


def refusal(share: float) -> str:
    return EMPTY_TEMPLATE.format(share=f"{share:.0%}")
