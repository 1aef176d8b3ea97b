"""All content, loaded once, every cross-reference resolved; refuses to exist half right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.asking.answering import AskBook
from app.asking.loading import load_asking
from app.callers.loading import load_callers
from app.callers.model import CallerBook
from app.channels.channel_map import ChannelMap, load_channel_map
from app.channels.model import ChannelBook, RoutingFile, load_channels
from app.channels.referral import ReferralBook
from app.channels.wants import load_wants
from app.conduct.loading import load_conducts
from app.conduct.model import ConductBook, Routing
from app.content.dated import DatedFile, dated_files
from app.content.model import ContentModel, nearest, validate
from app.content.tree import read
from app.deadlines.holidays import load_rest_days
from app.deadlines.loading import load_deadlines, unlinked
from app.deadlines.model import DeadlineBook
from app.diary.model import Diary, load_diary
from app.domain.acts import Act, ActChoices, ActGroup
from app.domain.change import Change, Changes
from app.domain.danger import Danger
from app.domain.law import Lawbook
from app.domain.link import Link, Links
from app.domain.review import Reviewed, Reviews, in_order
from app.domain.unknown import Unknown, Unknowns, UnknownSection
from app.errors import ContentError
from app.evidence.model import ImportBook, load_imports
from app.evidence.number_signs import NumberSigns, load_number_signs
from app.evidence.pack_words import PackWords, load_pack_words
from app.guidance.loading import load_glossary, load_guidance, unresolved
from app.guidance.model import GuideBook, Topic
from app.law.model import load_lawbook
from app.law.renumbered import Renumberings, load_renumbered
from app.letters.dossier import DossierFile, load_dossier
from app.letters.loading import load_letters, unknown_arrivals, unreviewed
from app.letters.model import LetterBook
from app.precedents.loading import load_precedents
from app.precedents.model import PrecedentBook
from app.received.loading import load_received
from app.received.model import ReceivedBook

TOOLS = (
    Link("tools/check", "看看哪些催收不允许", "/check"),
    Link("tools/evidence", "导入通话记录", "/evidence"),
    Link("tools/letters", "写信", "/letters"),
    Link("tools/dossier", "一件事，几封信，一起写好", "/letters/dossier"),
    Link("tools/map", "所有路线的地图", "/map"),
    Link("tools/law", "依据的法律和规定", "/law"),
    Link("tools/case", "我的记录", "/case"),
    Link("tools/diary", "三下记好一次催收联系", "/diary"),
    Link("tools/diary-sheet", "催收联系记录表（空白，可打印）", "/diary/sheet"),
    Link("tools/channels", "去哪里投诉", "/channels"),
    Link("tools/find", "这件事该找谁：排好先后", "/channels/find"),
    Link("tools/who-is-calling", "谁在催我：先弄清对方是谁", "/who-is-calling"),
    Link("tools/caller-questions", "接到催收电话，照着念的问题（可打印）", "/who-is-calling/questions"),
    Link("tools/received", "我收到了一张纸：是什么，还有几天", "/received"),
    Link("tools/case-number", "案号是什么意思", "/received/case-number"),
    Link("tools/conduct", "催收的做法，逐条说清", "/conduct"),
    Link("tools/timeline", "从逾期第1天到法院执行", "/timeline"),
    Link("tools/channel-map", "欠的是谁的钱，该找谁投诉", "/channels/map"),
    Link("tools/deadlines", "还有几天：算最后一天", "/deadlines"),
    Link("tools/holidays", "哪天放假，哪天补班", "/deadlines/holidays"),
    Link("tools/precedents", "乱催收受罚的公开案例", "/precedents"),
)
# What is shown by the files that are no page of their own.
SHOWN_AT = {
    "content/tables/route-map.yaml": ("所有路线的地图", "/map"),
    "content/tables/collection-timeline.yaml": ("从逾期第1天到法院执行", "/timeline"),
    "content/tables/channel-map.yaml": ("谁管得到，先找谁", "/channels/map"),
    "content/tables/questions.yaml": ("还差什么事实，怎么查", "/check"),
    "content/tables/verdict-notes.yaml": ("为什么说有争议", "/conduct"),
    "content/tables/wants.yaml": ("这件事该找谁", "/channels/find"),
    "content/tables/who-is-calling.yaml": ("谁在催我", "/who-is-calling"),
    "content/tables/received.yaml": ("我收到了一张纸", "/received"),
    "content/tables/case-numbers.yaml": ("案号是什么意思", "/received/case-number"),
    "content/tables/renumbered.yaml": ("条号变了的几条", "/law"),
    "content/tables/dossier.yaml": ("一件事，几封信", "/letters/dossier"),
    "content/tables/evidence-pack.yaml": ("整套证据材料", "/evidence/pack"),
    "content/tables/number-signs.yaml": ("导入以后，怎么提示哪些号码像催收", "/evidence"),
    "content/tables/diary.yaml": ("三下记好一次催收联系", "/diary"),
    "content/tables/arrivals.yaml": ("还有几天：怎么到你手里的", "/deadlines"),
    "content/tables/loan-prime-rate.yaml": ("一年期LPR", "/facts/private-loan-cap"),
    "content/tables/holidays.yaml": ("哪天放假，哪天补班", "/deadlines/holidays"),
    "content/glossary.yaml": ("法律词的解释", ""),
    "content/myths.yaml": ("常被写错的说法", ""),
    "content/site.yaml": ("全站的栏目和提醒", ""),
    "content/limits.yaml": ("我们不知道的", "/limits"),
}


class ChangeEntry(ContentModel):
    day: date
    title: str
    lines: tuple[str, ...]
    url: str = ""


class ChangesFile(ContentModel):
    changes: Annotated[tuple[ChangeEntry, ...], Field(min_length=1)]


class UnknownEntry(ContentModel):
    """`law` names an instrument of ours the entry is about."""

    what: Annotated[str, Field(min_length=2, max_length=60)]
    says: Annotated[str, Field(min_length=4, max_length=240)]
    law: str = ""


class UnknownSectionEntry(ContentModel):
    title: str
    gaps: Annotated[tuple[UnknownEntry, ...], Field(min_length=1)]


class UnknownsFile(ContentModel):
    """content/limits.yaml: what was not read, not verified or not decided."""

    checked_on: date
    review_by: date
    answer: str
    sections: Annotated[tuple[UnknownSectionEntry, ...], Field(min_length=1)]


class ActGroupEntry(ContentModel):
    title: str
    categories: tuple[str, ...]


class ActGroupsFile(ContentModel):
    groups: tuple[ActGroupEntry, ...]


@dataclass(frozen=True)
class Catalogue:
    """`version` is a hash of every content file: what a letter or page was made from."""

    law: Lawbook
    renumberings: Renumberings
    conducts: ConductBook
    channels: ChannelBook
    channel_map: ChannelMap
    referrals: ReferralBook
    letters: LetterBook
    dossier: DossierFile
    guides: GuideBook
    asking: AskBook
    imports: ImportBook
    pack: PackWords
    number_signs: NumberSigns
    acts: ActChoices
    diary: Diary
    callers: CallerBook
    received: ReceivedBook
    deadlines: DeadlineBook
    precedents: PrecedentBook
    changes: Changes
    unknowns: Unknowns
    links: Links
    reviews: Reviews
    version: str


def load_catalogue(content: Path) -> Catalogue:
    """Everything under `content`; raises ContentError with every problem as `path:line: sentence`."""
    root = content.parent
    law, problems = load_lawbook(content)
    renumberings, found = load_renumbered(content, law)
    problems += found
    glossary, found = load_glossary(content, law)
    problems += found
    rest_days, found = load_rest_days(content)
    problems += found
    letters, found = load_letters(content, law)
    letters = replace(letters, rest_days=rest_days)
    problems += found
    dossier, found = load_dossier(content, letters)
    problems += found
    guides, found = load_guidance(content, law, glossary)
    problems += found
    channels, found = load_channels(content, law, letters.creditors)
    problems += found
    channel_map, found = load_channel_map(content, channels, law)
    problems += found
    wants, found = load_wants(content, channels, law, letters.creditors, {one.ref for one in guides.guides})
    problems += found
    routing, found = load_routing(content, channels, letters)
    problems += found
    conducts, found = load_conducts(content, law, routing)
    problems += found
    imports, found = load_imports(content)
    problems += found
    pack, found = load_pack_words(content, law)
    problems += found
    number_signs, found = load_number_signs(content)
    problems += found
    acts, found = load_acts(content, conducts)
    problems += found
    diary, found = load_diary(content, acts.names)
    problems += found
    precedents, found = load_precedents(content, conducts.by_slug)
    problems += found
    changes, found = load_changes(content)
    problems += found
    unknowns, found = load_unknowns(content, law)
    problems += found
    deadlines, found = load_deadlines(content, law, rest_days)
    problems += found
    letters = replace(letters, delays={one.id: one.adds for one in deadlines.arrivals})
    problems += unknown_arrivals(letters)
    links = link_all(guides, conducts, channels, letters, law, precedents, deadlines)
    problems += unresolved(guides, links)
    problems += unlinked(deadlines, links.refs())
    problems += unreviewed(letters, [one.id for one in deadlines.periods])
    callers, found = load_callers(content, law, links.refs())
    problems += found
    received, found = load_received(content, law, links.refs(), rest_days)
    problems += found
    problems += [
        f"content/tables/questions.yaml:1: '{fact}' names the page '{question.page}', which is not there"
        f"{nearest(question.page, links.refs()) or '.'}"
        for fact, question in conducts.questions.by_fact.items()
        if question.page and not links.get(question.page)
    ]
    asking, found = load_asking(content, askable(links), {one.ref: one.file.related for one in guides.guides})
    problems += found
    letters = replace(letters, dangers=dangers_of(asking))
    problems += [
        f"content/tables/harms.yaml:1: there is no danger '{one.danger}' in content/asking/danger.yaml."
        for one in letters.harms.harms
        if one.danger and asking and one.danger not in letters.dangers
    ]
    problems += [
        f"content/letters:1: a letter names the conduct '{slug}', which is not there{nearest(slug, conducts.by_slug) or '.'}"
        for slug in sorted(letters.conducts - set(conducts.by_slug))
    ]
    if problems or not (channel_map and wants and asking and unknowns and diary and callers and received and dossier):
        raise ContentError(problems)
    assert number_signs is not None and pack is not None, "they have a problem otherwise"
    referrals = ReferralBook(channels, channel_map, wants, law, letters.creditors, rest_days)
    version = version_of(root, content)
    reviews = in_order(reviewed(file, links, law) for file in dated_files(content))
    return Catalogue(
        law, renumberings, conducts, channels, channel_map, referrals, letters, dossier, guides, asking,
        imports, pack, number_signs, acts, diary, callers, received, deadlines, precedents, changes,
        unknowns, links, reviews, version,
    )  # fmt: skip


def load_routing(content: Path, channels: ChannelBook, letters: LetterBook) -> tuple[Routing, list[str]]:
    """Which channel and which letter serves which creditor."""
    tree = read(content / "tables" / "routing.yaml", content.parent)
    file, problems = validate(RoutingFile, tree)
    tables = file.model_dump() if file else {}
    for field, slugs in tables.items():
        for place, slug in enumerate(slugs):
            if slug not in channels.by_slug:
                hint = nearest(slug, channels.by_slug) or "."
                problems.append(tree.at((field, place), f"there is no channel '{slug}'{hint}"))
    routing = Routing(
        channels={one.slug: one.creditors for one in channels.channels},
        letters=letters.creditors,
        **tables,
    )
    return routing, problems


def load_acts(content: Path, conducts: ConductBook) -> tuple[ActChoices, list[str]]:
    """The acts a borrower may tick, grouped by content/tables/act-groups.yaml."""
    tree = read(content / "tables" / "act-groups.yaml", content.parent)
    file, problems = validate(ActGroupsFile, tree)
    groups = file.groups if file else ()
    grouped = {category for group in groups for category in group.categories}
    for conduct in conducts.conducts:
        if conduct.file.category not in grouped:
            problems.append(f"{tree.path}:1: no group holds the category '{conduct.file.category}' of {conduct.slug}.")
    return ActChoices(
        choices(groups, conducts, 1), choices(groups, conducts, 2), dict(conducts.circumstances)
    ), problems


def load_changes(content: Path) -> tuple[Changes, list[str]]:
    """content/changes.yaml, newest first, one entry a day."""
    tree = read(content / "changes.yaml", content.parent)
    file, problems = validate(ChangesFile, tree)
    entries = [Change(one.day, one.title, one.lines, one.url) for one in (file.changes if file else ())]
    if entries != sorted(entries, key=lambda one: one.day, reverse=True):
        problems.append(tree.at(("changes",), "put the newest change first."))
    if len({one.day for one in entries}) < len(entries):
        problems.append(tree.at(("changes",), "put all changes of a day into one entry; the day is its address."))
    return Changes(tuple(entries)), problems


def load_unknowns(content: Path, law: Lawbook) -> tuple[Unknowns | None, list[str]]:
    """content/limits.yaml, each instrument it names turned into the address of its page."""
    tree = read(content / "limits.yaml", content.parent)
    file, problems = validate(UnknownsFile, tree)
    if file is None:
        return None, problems
    sections = []
    for place, section in enumerate(file.sections):
        for number, one in enumerate(section.gaps):
            if one.law and one.law not in law.instruments:
                hint = nearest(one.law, law.instruments) or "."
                where = ("sections", place, "gaps", number, "law")
                problems.append(tree.at(where, f"there is no instrument '{one.law}'{hint}"))
        told = (Unknown(one.what, one.says, f"/law/{one.law}" if one.law else "") for one in section.gaps)
        sections.append(UnknownSection(section.title, tuple(told)))
    return Unknowns(file.answer, tuple(sections), file.checked_on, file.review_by), problems


def choices(groups: Iterable[ActGroupEntry], conducts: ConductBook, tier: int) -> tuple[ActGroup, ...]:
    found = []
    for group in groups:
        acts = tuple(
            Act(conduct.slug, conduct.file.name, conduct.file.looks_like)
            for conduct in conducts.conducts
            if conduct.file.category in group.categories and conduct.file.tier == tier
        )
        if acts:
            found.append(ActGroup(group.title, acts))
    return tuple(found)


def link_all(
    guides: GuideBook,
    conducts: ConductBook,
    channels: ChannelBook,
    letters: LetterBook,
    law: Lawbook,
    precedents: PrecedentBook,
    deadlines: DeadlineBook,
) -> Links:
    """Every page that content may point to."""
    every = [
        *TOOLS,
        *(Link(one.ref, one.file.title, one.url, one.file.answer) for one in guides.guides),
        *(Link(f"conduct/{one.slug}", one.file.name, one.url, one.file.looks_like) for one in conducts.conducts),
        *(Link(f"channels/{one.slug}", one.file.name, one.url, one.file.good_for) for one in channels.channels),
        *(Link(f"letters/{one.slug}", one.file.title, one.url, one.file.for_whom) for one in letters.letters),
        *(Link(f"law/{one.id}", one.latest.title, f"/law/{one.id}") for one in law.instruments.values()),
        *(one.link for one in precedents.precedents),
        *(Link(f"deadlines/{one.id}", one.file.title, one.url, one.file.answer) for one in deadlines.periods),
    ]
    return Links({link.ref: link for link in every})


def reviewed(file: DatedFile, links: Links, law: Lawbook) -> Reviewed:
    """A dated file with the page that shows it."""
    title, url = shown_by(file.path, links, law)
    return Reviewed(file.path, title, url, file.checked_on, file.review_by)


def shown_by(path: str, links: Links, law: Lawbook) -> tuple[str, str]:
    """(title, address) of what a content file makes; its path and no address where it makes no page."""
    steps = path.removeprefix("content/").removeprefix("guidance/").rsplit(".", 1)[0].split("/")
    if steps[0] == "law":
        version = next(one for one in law.instrument(steps[1]).versions if one.starts.isoformat() == steps[2])
        return f"{version.short}（{version.version}）", version.url
    link = links.get("/".join(steps))
    return (link.title, link.url) if link else SHOWN_AT.get(path, (path.removeprefix("content/"), ""))


def askable(links: Links) -> tuple[Link, ...]:
    """What a question in one's own words may be answered with."""
    return tuple(link for topic in (*Topic, "letters", "channels") for link in links.under(topic))


def dangers_of(asking: AskBook | None) -> dict[str, Danger]:
    """What the search says where a life may be in danger, as the letters say it too."""
    if asking is None:
        return {}
    hidden = asking.dangers.harmless
    return {str(one.kind): Danger(one.sentence, one.numbers, one.forms, hidden) for one in asking.dangers.dangers}


def version_of(root: Path, content: Path) -> str:
    """Ten hex digits over every content file's path and bytes."""
    digest = hashlib.sha256()
    for path in sorted(content.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]
