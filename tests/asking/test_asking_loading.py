from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.asking.answering import AskBook
from app.asking.loading import load_asking
from app.asking.traits import describe
from app.domain.link import Link
from tests.shared import CONTENT

LINKS = (
    Link("situations/night-calls", "晚上能打电话催收吗？", "/situations/night-calls", "不能。"),
    Link("situations/insult", "催收骂我，怎么办？", "/situations/insult", "不许骂人。"),
)
SAYINGS = "phrases: [半夜打电话, 凌晨打电话, 晚上打电话]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "asking"
    folder.mkdir(parents=True)
    for name in ("concepts.yaml", "danger.yaml", "elsewhere.yaml"):
        shutil.copy(CONTENT / "asking" / name, folder / name)
    (folder / "words.yaml").write_text("words: []\n", encoding="utf-8")
    return tmp_path / "content"


def load(content: Path, name: str = "night-calls", text: str = SAYINGS) -> tuple[AskBook | None, list[str]]:
    (content / "asking" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_asking(content, LINKS, {})


def test_a_page_is_found_by_what_is_said_about_it(content: Path) -> None:
    book, problems = load(content)
    assert problems == [] and book
    assert book.pages["situations/night-calls"].sayings and not book.pages["situations/insult"].sayings
    asked = describe("半夜打电话", book.lexicon)
    night, insult = (sum(one.value for one in book.scales.weigh(asked).get(ref, ())) for ref in book.pages)
    assert night > insult


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("night-call", SAYINGS, "there is no situation 'night-call'; did you mean 'night-calls'?"),
        ("night-calls", SAYINGS + "behind: insults\n", "there is no situation 'insults'."),
        ("night-calls", "phrases: [半夜]\n", "tuple should have at least 3 items after validation, not 1."),
        ("night-calls", SAYINGS + "weights: {}\n", "there is no field 'weights' here"),
    ],
)
def test_a_slip_is_told_with_its_line(content: Path, name: str, text: str, said: str) -> None:
    _, problems = load(content, name, text)
    assert len(problems) == 1
    assert problems[0].startswith(f"content/asking/{name}.yaml:") and said in problems[0]


def test_a_form_stands_under_one_concept(content: Path) -> None:
    (content / "asking" / "concepts.yaml").write_text(
        "concepts:\n- {id: night, forms: [半夜]}\n- {id: dark, forms: [半夜]}\n", encoding="utf-8"
    )
    _, problems = load(content)
    assert problems == ["content/asking/concepts.yaml:3: '半夜' stands under night and dark; keep one."]


def test_a_missing_lexicon_is_a_problem(content: Path) -> None:
    (content / "asking" / "danger.yaml").unlink()
    book, problems = load(content)
    assert book is None and problems == ["content/asking/danger.yaml:1: this file is missing."]


def test_what_belongs_elsewhere_speaks_against_the_situations(content: Path) -> None:
    (content / "asking" / "elsewhere.yaml").write_text(
        "phrases: [火车半夜还有吗, 半夜的火车, 火车晚点]\n", encoding="utf-8"
    )
    book, problems = load(content)
    assert problems == [] and book
    reasons = book.scales.weigh(describe("半夜有没有火车", book.lexicon))
    night, elsewhere = (sum(one.value for one in reasons[ref]) for ref in ("situations/night-calls", "elsewhere"))
    assert elsewhere > night


def test_a_slip_in_a_letters_sayings_is_told_with_its_line(content: Path) -> None:
    (content / "asking" / "letters").mkdir()
    _, problems = load(content, "letters/apeal")
    assert problems == ["content/asking/letters/apeal.yaml:1: there is no letter 'apeal'."]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "words:\n- {say: [夜里打], pages: [situations/night-call]}\n",
            "words.yaml:2: there is no page 'situations/night-call'",
        ),
        ("words:\n- {say: [夜里打, 夜里打], pages: [situations/night-calls]}\n", "words.yaml:2: '夜里打' stands twice"),
    ],
)
def test_a_slip_in_the_words_is_told_with_its_line(content: Path, text: str, wrong: str) -> None:
    (content / "asking" / "words.yaml").write_text(text, encoding="utf-8")
    _, problems = load(content)
    assert any(wrong in problem for problem in problems), problems
