"""Who lent, who collects, and what the borrower told us: the facts every feature shares."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app.domain.contact import Contact
from app.domain.moment import Day
from app.domain.own_file import OwnFiles
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


class Frozen(BaseModel):
    """Base of the facts: immutable, and an unknown key is a problem rather than a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Creditor(Frozen):
    kind: CreditorKind
    name: Annotated[PlainText, Field(max_length=120)] = ""


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
    """The debt the contacts are about. Everything but the creditor's kind may be unknown (None)."""

    creditor: Creditor
    collector: Collector = Collector()
    online: bool | None = None
    signed_on: Day | None = None
    agreed_hours: Hours | None = None
    reachable: bool | None = None
    promised_date: Day | None = None
    agreement_signed_on: Day | None = None
    agreement_kept: bool = True
    notice_received: bool | None = None
    on_list: bool | None = None
    assignment_notice: bool | None = None
    overdue_days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    last_payment_on: Day | None = None
    last_demand_on: Day | None = None


class CaseFacts(Frozen):
    """What one case holds. `answers` are the letter forms, by letter slug, as typed; `files` in the borrower's order."""

    debt: Debt | None = None
    contacts: tuple[Contact, ...] = ()
    answers: dict[str, dict[str, object]] = {}
    files: OwnFiles = ()

    @field_validator("contacts")
    @classmethod
    def keep_in_order(cls, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
        return tuple(sorted(contacts, key=lambda contact: contact.at))
