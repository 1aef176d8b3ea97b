"""Whether a text gives the other side's words, or the writer's own account of what happened (打到座机，小周接的，说我欠钱).

An account in quotation marks would put words into the other side's mouth. Only what is hardly ever said by a collector counts.
"""

from __future__ import annotations

import re

QUOTATION = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
SPEAKERS = (
    "他们?|她们?|对方|催收员?|催收的人?|那个?人|来人|男的|女的|同事|领导|前台|家人|我妈|我爸|我老公|我老婆|辅导员"
)
SIGNS = (
    # Who picked up, and whom it was told.
    "接的(?:电话)?(?=[，。；,;！ ]|$)",
    "接到的|接了电话|转告了?我|告诉我(?:说|的)",
    # What was said, told as by another: 说我欠…, 问他我在哪.
    "(?:说|讲|称|问)(?:我|本人)(?:欠|没|不|是|借|有|在|跟|和|已经)",
    "(?:问|跟|和|对)(?:他|她|小[\u4e00-\u9fff]|同事|我妈|我爸|我老公|我老婆|家人|领导|前台)(?:说|讲|打听|要|知|认)",
    "问(?:他|她)我?(?:认|知|跟|和|在|是)",
    rf"(?:{SPEAKERS})(?:先|又|就|还|一直|当时|在电话里|突然)?(?:说|讲|称|问|骂|喊|吼|威胁|恐吓)",
    # Begins in the writer's own voice.
    "^(?:打到|打给|打去|打来|打了|来了|响了|威胁我|骂我|吼我|要我马?上?[还交]|叫我马?上?[还交]|让我马?上?[还交])",
)
PATTERN = re.compile("|".join(f"(?:{sign})" for sign in SIGNS))

# Said where such a text was typed as the other side's words.
ACCOUNT = (
    "这里像是你自己的话。“对方的原话”会放进引号，印成对方说的。"
    "你的话，请移到“你的备注”。真是对方一字一句说的，就勾下面那一项。"
)


def is_account(text: str) -> bool:
    """What stands in quotation marks alone is not looked into."""
    return bool(PATTERN.search(QUOTATION.sub("“”", " ".join(text.split()))))
