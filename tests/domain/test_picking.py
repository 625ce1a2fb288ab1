"""Picking a project and a task, step by step, and making the ones that do not exist yet."""

from datetime import UTC, date, datetime

import pytest

from tests.domain.conftest import AUDIT, CATALOG, CODING, DRAWING, SHOP, TALKING, WEB
from tui.domain.account import Person
from tui.domain.catalog import Catalog, Choice, Client, Project, Task
from tui.domain.habits import Habits, Use
from tui.domain.invalid import Invalid
from tui.domain.pair_index import MOST
from tui.domain.picking import (
    NewChoice,
    PickClient,
    PickNewTask,
    PickPair,
    PickProject,
    PickTask,
)
from tui.domain.picking_people import PickPerson
from tui.domain.picking_places import PickPlace
from tui.domain.questions import Option, Step

ACME, GLOBEX, INITECH = Client(1, "Acme"), Client(2, "Globex"), Client(3, "Initech")
BARE = Project(id=4, name="Bare", client_id=2, client="Globex")
NOTHING = PickPair(Catalog())
PAIRS = PickPair(CATALOG, clients=(INITECH,))
HABITS = Habits([Use(3, 3, date(2026, 11, 22))], now=datetime(2026, 11, 23, 9, tzinfo=UTC))


def labels(step: Step, typed: str = "") -> list[str]:
    return [f"{option.label}: {option.detail}".removesuffix(": ") for option in step.options(typed)]


def new(step: Step, typed: str) -> list[str]:
    return [option.label for option in step.options(typed) if option.is_new]


def option(step: Step, typed: str, label: str) -> Option:
    """The one option that reads so."""
    (found,) = [one for one in step.options(typed) if one.label == label]
    return found


def follow(step: Step, typed: str, label: str) -> Step:
    """Answer a step and come to the next one."""
    then = option(step, typed, label).then
    assert not isinstance(then, Choice | NewChoice)
    return then


class TestPairs:
    def test_every_pair_is_offered_at_first(self) -> None:
        assert labels(PAIRS) == [
            "Acme · [WEB-2] Website relaunch: Coding",
            "Acme · [WEB-2] Website relaunch: Talking",
            "Acme · Shop: Coding",
            "Globex · Audit: Talking",
            "Globex · Audit: Drawing",
        ]
        assert new(PAIRS, "") == []

    def test_a_pair_is_the_answer(self) -> None:
        (only,) = [one for one in PAIRS.options("audit draw") if not one.is_new]
        assert only.then == Choice(AUDIT, DRAWING)

    def test_what_was_used_lately_comes_first(self) -> None:
        (first, *_) = PickPair(CATALOG, HABITS).options("")
        assert (first.label, first.detail) == ("Globex · Audit", "Drawing")
        assert first.standing.why == "yesterday"

    def test_words_that_are_no_name_yet_can_become_a_project_or_a_task(self) -> None:
        assert new(PAIRS, "talk") == ["Create project “talk” …", "Create task “talk” …"]
        assert labels(PAIRS, "talk")[:2] == [
            "Acme · [WEB-2] Website relaunch: Talking",
            "Globex · Audit: Talking",
        ]

    @pytest.mark.parametrize("typed", ["Shop", "shop", "  SHOP  "])
    def test_a_project_is_not_made_twice(self, typed: str) -> None:
        assert not any(label.startswith("Create project") for label in new(PAIRS, typed))

    @pytest.mark.parametrize("typed", ["Drawing", "drawing", " DRAWING "])
    def test_a_task_is_not_made_twice(self, typed: str) -> None:
        assert not any(label.startswith("Create task") for label in new(PAIRS, typed))

    def test_spaces_in_a_new_name_are_tidied(self) -> None:
        assert new(PAIRS, "  Big   launch ")[0] == "Create project “Big launch” …"

    def test_an_empty_account_begins_with_a_project(self) -> None:
        assert NOTHING.options("") == []
        assert "first one" in NOTHING.hint
        assert new(NOTHING, "Site") == ["Create project “Site” …"]

    def test_an_account_with_projects_has_another_hint(self) -> None:
        assert PAIRS.hint == "No project or task has these words."

    def test_a_project_without_tasks_asks_for_its_task(self) -> None:
        step = PickPair(Catalog((WEB, BARE)))
        assert labels(step, "bare")[0] == "Globex · Bare: pick a task …"
        assert isinstance(follow(step, "bare", "Globex · Bare"), PickTask)
        assert "Globex · Bare" not in [one.label for one in step.options("web")]

    def test_a_long_list_ends_and_what_can_be_made_stays(self) -> None:
        tasks = tuple(Task(number, f"Task {number}") for number in range(MOST + 50))
        project = Project(id=1, name="Large", client_id=1, client="Acme", tasks=tasks)
        offered = PickPair(Catalog((project,))).options("task")
        assert len([one for one in offered if not one.is_new]) == MOST
        assert [one.label for one in offered if one.is_new] == [
            "Create project “task” …",
            "Create task “task” …",
        ]

    def test_a_pair_says_by_which_words_it_was_found(self) -> None:
        assert option(PAIRS, "aud  draw", "Globex · Audit").words == ("aud", "draw")

    def test_the_short_label_leaves_the_client_out_where_the_rest_is_clear(self) -> None:
        other = Project(id=5, name="Audit", client_id=1, client="Acme", tasks=(CODING,))
        shorts = [one.short for one in PickPair(Catalog((WEB, AUDIT, other))).options("")]
        assert shorts == ["Website relaunch [WEB-2]"] * 2 + [""] * 3


class TestAliases:
    step = PickPair(CATALOG, aliases={"web": "acme relau", "Draw": "audit drawing"})

    def test_an_alias_stands_for_its_words(self) -> None:
        assert labels(self.step, "@web cod") == ["Acme · [WEB-2] Website relaunch: Coding"]
        assert labels(self.step, "@draw") == ["Globex · Audit: Drawing"]

    def test_its_words_are_those_to_be_marked(self) -> None:
        (only,) = self.step.options("@web cod")
        assert only.words == ("acme", "relau", "cod")

    def test_nothing_new_is_named_after_an_alias(self) -> None:
        assert new(self.step, "@web zzz") == []

    def test_one_that_does_not_exist_says_which_is_closest(self) -> None:
        with pytest.raises(Invalid, match="There is no alias “@wbe”; the closest is @web"):
            self.step.options("@wbe")

    def test_a_project_may_be_called_so(self) -> None:
        home = Project(id=6, name="@home", client_id=1, client="Me", tasks=(CODING,))
        step = PickPair(Catalog((home,)), aliases={"web": "acme"})
        assert labels(step, "@home")[0] == "Me · @home: Coding"
        assert new(PAIRS, "@home") == ["Create project “@home” …", "Create task “@home” …"]


class TestANewProject:
    step = follow(PAIRS, "Blog", "Create project “Blog” …")

    def test_asks_for_its_client_among_all_there_are(self) -> None:
        assert isinstance(self.step, PickClient)
        assert self.step.prompt == "Client of “Blog”"
        assert labels(self.step) == ["Acme", "Globex", "Initech"]
        assert "who the work is for" in self.step.hint

    def test_a_client_with_and_without_projects_is_offered_once(self) -> None:
        step = follow(PickPair(CATALOG, clients=(ACME, INITECH)), "Blog", "Create project “Blog” …")
        assert labels(step) == ["Acme", "Globex", "Initech"]

    @pytest.mark.parametrize("typed", ["acme", "ACME", " Acme "])
    def test_a_client_that_there_is_is_taken_and_not_made(self, typed: str) -> None:
        assert labels(self.step, typed) == ["Acme"]

    def test_a_new_client_is_made_with_it(self) -> None:
        assert labels(self.step, "Umbra") == ["Create project “Blog” for client “Umbra” …"]
        assert new(self.step, "Umbra") == labels(self.step, "Umbra")

    def test_then_asks_for_its_first_task(self) -> None:
        step = follow(self.step, "", "Globex")
        assert isinstance(step, PickNewTask)
        assert step.prompt == "First task of “Blog”"
        assert labels(step) == ["Coding", "Talking", "Drawing"]
        assert step.hint

    def test_a_known_task_for_a_known_client(self) -> None:
        answer = option(follow(self.step, "", "Globex"), "draw", "Drawing").then
        assert answer == NewChoice(client=GLOBEX, project="Blog", task=DRAWING)

    def test_a_new_task_for_a_new_client(self) -> None:
        step = follow(self.step, "Umbra", "Create project “Blog” for client “Umbra” …")
        answer = option(step, "  Field   work ", "Create task “Field work”")
        assert answer.is_new
        assert answer.then == NewChoice(client="Umbra", project="Blog", task="Field work")

    @pytest.mark.parametrize("typed", ["coding", "CODING", " Coding "])
    def test_a_task_that_there_is_is_taken_and_not_made(self, typed: str) -> None:
        assert labels(follow(self.step, "", "Acme"), typed) == ["Coding"]

    def test_the_first_of_an_empty_account_is_all_new(self) -> None:
        client = follow(NOTHING, "Site", "Create project “Site” …")
        assert labels(client) == []
        task = follow(client, "Me", "Create project “Site” for client “Me” …")
        assert labels(task) == []
        answer = option(task, "Writing", "Create task “Writing”").then
        assert answer == NewChoice(client="Me", project="Site", task="Writing")


class TestANewTask:
    step = follow(PAIRS, "Writing", "Create task “Writing” …")

    def test_asks_for_its_project(self) -> None:
        assert isinstance(self.step, PickProject)
        assert self.step.prompt == "Project for the task “Writing”"
        assert labels(self.step) == [
            "Acme · [WEB-2] Website relaunch",
            "Acme · Shop",
            "Globex · Audit",
        ]
        assert self.step.hint == "No other project has these words."

    def test_is_made_for_the_project_that_is_picked(self) -> None:
        (only,) = self.step.options("aud")
        assert only.then == NewChoice(client=GLOBEX, project=AUDIT, task="Writing")

    def test_makes_no_project_on_the_way(self) -> None:
        assert self.step.options("Blog") == []


class TestATaskOfAKnownProject:
    step = PickTask(CATALOG, SHOP)

    def test_its_own_come_first_and_then_those_of_others(self) -> None:
        assert labels(self.step) == ["Coding", "Talking", "Drawing"]
        assert self.step.prompt == "Task of Shop"
        assert self.step.hint

    def test_its_own_is_a_choice(self) -> None:
        assert option(self.step, "", "Coding").then == Choice(SHOP, CODING)

    def test_that_of_another_is_assigned_to_it(self) -> None:
        answer = option(self.step, "talk", "Talking").then
        assert answer == NewChoice(client=ACME, project=SHOP, task=TALKING)

    def test_a_new_one_is_made_for_it(self) -> None:
        answer = option(self.step, "Writing", "Create task “Writing”").then
        assert answer == NewChoice(client=ACME, project=SHOP, task="Writing")

    @pytest.mark.parametrize("typed", ["coding", "talking"])
    def test_a_name_that_is_taken_here_or_elsewhere_is_not_made(self, typed: str) -> None:
        assert new(self.step, typed) == []

    def test_better_matches_come_first(self) -> None:
        tasks = (Task(1, "Recoding"), Task(2, "Coding"), Task(3, "Code review"))
        project = Project(id=1, name="Shop", client_id=1, client="Acme", tasks=tasks)
        assert labels(PickTask(Catalog((project,)), project), "cod")[:2] == [
            "Coding",
            "Code review",
        ]


def test_people_are_found_by_name_and_address_in_the_order_given() -> None:
    ada = Person(id=1, first_name="Ada", last_name="Lovelace", email="ada@example.com")
    bo = Person(id=2, first_name="Bo", last_name="Adams", email="bo@example.com")
    step = PickPerson((bo, ada), ada)
    assert labels(step) == ["Bo Adams: bo@example.com", "Ada Lovelace (you): ada@example.com"]
    assert [one.then for one in step.options("ada")] == [bo, ada]
    assert [one.then for one in step.options("bo@ex")] == [bo]
    assert step.options("zzz") == []


def test_an_account_is_found_by_its_very_name_first() -> None:
    places = (("martax", "V1"), ("se", "V1 · marta@example.com"), ("marta", "V2"))
    options = PickPlace(places, "se").options("marta")
    assert [option.then for option in options] == ["marta", "martax", "se"]
    assert [option.label for option in PickPlace(places, "se").options("")][1] == "se (open)"
