"""Finding pairs of project and task by a few letters, with what is usual first."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.conftest import AUDIT, CATALOG, CODING, DRAWING, SHOP, TALKING, WEB, names
from tui.domain.catalog import Catalog, Choice, Project, Task
from tui.domain.habits import Habits, Ids, Use
from tui.domain.pair_index import PairIndex, index_of, ranked

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
INDEX = PairIndex(CATALOG)
NOBODYS = Habits()
EVERY_PAIR = [
    "Website relaunch: Coding",
    "Website relaunch: Talking",
    "Shop: Coding",
    "Audit: Talking",
    "Audit: Drawing",
]


def used(*latest_first: Ids, favourites: Iterable[Ids] = ()) -> Habits:
    """Pairs that were used a day apart, the first of them yesterday."""
    days = [NOW.date() - timedelta(days=number) for number in range(1, 6)]
    uses = [Use(*ids, day) for ids, day in zip(latest_first, days, strict=False)]
    return Habits(uses, frozenset(favourites), NOW)


def found(query: str, *recent: Ids, favourites: Iterable[Ids] = ()) -> list[str]:
    habits = used(*recent, favourites=favourites)
    return names([one.choice for one in INDEX.search(query, habits)])


def starting(*words: str) -> list[str]:
    return names(list(INDEX.starting(words)))


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("audit drawing", ["Audit: Drawing"]),
        ("drawing audit", ["Audit: Drawing"]),
        ("talk acme", ["Website relaunch: Talking"]),
        ("TALKING", ["Website relaunch: Talking", "Audit: Talking"]),
        ("web-2", ["Website relaunch: Coding", "Website relaunch: Talking"]),
        ("web2", ["Website relaunch: Coding", "Website relaunch: Talking"]),
        ("relau cod", ["Website relaunch: Coding"]),
        ("rlnch cdng", ["Website relaunch: Coding"]),
        ("awrt", ["Website relaunch: Talking"]),  # Acme Website relaunch Talking
        ("globex coding", []),
        ("zzz", []),
    ],
)
def test_pairs_are_found_by_words_in_any_order(query: str, pairs: list[str]) -> None:
    assert found(query) == pairs


@pytest.mark.parametrize("query", ["", "   "])
def test_a_blank_query_finds_every_pair_in_the_order_of_the_server(query: str) -> None:
    assert found(query) == EVERY_PAIR


def test_what_was_used_lately_comes_first() -> None:
    assert found("", (3, 3), (1, 2)) == [
        "Audit: Drawing",
        "Website relaunch: Talking",
        "Website relaunch: Coding",
        "Shop: Coding",
        "Audit: Talking",
    ]


def test_favourites_come_before_what_was_used() -> None:
    pairs = found("", (3, 3), (1, 2), favourites=[(2, 1), (1, 2)])
    assert pairs[:3] == ["Website relaunch: Talking", "Shop: Coding", "Audit: Drawing"]


def test_what_was_used_and_is_archived_is_not_offered() -> None:
    assert found("", (99, 1), favourites=[(98, 1)]) == EVERY_PAIR


def test_habits_decide_among_near_equals_only() -> None:
    assert found("coding", (2, 1))[0] == "Shop: Coding"
    assert found("web", (3, 3))[0] == "Website relaunch: Coding"
    projects = [
        Project(id=number, name=name, client_id=1, client="Acme", tasks=(CODING,))
        for number, name in enumerate(("Cobweb", "Webinars", "Web"))
    ]
    index = PairIndex(Catalog(tuple(projects)))

    def first(*favourites: int) -> str:
        habits = used(favourites=[(number, CODING.id) for number in favourites])
        return index.search("web", habits)[0].choice.project.name

    assert first() == "Web"
    assert first(1) == "Webinars"  # the rest of a word weighs less than a habit
    assert first(0) == "Web"  # how it is found weighs more


def test_every_pair_tells_why_it_stands_where_it_does() -> None:
    first, second, *_ = INDEX.search("", used((3, 3), favourites=[(2, 1)]))
    assert (first.standing.is_favourite, first.standing.why) == (True, "favourite")
    assert (second.standing.is_favourite, second.standing.why) == (False, "yesterday")


def test_pairs_found_loosely_are_left_out_where_any_has_the_words_plainly() -> None:
    tasks = (Task(1, "Programming"), Task(2, "PGM review"))
    shop = Project(id=1, name="Shop", client_id=1, client="Acme", tasks=tasks)
    index = PairIndex(Catalog((shop,)))
    assert names([one.choice for one in index.search("pgm", Habits())]) == ["Shop: PGM review"]
    assert names([one.choice for one in index.search("prgr", Habits())]) == ["Shop: Programming"]


def test_tasks_of_one_name_and_different_ids_are_pairs_of_their_own() -> None:
    projects = tuple(
        Project(id=n, name=f"P{n}", client_id=1, client="Acme", tasks=(Task(n, "Coding"),))
        for n in (1, 2)
    )
    found = PairIndex(Catalog(projects)).search("coding p2", Habits())
    assert [one.choice.ids for one in found] == [(2, 2)]


def test_projects_of_several_clients_are_known_to_be_called_alike() -> None:
    other = Project(id=9, name="Shop", client_id=2, client="Globex", tasks=(CODING,))
    assert PairIndex(Catalog((WEB, SHOP, AUDIT, other))).alike == {"Shop"}
    assert INDEX.alike == set()


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        (["web"], ["Website relaunch: Coding", "Website relaunch: Talking"]),
        (["acme", "cod"], ["Website relaunch: Coding", "Shop: Coding"]),
        (["WEB-2", "talk"], ["Website relaunch: Talking"]),
        (["relaunch", "T"], ["Website relaunch: Talking"]),
        (["2"], ["Website relaunch: Coding", "Website relaunch: Talking"]),
        (["launch"], []),
        (["wr"], []),
        ([], EVERY_PAIR),
    ],
)
def test_words_that_start_pairs(words: list[str], pairs: list[str]) -> None:
    assert starting(*words) == pairs


def test_pairs_are_ranked_by_habit_and_equals_keep_their_order() -> None:
    choices = [Choice(WEB, CODING), Choice(SHOP, CODING), Choice(AUDIT, TALKING)]
    ordered = ranked(choices, used((3, 2), favourites=[(2, 1)]))
    assert names(ordered) == ["Shop: Coding", "Audit: Talking", "Website relaunch: Coding"]
    assert ranked(choices, Habits()) == choices


def test_the_index_is_made_once_for_a_catalog() -> None:
    catalog = Catalog((AUDIT,))
    assert index_of(catalog) is index_of(catalog)
    assert index_of(Catalog((AUDIT,))) is not index_of(catalog)
    assert names(list(index_of(catalog).choices)) == ["Audit: Talking", "Audit: Drawing"]


def test_ten_thousand_pairs_are_searched_through() -> None:
    tasks = tuple(Task(number, f"Task t{number:02}") for number in range(100))
    projects = tuple(
        Project(id=number, name=f"Project p{number:02}", client_id=1, client="Acme", tasks=tasks)
        for number in range(100)
    )
    index = PairIndex(Catalog(projects))
    pairs = [(project, task) for project in range(100) for task in range(100)]

    def ids(query: str, habits: Habits = NOBODYS, most: int = len(pairs)) -> list[Ids]:
        return [one.choice.ids for one in index.search(query, habits, most)]

    assert ids("") == pairs
    assert ids("", most=200) == pairs[:200]
    assert ids("", used((99, 99))) == [(99, 99), *pairs[:-1]]
    assert ids("t42") == [(project, 42) for project in range(100)]
    assert ids("p07") == [(7, task) for task in range(100)]
    assert ids("t42", used((50, 42)), most=2) == [(50, 42), (0, 42)]
    assert ids("t42 p07") == [(7, 42)]
    assert ids("t42 p100") == []
    assert [choice.ids for choice in index.starting(["p07", "t4"])] == [
        (7, task) for task in range(40, 50)
    ]


def test_a_use_in_the_future_teaches_nothing() -> None:
    habits = Habits([Use(3, 3, date(2026, 11, 24))], now=NOW)
    assert names([one.choice for one in INDEX.search("", habits)]) == EVERY_PAIR
    assert DRAWING in [choice.task for choice in INDEX.choices]
