"""/limits: everything the lists of gaps name is told, from a content file that is itself due for review."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue, load_unknowns
from app.domain.law import Lawbook
from app.domain.moment import SHANGHAI
from app.web.deps import now
from tests.shared import CONTENT, SHARED, needs_shared

# What a line of a list of gaps is about, and the words by which the page tells it.
TOLD = {
    "GAPS.md": {
        "not from the official sites": "不是发布机关网站上的原件",
        "2026-09-30": "2026年9月30日",
        "spot-check": "民事诉讼法第165、227条",
        "律师法": "律师法",
        "公安机关办理行政案件程序规定": "公安机关办理行政案件程序规定",
        "no transitional clause": "没有见到新旧怎么衔接",
        "刑法修正案（十三）": "刑法修正案（十三）",
        "催收非法债务": "催收非法债务的司法解释",
        "民事强制执行法": "民事强制执行法",
        "法释〔2026〕2, 4, 5, 8, 11": "法释〔2026〕2、4、5、8、11号",
        "Drafts only": "还只是草案的",
        "失信联合惩戒对象名单": "失信联合惩戒对象名单管理暂行办法",
        "法发〔2017〕22号": "2017年金融审判的意见",
        "软暴力": "软暴力",
        "公证程序规则": "公证程序规则",
        "人民调解工作若干规定": "人民调解工作若干规定",
        "articles 189-192 only": "只读到支付令那几条",
        "法释〔2026〕19号": "刑民交叉的司法解释",
        "善意文明执行": "善意文明执行",
        "非法放贷": "非法放贷案件的意见",
        "非法债务": "“非法债务”有多宽",
        "律师函 rules": "律师函怎么管",
        "送达意见 2017": "2017年的送达意见",
        "在线调解规则": "在线调解规则",
        "电子签名法": "电子签名法",
        "社会救助法": "社会救助法",
        "深圳经济特区个人破产条例": "深圳、厦门的个人破产条例",
        "法〔2025〕82号": "示范文本",
        "行政复议法实施条例": "行政复议法实施条例",
        "主席令": "主席令号",
        "Small-claims": "小额诉讼",
        "敲诈勒索": "敲诈勒索",
        "minimum living standard": "给你留多少",
        "12315": "12315的新办法",
        "cite old article numbers": "不少司法解释里还写着旧的条号",
    },
    "GAPS-regulations.md": {
        "GB/T 45251-2025": "全文没读到",
        "现场每天1次": "“上门一天一次，两到三人”",
        "只有第二十二条核到条号": "条号只核到第22条",
        "转包": "能不能转包",
        "协商还款": "协商还款",
        "汽车金融公司": "汽车金融公司",
        "消金办法": "消费金融公司管理办法",
        "互联网贷款办法": "互联网贷款办法",
        "个人贷款办法": "个人贷款办法",
        "印发日未核": "印发日没核到",
        "信息保护条号未核": "个人信息、合作机构的条号没核到",
        "逐字": "用字没有逐字核对",
        "举报办法": "举报办法",
        "中支协发": "支付清算协会的发卡指引",
        "12363": "2014年到2015年的开通公告",
        "改号": "没见到改号",
        "每天最多3件": "每天最多3件",
        "地方金融管理局投诉入口": "没有逐省核到",
        "LPR 2026-10": "2026年10月、11月的没核到",
        "凭记忆": "几份通知的文号也没有核到",
        "不得先行扣除": "不得先扣利息",
        "律师文说国标“5年”": "录音保存5年",
        "没接通6次": "没打通的电话一天几次算多",
        "私人微信": "私人微信",
        "转私人账户": "转到私人账户",
        "公开张贴催款单": "公开张贴催款单",
        "刑法第234条": "故意伤害罪",
        "个人或家庭事务": "为个人、家庭的事",
        "保后指引": "保证保险的操作指引",
        "地方资产管理公司": "地方资产管理公司",
        "一次性信用修复窗口": "一次性信用修复",
        "2021信用卡指引": "2021年信用卡催收指引",
        "永雄": "有三个还没判",
        "互金协会2024业务指引": "2024年的互联网金融贷后催收指引",
        "24%": "不是所有贷款的统一上限",
        "36%": "判断非法放贷犯罪用的数",
        "7个工作日": "7个工作日答复协商",
    },
    "../letters/gaps.md": {
        "法〔2025〕82号附件原件": "最高人民法院的原件没有见到",
        "次序在两个实现中不同": "问题的次序来自别人的转写，两处还不一样",
        "只核到存在该文本": "我们只核到有这份文本和几个栏目",
        "没有做房贷断供": "房贷断供、车贷收车、融资租赁、刑事辩护、劳动争议的信，没有写",
        "地方金融管理部门名称": "地方金融管理部门叫什么、怎么受理",
        "是否接受普通 EMS 或电子签名": "法院收不收普通EMS、电子签名",
        "个人债务集中清理仅部分地区": "只有少数地方有",
        "不放弃时效抗辩": "写了“不放弃时效抗辩”能不能挡住",
        "司法行政投诉处理时限": "律师投诉、骚扰电话申诉、12315的答复天数",
        "跨期按较短期限": "按较短的天数提醒",
        "对个人出借人默认不引个保法": "写给个人债主的信，默认不引这部法",
        "少数民族语言": "少数民族语言的版本没有",
        "公告方式的债权转让通知": "只登了公告，算不算通知到你",
    },
}


@needs_shared
@pytest.mark.parametrize("name", TOLD)
def test_what_the_lists_of_gaps_name_is_told(client: TestClient, name: str) -> None:
    listed = (SHARED / "law" / name).read_text(encoding="utf-8")
    told = unescape(client.get("/limits").text)
    assert [word for word in TOLD[name] if word not in listed] == []
    assert [words for words in TOLD[name].values() if words not in told] == []


@needs_shared
def test_no_article_is_named_that_was_not_verified(client: TestClient, law: Lawbook) -> None:
    """The bodily-harm article of the criminal law is a gap: its number stands nowhere."""
    told = client.get("/limits").text.partition("<main")[2]
    assert "第234条" not in told and "〔2020〕327" not in told
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
