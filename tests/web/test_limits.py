"""/limits: everything the lists of gaps name is told, from a content file that is itself due for review."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue, load_unknowns
from app.domain.law import Lawbook
from app.domain.moment import SHANGHAI
from app.web.deps import now
from tests.shared import CONTENT, SHARED, needs_shared

# What a line of the gaps files is about, and the words by which the page tells it.
TOLD = {
    "GAPS.md": (
        "律师法",
        "公安机关办理行政案件程序规定",
        "仲裁法",
        "刑法修正案（十三）",
        "催收非法债务",
        "失信联合惩戒对象名单",
        "金融法",
        "企业破产法",
        "民事强制执行法",
        "软暴力",
        "公证程序规则",
        "人民调解工作若干规定",
        "善意文明执行",
        "非法放贷",
        "非法债务",
        "风险代理",
        "电子签名法",
        "社会救助法",
        "在线调解",
        "厦门",
        "行政复议法实施条例",
        "主席令",
        "12315",
        "LPR",
        "敲诈勒索",
        "小额诉讼",
    ),
    "GAPS-regulations.md": (
        "GB/T 45251-2025",
        "2022年征求意见稿",
        "特殊群体",
        "协商还款",
        "转包",
        "汽车金融公司",
        "互联网贷款办法",
        "个人贷款办法",
        "小贷办法",
        "举报办法",
        "支付清算协会",
        "12363",
        "12378",
        "每天最多3件",
        "地方金融管理局",
        "银发〔2020〕327号",
        "砍头息",
        "24%",
        "36%",
        "五条红线",
        "刑法第234条",
        "保后指引",
        "地方资产管理公司",
        "一次性信用修复",
        "永雄",
        "2021信用卡指引",
        "私人微信",
        "转私人账户",
    ),
}
# Where the page says it in plainer words than the list.
PLAINER = {
    "2022年征求意见稿": "全文没读到",
    "特殊群体": "特殊人群",
    "小贷办法": "小额贷款公司办法",
    "失信联合惩戒对象名单": "失信联合惩戒对象名单管理暂行办法",
    "银发〔2020〕327号": "几份通知的文号",
    "砍头息": "不得先扣利息",
    "刑法第234条": "故意伤害罪",
    "保后指引": "保证保险的操作指引",
    "2021信用卡指引": "2021年信用卡催收指引",
    "永雄": "有三个还没判",
    "地方金融管理局": "地方金融管理部门",
    "转私人账户": "转到私人账户",
}


@needs_shared
@pytest.mark.parametrize("name", TOLD)
def test_what_the_lists_of_gaps_name_is_told(client: TestClient, name: str) -> None:
    listed = (SHARED / "law" / name).read_text(encoding="utf-8")
    told = client.get("/limits").text
    for word in TOLD[name]:
        assert word in listed or word.replace("厦门", "厦门经济特区") in listed, word
        assert PLAINER.get(word, word) in told, word


@needs_shared
def test_no_article_is_named_that_was_not_verified(client: TestClient, law: Lawbook) -> None:
    """第234条 of the criminal law is a gap: its number stands nowhere."""
    told = client.get("/limits").text.partition("<main")[2]
    assert "234" not in told and "327" not in told
    for short, numbers in re.findall(r"([\u4e00-\u9fff]+?)第([0-9、]+)条", told):
        for number in numbers.split("、"):
            assert any(
                number in version.articles and version.articles[number].printed
                for row in law.instruments.values()
                for version in row.versions
                if version.short in short or row.id in ("cba-collection-guide-2026", "minjianjiedai")
            ), (short, number)


def test_each_entry_with_an_instrument_leads_to_it(client: TestClient, catalogue: Catalogue) -> None:
    told = client.get("/limits").text
    urls = {one.url for section in catalogue.unknowns.sections for one in section.unknowns if one.url}
    assert len(urls) > 15
    for url in urls:
        assert f'href="{url}"' in told and client.get(url).status_code == 200


def test_it_says_when_it_should_have_been_checked_again(client: TestClient, make_app: Callable[..., FastAPI]) -> None:
    assert "该重新核对了" not in client.get("/limits").text
    app = make_app()
    app.dependency_overrides[now] = lambda: datetime(2036, 11, 21, 9, 0, tzinfo=SHANGHAI)
    with TestClient(app) as late:
        assert "该重新核对了" in late.get("/limits").text


def test_an_unknown_instrument_is_named_with_its_line(tmp_path: Path, law: Lawbook) -> None:
    (tmp_path / "content").mkdir()
    path = tmp_path / "content" / "limits.yaml"
    path.write_text((CONTENT / "limits.yaml").read_text("utf-8").replace("law: lvshi", "law: lvsh"), encoding="utf-8")
    _, problems = load_unknowns(tmp_path / "content", law)
    (told,) = problems
    assert re.fullmatch(r"content/limits.yaml:\d+: there is no instrument 'lvsh'; did you mean 'lvshi'\?", told)
