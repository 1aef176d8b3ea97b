"""Amounts of yuan as letters write them."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿", "万亿")
MOST = Decimal(10) ** 12


def say_money(amount: Decimal) -> str:
    """12,345.67元."""
    return f"{amount:,.2f}元"


def money_in_words(amount: Decimal) -> str:
    """人民币壹万贰仟叁佰肆拾伍元陆角柒分, as cheques write it; 负 before an amount below zero. Below 10^12, in whole fen."""
    if amount < 0:
        return money_in_words(-amount).replace("人民币", "人民币负", 1)
    fen = int(amount * 100)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    said = integer_in_words(yuan) + "元" if yuan else ""
    if not jiao and not fen:
        return f"人民币{said or '零元'}整"
    if jiao:
        said += f"{DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return f"人民币{said}{DIGITS[fen] + '分' if fen else '整'}"


def integer_in_words(number: int) -> str:
    """16409 as 壹万陆仟肆佰零玖."""
    sections = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    said = ""
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if not section:
            said += "零"
            continue
        # 零 stands before a section without thousands (壹亿零贰万); where the thousands are there it may be left out.
        gap = "零" if said and section < 1_000 else ""
        said += gap + section_in_words(section) + SECTIONS[place]
    return re.sub("零+", "零", said).rstrip("零")


def section_in_words(section: int) -> str:
    """Up to four digits; zeros inside are read once."""
    digits = [int(one) for one in str(section)]
    said = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        said += DIGITS[digit] + PLACES[place] if digit else "零"
    return re.sub("零+", "零", said).rstrip("零")
