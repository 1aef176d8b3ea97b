"""Why something typed stands nowhere on the paper, and which other answer would print it.

Read off the letter itself: where a field is named, and which flags hold it back there. A place held back by what nobody
can change in the form (what was found, a limit that ran out) names no way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.case import CREDITOR_NAMES
from app.domain.fields import Field, Value
from app.domain.markup import Placeholder, parse
from app.letters.body import Conditions
from app.letters.flags import Flags
from app.letters.model import FlagTest, Letter


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter names a field: under which flags, and beside which other fields."""

    conditions: Conditions
    beside: tuple[str, ...] = ()


def way_to_print(asked: Field, flags: Flags) -> str:
    """“要处理的事”选“贷款” — what else to answer so that `asked` is printed; empty where no answer would do."""
    letter = flags.ground.letter
    ways = []
    for place in places(letter, asked.id):
        unmet = [one for one in place.conditions if flags.holds(one[0]) is not one[1]]
        said = [change(name, wanted, flags, ()) for name, wanted in unmet]
        said += [f"填“{other.label}”" for other in empty(place, flags)]
        if said and all(said):
            ways.append("，".join(dict.fromkeys(said)))
    return min(ways, key=len, default="")


def places(letter: Letter, name: str) -> Iterator[Place]:
    for part in letter.parts:
        if part.block.removeprefix("list-").replace("-", "_") == name or part.block.replace("-", "_") == name:
            yield Place(part.conditions)
        for text in part.texts:
            beside = tuple(one.name for one in text.placeholders)
            if name in beside:
                yield Place((*part.conditions, *text.conditions), beside)
    for line in (*letter.file.enclosures, *letter.file.checklist):
        beside = tuple(one.name for one in parse(line.says) if isinstance(one, Placeholder))
        if name in beside:
            yield Place(((line.when, True),) if line.when else (), beside)


def empty(place: Place, flags: Flags) -> Iterator[Field]:
    """The other fields of the passage that hold it back."""
    ground = flags.ground
    for name in place.beside:
        other = ground.letter.field_by_id.get(name)
        if other is not None and ground.answers.values.get(name) is None:
            yield other


def change(name: str, wanted: bool, flags: Flags, above: tuple[str, ...]) -> str:
    """The answer that makes the flag hold (or not); empty where none does. `above`: the flags that rest on this one."""
    test = flags.ground.letter.file.flags[name]
    if name in above:
        return ""
    inside = (*above, name)
    if test.not_:
        return change(test.not_, not wanted, flags, inside)
    if test.all or test.any:
        every = bool(test.all) is wanted
        wrong = [one for one in (*test.all, *test.any) if flags.holds(one) is not wanted]
        said = [change(one, wanted, flags, inside) for one in wrong]
        if every:
            return "，".join(said) if all(said) else ""
        return next(filter(None, said), "")
    return by_field(test, wanted, flags) if test.field else by_case(test, wanted)


def by_field(test: FlagTest, wanted: bool, flags: Flags) -> str:
    asked = flags.ground.letter.field_by_id.get(test.field or "")
    if asked is None or test.row:
        return ""
    if test.empty is not None:
        return f"填“{asked.label}”" if test.empty is not wanted else f"“{asked.label}”空着"
    if test.equals is True or test.equals is False:
        return f"“{asked.label}”选“{'是' if test.equals is wanted else '否'}”"
    choices = next((one.choices for one in asked.columns if one.id == test.column), asked.choices)
    values: tuple[Value, ...] = (test.equals,) if isinstance(test.equals, str) else (*test.contains, *test.only)
    named = [choices[one] for one in values if isinstance(one, str) and one in choices]
    if not named or (test.only and not wanted):
        return ""
    return f"“{asked.label}”{'选' if wanted else '不选'}“{'”或“'.join(named)}”"


def by_case(test: FlagTest, wanted: bool) -> str:
    if test.creditor and wanted:
        return f"出借方是{'、'.join(CREDITOR_NAMES[one] for one in test.creditor)}的才用"
    return ""
