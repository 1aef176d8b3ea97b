"""The verdict by the fact base's own rule, read from its files alone: nothing of app/conduct and content/ is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from app.domain.case import CreditorKind
from tests.conduct.boundaries import Stands

Entry = Mapping[str, Any]
# What content/conduct leaves out on purpose, with the reason. Everything else of the fact base must be there, and no more.
LEFT_OUT = {
    # The clause says what a supervisor may do, and forbids the lender nothing: background.
    ("refuse-mediation", "complaint-handling-2020-3"),
    # The clause is about interest above the cap, not about a wrong sum: background.
    ("exaggerate-amount", "minjianjiedai"),
    # Its text was not read, so content/law does not have it.
    ("pay-to-personal-account", "internet-loan-notice-2022-14"),
}
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
NUMBERED = re.compile(r"第([一二三四五六七八九十百零]+)条")
PRIVATE, CIVIL, DISPUTED, LAWFUL = "private-lender", "民事", "有争议", "合法"


@dataclass(frozen=True)
class Text:
    """One version of an instrument: from its first to its last day, binding these lenders (None: everyone)."""

    base: str
    label: str
    rank: str
    starts: date
    ends: date | None
    binds: frozenset[str] | None

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


class FactBase:
    def __init__(self, folder: Path) -> None:
        self.rules = self.read(folder, "conduct-rules")
        self.regulations = self.read(folder, "regulations")
        self.statutes = self.read(folder, "statutes")

    @staticmethod
    def read(folder: Path, name: str) -> Any:
        return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))

    @cached_property
    def texts(self) -> dict[str, list[Text]]:
        rule = self.rules["meta"]["verdict_rule"]
        ranks = {kind: rank for rank, kinds in rule["class_of_regulation"].items() for kind in kinds}
        classes = {one: rank for rank, ids in rule["class_of_statute"].items() for one in ids}
        found: dict[str, list[Text]] = {}
        for one in self.regulations["regulations"]:
            rank = ranks.get(one["kind"])
            if one.get("ground") is False or one.get("alias_of") or not one.get("text_file") or rank in (None, "不用"):
                continue
            found.setdefault(one["id"], []).append(text(one, rank, frozenset(one["applies_to"])))
        for one in self.statutes["instruments"]:
            if one["id"] in classes and one.get("text_file"):
                found.setdefault(one["id"], []).append(text(one, classes[one["id"]], None))
        return found

    def __call__(self, kind: CreditorKind, happened: date, signed: date, confirmed: bool) -> dict[str, Stands]:
        return {
            row["id"]: self.stands(row, kind.value, happened, signed, confirmed)
            for row in self.rules["conducts"]
            if kind.value not in (row.get("not_applicable_to") or ())
        }

    def stands(self, row: Entry, kind: str, happened: date, signed: date, confirmed: bool) -> Stands:
        fields = ("rules", "law_refs", "grounds_if") if confirmed else ("rules", "law_refs")
        held = [
            found
            for field in fields
            for entry in row.get(field) or ()
            if (row["id"], entry["instrument"]) not in LEFT_OUT
            for found in self.held(entry, kind, happened, signed)
        ]
        ranks = {rank for rank, _ in held}
        return Stands(self.verdict(row, kind, ranks), frozenset(reference for _, reference in held))

    def verdict(self, row: Entry, kind: str, ranks: set[str]) -> str:
        meta = self.rules["meta"]
        if ranks and not (kind == PRIVATE and ranks == {CIVIL}):
            ladder = meta["verdict_rule"]["ladder"]
            return str(min((ladder[rank] for rank in ranks), key=meta["verdicts"].index))
        if ranks:
            return DISPUTED
        special = (row.get("by_creditor") or {}).get(kind, {}).get("verdict")
        return str(special if special in (DISPUTED, LAWFUL) else row["otherwise"])

    def held(self, entry: Entry, kind: str, happened: date, signed: date) -> Iterator[tuple[str, str]]:
        """Rank and reference, where the entry is in force that day and binds the lender."""
        if kind in (entry.get("not_for") or ()) or kind not in (entry.get("only_for") or [kind]):
            return
        if happened < day_of(entry.get("from"), date.min) or happened > day_of(entry.get("until"), date.max):
            return
        texts = self.texts.get(entry["instrument"], [])
        if entry.get("name_only"):
            yield texts[-1].rank, entry["instrument"]
            return
        day = signed if entry.get("dated_by") == "signed_on" else happened
        for one in texts:
            if not one.holds(day) or (one.binds is not None and kind not in one.binds):
                continue
            versions = entry.get("versions")
            number = versions.get(one.label) if versions else entry["article"]
            if number is not None:
                yield one.rank, f"{one.base}#{in_figures(str(number))}"


def text(one: Entry, rank: str, binds: frozenset[str] | None) -> Text:
    ends = one.get("effective_to")
    return Text(
        base=Path(one["text_file"]).stem,
        label=str(one.get("version", ""))[:4],
        rank=rank,
        starts=date.fromisoformat(str(one["effective_from"])),
        ends=date.fromisoformat(str(ends)) if ends else None,
        binds=binds,
    )


def day_of(written: object, otherwise: date) -> date:
    return date.fromisoformat(str(written)) if written else otherwise


def in_figures(number: str) -> str:
    """第四十一条 → 41; 253-1 → 253之1, as content/law names them; any other name as it is."""
    named = NUMBERED.fullmatch(number)
    if not named:
        return re.sub(r"^(\d+)-(\d+)$", r"\1之\2", number)
    total = figure = 0
    for character in named[1]:
        if character in DIGITS:
            figure = DIGITS[character]
        else:
            total += (figure or 1) * {"十": 10, "百": 100}[character]
            figure = 0
    return str(total + figure)
