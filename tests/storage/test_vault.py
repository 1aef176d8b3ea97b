from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CaseNotFound, CaseUnreadable
from app.storage.vault import CODE_BYTES, Vault, new_code, pad, read_code, say_code, unpad

VAULT = Vault("pepper-of-the-tests")
CODE = say_code(bytes(range(CODE_BYTES)))
FACTS = "张某 13800006612 再不还就去你孩子学校".encode()


@given(st.binary(max_size=20_000))
def test_what_was_sealed_opens(facts: bytes) -> None:
    assert VAULT.open(CODE, VAULT.seal(CODE, facts)) == facts


def test_codes_are_43_characters_and_never_the_same() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {43}


def test_the_same_facts_are_never_sealed_the_same_way() -> None:
    assert VAULT.seal(CODE, FACTS) != VAULT.seal(CODE, FACTS)


def test_the_row_id_tells_nothing_of_the_code() -> None:
    row = VAULT.row_id(CODE)
    assert len(row) == 32
    assert row not in read_code(CODE).hex()
    assert row == VAULT.row_id(CODE)
    assert row != Vault("another pepper").row_id(CODE)


def test_another_code_does_not_open() -> None:
    with pytest.raises(CaseUnreadable):
        VAULT.open(new_code(), VAULT.seal(CODE, FACTS))


def test_another_pepper_does_not_open() -> None:
    with pytest.raises(CaseUnreadable):
        Vault("another pepper").open(CODE, VAULT.seal(CODE, FACTS))


def test_an_empty_pepper_is_refused() -> None:
    with pytest.raises(ValueError, match="pepper"):
        Vault("")


@pytest.mark.parametrize("place", [0, 1, 12, 13, 500, -1])
def test_one_changed_byte_does_not_open(place: int) -> None:
    forged = bytearray(VAULT.seal(CODE, FACTS))
    forged[place] ^= 1
    with pytest.raises(CaseUnreadable):
        VAULT.open(CODE, bytes(forged))


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20, 28, 4_000])
def test_a_truncated_case_does_not_open(length: int) -> None:
    with pytest.raises(CaseUnreadable):
        VAULT.open(CODE, VAULT.seal(CODE, FACTS)[:length])


@pytest.mark.parametrize(
    "code",
    [
        "",
        "a",
        CODE[:-1],
        CODE + "A",
        CODE + "=",
        CODE[:-1] + "9",
        "é" * 43,
        "../../etc/passwd",
        CODE.replace("A", "!"),
        " " + CODE,
    ],
)
def test_what_we_did_not_spell_is_no_code(code: str) -> None:
    with pytest.raises(CaseNotFound):
        VAULT.row_id(code)


def test_the_length_of_a_row_tells_little() -> None:
    lengths = {len(VAULT.seal(CODE, os.urandom(size))) for size in range(0, 3_900, 100)}
    assert len(lengths) == 1
    assert len(VAULT.seal(CODE, os.urandom(5_000))) == len(VAULT.seal(CODE, os.urandom(8_000)))


@given(st.binary(max_size=9_000))
def test_padding_is_undone(packed: bytes) -> None:
    padded = pad(packed)
    assert unpad(padded) == packed
    assert len(padded).bit_count() == 1


def test_the_vault_does_not_print_its_pepper() -> None:
    assert "pepper-of" not in repr(VAULT)
