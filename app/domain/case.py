"""Who lent, who collects, and what the borrower told us: the facts every feature shares."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from app.domain.contact import Contact
from app.domain.marking import LastMarking
from app.domain.moment import Day
from app.domain.own_file import OwnFiles
from app.domain.own_paragraph import OwnParagraphs
from app.domain.sent import SentLetters
from app.domain.text import PlainText


class CreditorKind(StrEnum):
    """The eight kinds of lender; each is bound by different texts."""

    BANK_CARD = "bank-card"
    BANK_LOAN = "bank-loan"
    CONSUMER_FINANCE = "consumer-finance"
    MICRO_LENDER = "micro-lender"
    PLATFORM = "platform"
    INSURER = "insurer"
    ASSET_MANAGER = "asset-manager"
    PRIVATE_LENDER = "private-lender"


CREDITOR_NAMES = {
    CreditorKind.BANK_CARD: "银行信用卡",
    CreditorKind.BANK_LOAN: "银行贷款",
    CreditorKind.CONSUMER_FINANCE: "消费金融公司",
    CreditorKind.MICRO_LENDER: "小额贷款公司",
    CreditorKind.PLATFORM: "网络平台、助贷公司",
    CreditorKind.INSURER: "保险公司（替你赔付后向你要）",
    CreditorKind.ASSET_MANAGER: "资产管理公司、买下债权的公司",
    CreditorKind.PRIVATE_LENDER: "个人或没有牌照的出借人",
}


UNKNOWN_CREDITOR = "还不知道是哪一类"


class CollectorKind(StrEnum):
    CREDITOR = "creditor"
    AGENCY = "agency"
    LAW_FIRM = "law-firm"
    UNKNOWN = "unknown"


COLLECTOR_NAMES = {
    CollectorKind.CREDITOR: "放贷机构自己",
    CollectorKind.AGENCY: "外包催收公司",
    CollectorKind.LAW_FIRM: "律师事务所",
    CollectorKind.UNKNOWN: "我不确定",
}


class DebtFact(StrEnum):
    """What a borrower may not know of the debt: the names of its fields, and the kinds of the two on the other side."""

    CREDITOR = "creditor"
    COLLECTOR = "collector"
    ONLINE = "online"
    SIGNED_ON = "signed_on"
    AGREED_HOURS = "agreed_hours"
    REACHABLE = "reachable"
    AGREEMENT_KEPT = "agreement_kept"
    NOTICE_RECEIVED = "notice_received"
    ON_LIST = "on_list"
    ASSIGNMENT_NOTICE = "assignment_notice"
    OVERDUE_DAYS = "overdue_days"


class Frozen(BaseModel):
    """Base of the facts: immutable, and an unknown key is a problem rather than a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def none_if_unknown(kind: object) -> object:
    """`unknown` may be written for a kind nobody knows, as it may for the collector's."""
    return None if kind == "unknown" else kind


class Creditor(Frozen):
    """The lender. A kind that is left out, null or "unknown" is not known yet."""

    kind: Annotated[
        CreditorKind | None,
        BeforeValidator(none_if_unknown),
        Field(description="八类之一。还不知道：不写、null 或 unknown，结论只说对每一类都成立的。"),
    ] = None
    name: Annotated[PlainText, Field(max_length=120)] = ""

    @property
    def kinds(self) -> tuple[CreditorKind, ...]:
        """Every kind it may be."""
        return tuple(CreditorKind) if self.kind is None else (self.kind,)

    @property
    def kind_name(self) -> str:
        return UNKNOWN_CREDITOR if self.kind is None else CREDITOR_NAMES[self.kind]


class Collector(Frozen):
    kind: CollectorKind = CollectorKind.UNKNOWN
    name: Annotated[PlainText, Field(max_length=120)] = ""


class Hours(Frozen):
    """A span of the day in which contact was agreed, [start, end)."""

    start: time
    end: time

    @field_validator("start", "end")
    @classmethod
    def on_our_clock(cls, clock: time) -> time:
        if clock.tzinfo is not None:
            raise ValueError("约定的时间按北京时间写，例如 09:00，不带时区。")
        return clock

    @model_validator(mode="before")
    @classmethod
    def read_span(cls, value: object) -> object:
        """Accept "09:00-18:00" beside {"start": …, "end": …}."""
        if isinstance(value, str):
            start, dash, end = value.replace("–", "-").replace("至", "-").partition("-")
            if not dash:
                raise ValueError("时段写成 09:00-18:00 的样子。")
            return {"start": start.strip(), "end": end.strip()}
        return value


class Debt(Frozen):
    """The debt the contacts are about. None is what nobody said; `unsure` what the borrower was asked and does not know.

    `no_agreed_hours`: the borrower said that no hours of contact were agreed; `agreed_hours` win where both are given.
    """

    creditor: Creditor
    collector: Collector = Collector()
    online: bool | None = None
    signed_on: Day | None = None
    agreed_hours: Hours | None = None
    no_agreed_hours: bool = False
    reachable: bool | None = None
    promised_date: Day | None = None
    agreement_signed_on: Day | None = None
    agreement_kept: bool | None = None
    notice_received: bool | None = None
    on_list: bool | None = None
    assignment_notice: bool | None = None
    overdue_days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    last_payment_on: Day | None = None
    last_demand_on: Day | None = None
    unsure: Annotated[tuple[DebtFact, ...], Field(max_length=len(DebtFact))] = ()

    def knows(self, fact: DebtFact) -> bool:
        """Whether somebody said it."""
        match fact:
            case DebtFact.CREDITOR:
                return self.creditor.kind is not None
            case DebtFact.COLLECTOR:
                return self.collector.kind is not CollectorKind.UNKNOWN
            case DebtFact.AGREED_HOURS:
                return self.no_agreed_hours or self.agreed_hours is not None
        return getattr(self, fact) is not None

    def lender_of(self, contact: Contact) -> str:
        """On whose behalf a contact was: the debt's own lender where nobody said another."""
        return contact.on_behalf_of or self.creditor.name


class CaseFacts(Frozen):
    """What one case holds. `answers` are the letter forms, by letter slug, as typed, and `paragraphs` what the borrower adds
    to them; `files` in the borrower's order; `sent` the letters as they were sent, the first one first.

    `last_marking` is what was said last of many contacts at once, as long as it can be taken back.
    """

    debt: Debt | None = None
    contacts: tuple[Contact, ...] = ()
    answers: dict[str, dict[str, object]] = {}
    paragraphs: dict[str, OwnParagraphs] = {}
    files: OwnFiles = ()
    sent: SentLetters = ()
    last_marking: LastMarking | None = None

    @field_validator("contacts")
    @classmethod
    def keep_in_order(cls, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
        return tuple(sorted(contacts, key=lambda contact: contact.at))
