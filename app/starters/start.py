"""Starter files: every field of the kind, with `#?` before what only a person can know."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from app.channels.model import ChannelFile
from app.conduct.model import ConductFile
from app.content.model import ContentModel, nearest
from app.domain.law import LawVersion
from app.errors import ZhaimingbaiError
from app.evidence.model import ImportFile
from app.guidance.model import SECTIONS, GuideFile, Topic
from app.law.model import LawFile, load_lawbook
from app.letters.model import LetterFile

STARTERS = Path(__file__).parent
REVIEW_AFTER = timedelta(days=92)
NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG = re.compile(NAME)
LAW_SLUG = re.compile(rf"({NAME})/(\d{{4}}-\d{{2}}-\d{{2}})")
PAGE_SLUG = re.compile(rf"({NAME})/({NAME})")
WAITING = re.compile(r"^#\? (\w+):.*$", re.MULTILINE)


class Kind(StrEnum):
    LAW = "law"
    CONDUCT = "conduct"
    LETTER = "letter"
    PAGE = "page"
    IMPORT = "import"
    CHANNEL = "channel"


MODELS: Mapping[Kind, type[ContentModel]] = {
    Kind.LAW: LawFile,
    Kind.CONDUCT: ConductFile,
    Kind.LETTER: LetterFile,
    Kind.PAGE: GuideFile,
    Kind.IMPORT: ImportFile,
    Kind.CHANNEL: ChannelFile,
}
FOLDERS = {
    Kind.LAW: "law",
    Kind.CONDUCT: "conduct",
    Kind.LETTER: "letters",
    Kind.PAGE: "guidance",
    Kind.IMPORT: "imports",
    Kind.CHANNEL: "channels",
}


class StarterRefused(ZhaimingbaiError):
    """The name does not fit the kind, or the file is there already."""


def start(kind: Kind, slug: str, day: date, content: Path) -> Path:
    """Write the starter for new content and give its path. Nothing that exists is overwritten."""
    demand_name(kind, slug)
    ending = "md" if kind in (Kind.LETTER, Kind.PAGE) else "yaml"
    path = content / FOLDERS[kind] / f"{slug}.{ending}"
    text = compose(kind, slug, day, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise StarterRefused(f"{path} is there already; edit it, or choose another name.") from None
    return path


def demand_name(kind: Kind, slug: str) -> None:
    if kind is Kind.LAW:
        demand_law_name(slug)
    elif kind is Kind.PAGE:
        demand_page_name(slug)
    elif not SLUG.fullmatch(slug):
        raise StarterRefused(f"'{slug}' is no name for a {kind}; use small letters, digits and single hyphens.")


def demand_law_name(slug: str) -> None:
    match = LAW_SLUG.fullmatch(slug)
    try:
        date.fromisoformat(match[2] if match else "")
    except ValueError:
        said = f"'{slug}' is no name for a law; write instrument/the day it takes effect, as zhian/2026-01-01."
        raise StarterRefused(said) from None


def demand_page_name(slug: str) -> None:
    match = PAGE_SLUG.fullmatch(slug)
    if match is None:
        raise StarterRefused(f"'{slug}' is no name for a page; write topic/name, as rights/privacy.")
    if match[1] not in set(Topic):
        raise StarterRefused(f"'{match[1]}' is no topic ({', '.join(Topic)}){nearest(match[1], list(Topic)) or '.'}")


def compose(kind: Kind, slug: str, day: date, content: Path) -> str:
    ending = "md" if kind in (Kind.LETTER, Kind.PAGE) else "yaml"
    text = (STARTERS / f"{kind}.{ending}").read_text(encoding="utf-8")
    text = text.replace("CHECKED_ON", day.isoformat()).replace("REVIEW_BY", (day + REVIEW_AFTER).isoformat())
    if kind is Kind.PAGE:
        return text + sections(Topic(slug.partition("/")[0]))
    if kind is Kind.LAW:
        return fill(text, known_facts(slug.partition("/")[0], content))
    return text


def sections(topic: Topic) -> str:
    """The headings the topic asks for; each waits for its text."""
    return "\n".join(f"## {names[0]}\n" for names in SECTIONS[topic])


def known_facts(instrument: str, content: Path) -> dict[str, object]:
    """What a new version of an instrument we already have will hardly change."""
    lawbook, _ = load_lawbook(content)
    if instrument not in lawbook.instruments:
        return {}
    latest = lawbook.instruments[instrument].latest
    return {
        "title": latest.title,
        "short": latest.short,
        "strength": latest.strength,
        "rank": latest.rank,
        "binds": bound(latest),
        "issuer": latest.issuer,
        "host": latest.host,
    }


def bound(version: LawVersion) -> str | list[str]:
    return "everyone" if version.binds is None else sorted(version.binds)


def fill(text: str, facts: Mapping[str, object]) -> str:
    """The starter with every waiting line answered that the facts answer. JSON is YAML."""

    def answer(match: re.Match[str]) -> str:
        name = match[1]
        return f"{name}: {json.dumps(facts[name], ensure_ascii=False)}" if facts.get(name) else match[0]

    return WAITING.sub(answer, text)
