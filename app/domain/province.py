"""Which province a name or an address begins with."""

from __future__ import annotations

# The short names, as the names of offices and addresses begin.
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东",
    "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
COUNTRY = "中国"


def province_of(text: str) -> str | None:
    """重庆 of 重庆市渝北区; None where the text begins with no province."""
    plain = "".join(text.split()).removeprefix(COUNTRY)
    return next((one for one in PROVINCES if plain.startswith(one)), None)
