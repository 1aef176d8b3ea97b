"""What is wrong in the table is told with path and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.callers.loading import load_callers
from app.catalogue import Catalogue
from tests.shared import CONTENT

NAME = "tables/who-is-calling.yaml"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("  conduct: refuse-identify\n", "  conduct: refuse-identfy\n",
         "there is no page 'conduct/refuse-identfy'; did you mean 'conduct/refuse-identify'?"),
        ("owes_law: [minfadian#465]", "owes_law: [minfadian#46500]", "'minfadian#46500' is no article in content/law."),
        ("opposes: on-list", "opposes: on-lists", "there is no sign 'on-lists'; did you mean 'on-list'?"),
        ("known_by: [lender-confirms]", "known_by: [lender-confirm]", "there is no sign 'lender-confirm'"),
        ("do: [hang-up, verify, paid]", "do: [verify, hang-up, paid]", "leads to hang-up and verify first"),
        ("do: [hang-up, verify, court, paid]", "do: [hang-up, verify, cort, paid]", "there is no action 'cort'"),
        ("  do: [hang-up, verify]\n", "", "leads to hang-up and verify first"),
        ("points: fraud\n", "points: certain\n", "'certain' is not a value of 'points'"),
        ("- id: unsure\n  name: 我不确定\n", "- id: dont-know\n  name: 我不确定\n", "it is always an answer"),
        ("known_by: []}", "known_by: [gives-name]}", "something stays unknown for everyone"),
        ("roles: [me, unsure]\n  topic", "roles: [me, unsur]\n  topic", "there is no role 'unsur'"),
        ("- id: qr-code", "- id: personal-account", "'personal-account' stands twice; keep one."),
        ("group: asks", "group: ask", "there is no group 'ask'; did you mean 'asks'?"),
        ("letters: [third-party-stop]", "letters: [third-party]", "there is no page 'letters/third-party'"),
        ("see: [channels/creditor-complaint]", "see: [channels/creditor]", "there is no page 'channels/creditor'"),
        ("  rule: 要主动出示\n", "", "where there is no law there is no rule"),
        ("  - {creditors: [insurer]", "  - {creditors: [bank-card]", "the rules name every kind of lender once"),
        ("review_by: 2027-02-21", "review_by: 2026-11-21", "review_by must lie after checked_on"),
        ("urgent: true, ", "", "one action is urgent"),
        ("always: true, name: 挂断", "name: 挂断", "are there always"),
        ("title: 谁在催我？", "titel: 谁在催我？", "there is no field 'titel' here; did you mean 'title'?"),
        ("  hint: 或者对方说的是我的名字\n", "", "the field 'hint' is missing"),
    ],
)  # fmt: skip
def test_problems_are_told_by_path_and_line(
    tmp_path: Path, catalogue: Catalogue, before: str, after: str, says: str
) -> None:
    original = (CONTENT / NAME).read_text(encoding="utf-8")
    changed = original.replace(before, after, 1)
    assert changed != original
    (tmp_path / "content/tables").mkdir(parents=True)
    (tmp_path / "content" / NAME).write_text(changed, encoding="utf-8")
    book, problems = load_callers(tmp_path / "content", catalogue.law, catalogue.links.refs())
    assert book is None
    told = [one for one in problems if says in one]
    assert told, problems
    path, line, _ = told[0].split(":", 2)
    assert path == f"content/{NAME}" and int(line) >= 1
