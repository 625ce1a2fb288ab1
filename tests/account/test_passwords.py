"""Passwords as they are stored."""

from base64 import b64decode, b64encode

import pytest

from tui.account.passwords import COST, fits, hashed, nobodys


def test_a_password_fits_what_was_stored_of_it_and_no_other_does() -> None:
    stored = hashed("correct horse")
    assert fits("correct horse", stored)
    assert not fits("correct horsf", stored)


def test_what_is_stored_is_one_line_that_tells_how_and_hides_what() -> None:
    stored = hashed("correct horse")
    assert stored.startswith(f"scrypt$n={COST},r=8,p=1$")
    assert stored.isprintable()
    assert "horse" not in stored
    assert COST == 2**15


def test_the_same_password_is_stored_differently_each_time() -> None:
    assert hashed("secret", cost=2) != hashed("secret", cost=2)


def test_the_stored_parameters_count() -> None:
    cheap = hashed("secret", cost=2)
    assert "n=2," in cheap
    assert fits("secret", cheap)
    assert not fits("secret", cheap.replace("n=2,", "n=4,"))
    salt, key = cheap.split("$")[2:]
    other = b64encode(bytes([*b64decode(key)[:-1], b64decode(key)[-1] ^ 1])).decode()
    assert not fits("secret", cheap.replace(key, other))
    assert not fits("secret", cheap.replace(salt, b64encode(b"x" * 16).decode()))


@pytest.mark.parametrize("password", ["pässwörd", "пароль", "🐎" * 40, "a:b", " ", "x" * 5000])
def test_all_letters_count(password: str) -> None:
    stored = hashed(password, cost=2)
    assert fits(password, stored)
    assert not fits(password[:-1], stored)


def test_letters_are_the_same_however_they_are_composed() -> None:
    assert fits("e\u0301cole", hashed("\u00e9cole", cost=2))


def test_letters_that_no_encoding_has_do_no_harm() -> None:
    assert fits("\udc80", hashed("\udc80", cost=2))
    assert not fits("\ud800", hashed("x", cost=2))


def test_no_password_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        hashed("")
    for stored in ("", hashed("x", cost=2), nobodys()):
        assert not fits("", stored)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "x",
        "secret",
        "scrypt",
        "scrypt$n=2,r=8,p=1$$",
        "scrypt$n=2,r=8,p=1$AAAA",
        "scrypt$n=2,r=8,p=1$AAAA$A",
        "scrypt$n=2,r=8,p=1$A===$AAAA",
        "scrypt$n=3,r=8,p=1$AAAA$AAAA",
        "scrypt$n=0,r=0,p=0$AAAA$AAAA",
        "scrypt$n=1073741824,r=8,p=1$AAAA$AAAA",
        "scrypt$n=536870912,r=8,p=1$AAAA$AAAA",
        "scrypt$n=2,r=9999,p=9999$AAAA$AAAA",
        "scrypt$n=-2,r=8,p=1$AAAA$AAAA",
        "scrypt$n=٢,r=8,p=1$AAAA$AAAA",
        "bcrypt$n=2,r=8,p=1$AAAA$AAAA",
        " scrypt$n=2,r=8,p=1$AAAA$AAAA",
        "scrypt$n=2,r=8,p=1$AAAA$AAAA\n",
    ],
)
def test_malformed_text_fits_nothing(stored: str) -> None:
    assert not fits("secret", stored)


def test_nobodys_text_fits_nothing_and_is_as_dear_as_any() -> None:
    stored = nobodys()
    assert not fits("secret", stored)
    assert stored.startswith(f"scrypt$n={COST},r=8,p=1$")
    assert len(stored) == len(hashed("secret"))
    assert stored != nobodys()
