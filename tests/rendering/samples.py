"""Documents in the manner of the house: a letter with an annex, a court paper, an application with a table."""

from __future__ import annotations

from datetime import date

from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)

DAY = date(2026, 10, 12)
LAW_DAY = date(2026, 11, 21)
VERSION = "2026.11.21"


def document(
    *blocks: Block,
    title: str = "停止违规催收告知函",
    form: Form = Form.LETTER,
    kind: str = "stop-unlawful-collection",
    on: date = DAY,
    checklist: tuple[str, ...] = (),
) -> Document:
    return Document(kind, title, form, blocks, checklist, on, LAW_DAY, VERSION)


CONTACTS = Table(
    header=("序号", "时间", "方式", "对方号码", "内容或原话", "证据"),
    rows=tuple(
        (str(n), f"2026年10月{n}日22时{n:02d}分", "电话", "01055551234", f"第{n}次来电，要求转告同事", f"证据{n}")
        for n in range(1, 41)
    ),
    caption="2026年10月的联系记录",
)

LETTER = document(
    Salutation("晨光消费金融有限公司消费者权益保护部门："),
    Paragraph("本人王某就贵司“晨光分期”业务（合同尾号1234）收到下列联系，请立即纠正。"),
    Heading("一、已发生的情况"),
    Numbered(
        (
            "2026年10月8日22时47分，号码010-5555××××来电，自称贵司委托人员，通话4分钟（证据1）。",
            "2026年10月9日10时12分，同一号码致电本人同事李某（证据2）。李某不是共同借款人。",
        )
    ),
    Heading("二、要求"),
    Numbered(("收到本函之日起3日内停止联系李某等第三人。", "15日内书面说明催收机构名称和授权范围。")),
    Paragraph("本函不代表本人确认贵司主张的债务金额，也不代表放弃依法享有的任何抗辩。"),
    Enclosures(("通话详单（2页）", "李某书面说明（1页）")),
    Signature("告知人", DAY),
    Annex("附表一　联系记录"),
    CONTACTS,
    checklist=("在落款处手写签名。", "用EMS寄出，面单拍照。"),
)

COURT_PAPER = document(
    Paragraph("异议人（债务人）：王某，女，1990年5月1日出生，住某市某区某路1号，电话13800000000。"),
    Paragraph("被异议人（债权人）：青禾商务咨询有限公司，住所地某市某区某路9号。"),
    Heading("请求事项"),
    Paragraph("对（2026）某0102民督12号支付令的全部给付内容提出异议。"),
    Heading("事实与理由"),
    Heading("（一）金额不实", level=2),
    Paragraph("支付令载明本金10000元，异议人账户实际到账9400元（证据1）。"),
    Addressed("某市某区人民法院"),
    Enclosures(("本异议书副本1份", "证据目录及证据1份"), lead="附"),
    Signature("异议人（签名）", None),
    title="异议书",
    form=Form.COURT,
    kind="payment-order-objection",
)

APPLICATION = document(
    Salutation("晨光银行股份有限公司信用卡中心"),
    Paragraph("本人王某，持贵行信用卡（尾号1234），月收入由7000元降为4200元。"),
    Table(("项目", "每月金额"), (("工资收入", "4200元"), ("房租", "1500元"))),
    Signature("申请人", DAY),
    title="信用卡个性化分期还款协议申请书",
    kind="personalized-installment",
)

SAMPLES = (LETTER, COURT_PAPER, APPLICATION)
