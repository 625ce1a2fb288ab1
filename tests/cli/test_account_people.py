"""`windrow account`: its people, and the passwords they log in with."""

import getpass
import io
import sys
import warnings
from collections.abc import Iterator

import pytest

from tests.account.small import ADA, BOB
from tests.cli.conftest import Desk
from tui.account.passwords import fits
from tui.account.tokens import digest_of


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Answer what is asked for without showing it, and note the questions."""
    questions: list[str] = []
    given: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        questions.append(question)
        return next(given)

    monkeypatch.setattr(getpass, "getpass", ask)
    return questions


def owner_of(desk: Desk, token: str) -> int | None:
    """Tell whom a token lets in."""
    with desk.store() as store, store.read():
        person = store.person_by_token(digest_of(token))
    return person and person.id


def stored(desk: Desk, person_id: int) -> str:
    with desk.store() as store, store.read():
        return store.password_of(person_id)


class TestPeople:
    def test_everybody_is_listed(self, desk: Desk) -> None:
        desk.does("change-person", "bob", "--archive")
        assert desk.does("people").splitlines() == [
            "Ada Byron  ada@example.com  administrator",
            "Bob Lee    bob@example.com  member, archived",
        ]

    def test_somebody_is_added(self, desk: Desk) -> None:
        said = desk.does("add-person", "Eve van Dam", "eve@example.com", "--admin")
        assert said == "Added Eve van Dam (eve@example.com) as administrator."
        with desk.store() as store, store.read():
            eve = store.person_by_email("eve@example.com")
        assert eve is not None
        assert (eve.first_name, eve.last_name, eve.is_admin) == ("Eve", "van Dam", True)

    @pytest.mark.parametrize(
        ("name", "email", "words"),
        [
            ("Eve", "BOB@example.com", "has this email address already"),
            ("Eve", "eve", "“eve” is not an email address"),
            ("Eve", "e:ve@example.com", "not an email address"),
            (" ", "eve@example.com", "A name is needed"),
            ("E" * 256, "eve@example.com", "255 characters at most"),
        ],
    )
    def test_somebody_cannot_be_added(self, desk: Desk, name: str, email: str, words: str) -> None:
        assert words in desk.refuses("add-person", name, email)
        assert len(desk.facts("people")["people"]) == 2

    def test_somebody_is_changed(self, desk: Desk) -> None:
        said = desk.does(
            "change-person",
            "bob@example.com",
            "--name",
            "Rob May",
            "--email",
            "rob@example.com",
            "--admin",
        )
        assert said == "Changed Rob May (rob@example.com): administrator."
        assert desk.does("change-person", "Rob May", "--member", "--archive").endswith(
            ": member, archived."
        )
        assert desk.facts("change-person", "rob", "--restore")["person"] == {
            "id": BOB,
            "name": "Rob May",
            "email": "rob@example.com",
            "administrator": False,
            "archived": False,
            "password": False,
            "token": False,
        }

    def test_a_timer_that_goes_on_is_said(self, desk: Desk) -> None:
        desk.track("2016-01-27", BOB, timer_started_at=1)
        assert "Their timer goes on" in desk.does("change-person", "bob", "--archive")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["bob"], "Say what to change"),
            (["eve", "--admin"], "nobody “eve” here; there are Ada Byron (ada@example.com), Bob"),
            (["ada", "--member"], "opens this account as Ada Byron"),
            (["ada", "--archive"], "opens this account as Ada Byron"),
            (["bob", "--email", "ada@example.com"], "has this email address already"),
            (["bob", "--email", "nowhere"], "not an email address"),
            (["bob", "--name", " "], "A name is needed"),
        ],
    )
    def test_what_cannot_be_changed(self, desk: Desk, arguments: list[str], words: str) -> None:
        before = desk.does("people")
        assert words in desk.refuses("change-person", *arguments)
        assert desk.does("people") == before

    def test_a_name_of_two_people_is_refused(self, desk: Desk) -> None:
        desk.does("add-person", "Bob May", "may@example.com")
        words = desk.refuses("change-person", "bob", "--admin")
        assert "Bob Lee (bob@example.com), Bob May (may@example.com)" in words
        assert "write the email" in words
        desk.does("change-person", "Bob May", "--admin")

    def test_a_full_name_weighs_more_than_a_first_name(self, desk: Desk) -> None:
        desk.does("add-person", "Bob", "just@example.com")
        changed = desk.facts("change-person", "bob", "--admin")["person"]
        assert changed["email"] == "just@example.com"


class TestPassword:
    def test_it_is_asked_twice_for_the_owner(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        questions = typed(monkeypatch, "correct horse", "correct horse")
        said = desk.does("password")
        assert "Ada Byron logs in as ada@example.com" in said
        assert "correct horse" not in said
        assert len(questions) == 2
        assert "ada@example.com" in questions[0]
        assert fits("correct horse", stored(desk, ADA))
        assert stored(desk, BOB) == ""
        assert desk.facts("people")["people"][0]["password"] is True
        assert "administrator, has a password" in desk.does("people")

    def test_it_comes_in_from_a_script(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(" pass word \r\nmore\n"))
        told = desk.facts("password", "BOB@example.com", "--stdin")
        assert told["email"] == "bob@example.com"
        assert fits(" pass word ", stored(desk, BOB))

    @pytest.mark.parametrize("line", ["", "\n", "seven77\n", "x" * 1025])
    def test_its_length_has_bounds(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(line))
        assert "characters" in desk.refuses("password", "--stdin")
        assert stored(desk, ADA) == ""

    def test_two_that_differ(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, "correct horse", "correct house")
        assert "differ" in desk.refuses("password")
        assert stored(desk, ADA) == ""

    def test_a_short_one_is_not_asked_for_again(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        questions = typed(monkeypatch, "short")
        assert "at least 8 characters" in desk.refuses("password")
        assert len(questions) == 1

    def test_ctrl_c_changes_nothing(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def stop(_: str) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr(getpass, "getpass", stop)
        assert desk.refuses("password") == "Stopped."
        assert stored(desk, ADA) == ""

    def test_somebody_archived_or_unknown(self, desk: Desk) -> None:
        desk.does("change-person", "bob", "--archive")
        assert "restore them first" in desk.refuses("password", "bob@example.com")
        assert "nobody" in desk.refuses("password", "eve@example.com")

    def test_without_a_terminal(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """It must never be shown while it is typed."""

        def cannot_hide(_: str) -> str:
            warnings.warn("Can not control echo.", getpass.GetPassWarning, stacklevel=2)
            return "shown"

        monkeypatch.setattr(getpass, "getpass", cannot_hide)
        assert "--stdin" in desk.refuses("password")


class TestToken:
    def test_it_is_shown_once_for_the_owner(self, desk: Desk) -> None:
        sentence, token = desk.does("token").splitlines()
        assert sentence == "Ada Byron has a new token: keep it, it is not shown again."
        assert len(token) >= 40
        assert owner_of(desk, token) == ADA
        assert "administrator, has a token" in desk.does("people")
        assert token not in desk.does("people") + desk.does("show")

    def test_a_new_one_replaces_the_old(self, desk: Desk) -> None:
        first, second = (desk.facts("token", "BOB@example.com") for _ in range(2))
        assert (first["email"], first["account_id"]) == ("bob@example.com", 1)
        assert first["token"] not in first["message"]
        assert second["message"].endswith(" The old one opens nothing any more.")
        assert owner_of(desk, first["token"]) is None
        assert owner_of(desk, second["token"]) == BOB

    def test_only_its_digest_is_kept(self, desk: Desk) -> None:
        token = desk.facts("token")["token"]
        kept = b"".join(file.read_bytes() for file in desk.path.parent.iterdir())
        assert token.encode() not in kept
        assert digest_of(token).encode() in kept

    def test_it_is_taken_away(self, desk: Desk) -> None:
        token = desk.facts("token", "bob")["token"]
        assert desk.does("token", "bob", "--revoke") == (
            "The token of Bob Lee opens nothing any more."
        )
        assert owner_of(desk, token) is None
        assert "nothing to revoke" in desk.refuses("token", "bob", "--revoke")
        assert "token" not in desk.does("people")

    def test_somebody_archived(self, desk: Desk) -> None:
        token = desk.facts("token", "bob")["token"]
        desk.does("change-person", "bob", "--archive")
        assert owner_of(desk, token) is None
        assert "restore them first" in desk.refuses("token", "bob")
        desk.does("token", "bob", "--revoke")
