"""What only a whole column shows: that it tells which way, or that a day stands once above all rows of that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from app.evidence.columns import Places
from app.evidence.words import Marks, direction_of

ROWS_LOOKED_AT = 200
# A single row without its day is a damaged row; a list that leaves out days leaves out several.
FEWEST_LEFT_OUT = 2


def with_direction(places: Places, rows: Iterable[Sequence[str]], marks: Sequence[Marks]) -> Places:
    """The places, with the column whose cells all say which way as the direction where no name of a column does."""
    if places["direction"] or (places["caller"] and places["callee"]):
        return places
    taken = {place for meaning, found in places.items() if meaning != "marks" for place in found}
    left: dict[int, bool] = {}
    for cells in islice(rows, ROWS_LOOKED_AT):
        for place, cell in enumerate(cells):
            if text := cell.strip():
                left[place] = left.get(place, place not in taken) and tells_direction(text, marks)
    found = next((place for place, all_tell in sorted(left.items()) if all_tell), None)
    return places if found is None else {**places, "direction": (found,)}


def tells_direction(text: str, marks: Sequence[Marks]) -> bool:
    return any(direction_of(one.exactly(text)) is not None for one in marks)


def leaves_out_days(places: Places, rows: Iterable[Sequence[str]]) -> bool:
    """Whether a blank cell means the day above it: what merged cells become in a file that knows none.

    A list that writes every day writes most of them twice in a row; such a one has lost the days it does not write.
    """
    if not places["date"] or not (places["time"] or places["at"]) or not places["number"]:
        return False
    day, clock, number = places["date"][0], (*places["time"], *places["at"])[0], places["number"][0]
    above, left_out = "", 0
    for cells in rows:
        if len(cells) <= max(day, clock, number):
            continue
        text = cells[day].strip()
        if text and text == above:
            return False
        left_out += bool(not text and above and cells[clock].strip() and cells[number].strip())
        above = text or above
    return left_out >= FEWEST_LEFT_OUT
