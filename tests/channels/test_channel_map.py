from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.channels.channel_map import ChannelMap, ComplaintStep, load_channel_map
from app.channels.drawing import LABELS, WIDTH, draw, plan
from app.domain.case import CREDITOR_NAMES, CreditorKind
from app.domain.law import Lawbook
from tests.shared import CONTENT

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Path("tables") / "channel-map.yaml"


@pytest.fixture
def table(catalogue: Catalogue) -> ChannelMap:
    return catalogue.channel_map


def step(table: ChannelMap, name: str) -> ComplaintStep:
    return next(one for one in table.file.steps if one.id == name)


def test_every_channel_has_one_place(table: ChannelMap) -> None:
    placed = [one.channel for every in table.file.steps for one in every.channels]
    assert sorted(placed) == sorted(table.book.by_slug)


@pytest.mark.parametrize(
    ("creditor", "wanted", "unwanted"),
    [
        (CreditorKind.BANK_CARD, "nfra-12378", "local-finance-bureau"),
        (CreditorKind.MICRO_LENDER, "local-finance-bureau", "nfra-12378"),
        (CreditorKind.PRIVATE_LENDER, "12345", "nfra-12378"),
    ],
)
def test_each_lender_has_its_own_authority(
    table: ChannelMap, creditor: CreditorKind, wanted: str, unwanted: str
) -> None:
    found = {one.slug for one in table.special(step(table, "next"), creditor)}
    assert wanted in found and unwanted not in found


def test_nobody_supervises_a_private_lender(table: ChannelMap) -> None:
    assert table.special(step(table, "first"), CreditorKind.PRIVATE_LENDER) == ()


def test_what_serves_no_lender_says_what_it_is_for(table: ChannelMap) -> None:
    beside = step(table, "beside")
    assert table.is_beside(beside)
    assert all(one.note for one in beside.channels)
    assert not any(table.is_beside(one) for one in table.file.steps if one is not beside)


def test_the_picture_has_a_dot_for_each_competence_and_fits_its_width(table: ChannelMap) -> None:
    picture = draw(table)
    root = ElementTree.fromstring(picture)
    competent = sum(
        table.reaches(one, kind) for every in table.file.steps for one in every.channels for kind in CreditorKind
    )
    assert len(root.findall(f"{SVG}circle")) == competent
    assert root.findtext(f"{SVG}title") == table.file.title
    assert root.get("role") == "img" and "第一步" in (root.findtext(f"{SVG}desc") or "")
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{3,6}\"", picture)
    for every in table.file.steps:
        for one in every.channels:
            assert sum(0.6 if letter.isascii() else 1 for letter in one.short) * 14 <= LABELS - 10, one.short
            assert len(one.note) * 14 <= WIDTH - LABELS - 12, one.note


def test_the_bands_stand_one_under_the_other_on_one_sheet(table: ChannelMap) -> None:
    bands = plan(table)
    assert all(one.y + one.height < other.y for one, other in pairwise(bands))
    assert 14 * 212 / (bands[-1].y + bands[-1].height) > 2.5


def test_the_page_says_the_same_in_words(client: TestClient, table: ChannelMap) -> None:
    shown = client.get("/channels/map").text
    assert shown.count("<h1") == 1
    assert all(f'<th role="rowheader" scope="row">{name}</th>' in shown for name in CREDITOR_NAMES.values())
    assert all(f'href="/channels/{slug}"' in shown for slug in table.book.by_slug)
    assert "《央行消保办法》第42条" in shown
    assert 'href="/channels/map"' in client.get("/channels").text
    assert "第42条" not in client.get("/channels/map?as_of=2019-01-01").text
    assert client.get("/channels/map?as_of=yesterday").status_code == 422


@pytest.fixture
def load(tmp_path: Path, catalogue: Catalogue, law: Lawbook) -> Callable[[str, str], list[str]]:
    """The problems of the table after a replacement."""

    def problems(before: str, after: str) -> list[str]:
        original = (CONTENT / TABLE).read_text(encoding="utf-8")
        changed = original.replace(before, after, 1)
        assert changed != original
        (tmp_path / "content" / "tables").mkdir(parents=True)
        (tmp_path / "content" / TABLE).write_text(changed, encoding="utf-8")
        return load_channel_map(tmp_path / "content", catalogue.channels, law)[1]

    return problems


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("channel: police-110", "channel: police-11", "there is no channel 'police-11'; did you mean 'police-110'?"),
        ("[nfra-12378, pbc-12363]", "[nfra-12378, pbc-1236]", "there is no channel 'pbc-1236'"),
        ("channel: 12345", "channel: police-110", "the channel 'police-110' stands twice; keep one."),
        ("pbc-consumer-2020-5#42", "pbc-consumer-2020-5#4242", "'pbc-consumer-2020-5#4242' is no article in content/law."),
        ("  insurer: 保险公司\n", "", "the creditor 'insurer' has no short name under creditors"),
    ],
)  # fmt: skip
def test_a_broken_table_says_where_and_what(
    load: Callable[[str, str], list[str]], before: str, after: str, says: str
) -> None:
    assert any(says in problem for problem in load(before, after))
