"""One numbering for every paper: contacts are 联系1, 联系2 … by time, the borrower's own files 证据1, 证据2 … in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.contact import Contact


def contact_numbers(contacts: Sequence[Contact]) -> tuple[int, ...]:
    """The number of each contact, in the order given: its place by time, from 1. Of two at one moment the first given is first."""
    by_time = sorted(range(len(contacts)), key=lambda place: contacts[place].at)
    numbers = {place: number for number, place in enumerate(by_time, start=1)}
    return tuple(numbers[place] for place in range(len(contacts)))


def say_contacts(numbers: Iterable[int]) -> str:
    """联系1、3、5至8."""
    return _said("联系", numbers)


def say_some_contacts(numbers: Iterable[int], most: int) -> str:
    """联系1、3、5至8; of more than `most` such runs the first and how many in all: 联系1、3等共40次."""
    told = set(numbers)
    said = list(_runs(told))
    return say_contacts(told) if len(said) <= most else f"联系{'、'.join(said[:most])}等共{len(told)}次"


def say_files(numbers: Iterable[int]) -> str:
    """证据1至3."""
    return _said("证据", numbers)


def _said(noun: str, numbers: Iterable[int]) -> str:
    said = "、".join(_runs(numbers))
    return f"{noun}{said}" if said else ""


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """1, 3, 5, 6, 7 → 1 · 3 · 5至7; two in a row stay two."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield from (f"{run[0]}至{run[-1]}",) if len(run) > 2 else map(str, run)
