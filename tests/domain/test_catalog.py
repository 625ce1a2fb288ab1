"""What may be picked, and finding it by a few letters."""

import pytest

from tests.domain.conftest import AUDIT, CATALOG, CODING, DRAWING, SHOP, TALKING, WEB, names
from tui.domain.catalog import Catalog, Choice, Client, Project, Task, search_choices
from tui.domain.fuzzy import score

EVERY_PAIR = [
    "Website relaunch: Coding",
    "Website relaunch: Talking",
    "Shop: Coding",
    "Audit: Talking",
    "Audit: Drawing",
]
TEXT = "Acme WEB-2 Website relaunch Coding"


def found(query: str, *recent: tuple[int, int]) -> list[str]:
    return names(search_choices(CATALOG, query, recent))


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


def test_a_pair_used_twice_stands_where_it_was_used_last() -> None:
    assert found("", (3, 3), (1, 2), (3, 3))[:2] == ["Audit: Drawing", "Website relaunch: Talking"]


def test_lately_used_wins_among_equals_only() -> None:
    assert found("coding", (2, 1))[0] == "Shop: Coding"
    assert found("web", (3, 3))[0] == "Website relaunch: Coding"


def test_what_was_used_lately_and_is_archived_is_not_offered() -> None:
    assert found("", (99, 1)) == EVERY_PAIR


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("acme", "acm"),  # a whole word, the start of one
        ("relau", "launch"),  # the start of a word, the inside of one
        ("ebsite", "awrc"),  # the inside of a word, first letters of words
        ("wrc", "wtrc"),  # first letters of words, letters in order
    ],
)
def test_the_closer_match_has_more_points(better: str, worse: str) -> None:
    more, less = score(better, TEXT), score(worse, TEXT)
    assert more is not None
    assert less is not None
    assert more > less


@pytest.mark.parametrize(
    ("query", "points"),
    [("acme", 40), ("acm", 30), ("launch", 20), ("web-2", 20), ("wrc", 10), ("wbst", 1), ("wt", 1)],
)
def test_the_ways_to_match(query: str, points: int) -> None:
    assert score(query, TEXT) == points


def test_points_add_up_over_the_words() -> None:
    assert score("acme coding", TEXT) == 80
    assert score("", TEXT) == 0


@pytest.mark.parametrize("query", ["acme zzz", "gnidoc", "q", "x y"])
def test_every_word_must_be_found(query: str) -> None:
    assert score(query, TEXT) is None


def test_case_does_not_matter_in_any_alphabet() -> None:
    assert score("STRASSE", "Straße") == 40
    assert score("żółć", "ŻÓŁĆ") == 40


def test_an_exact_word_wins_over_its_start() -> None:
    projects = tuple(
        Project(id=number, name=name, client_id=1, client="Acme", tasks=(CODING,))
        for number, name in enumerate(("Webinars", "Cobweb", "Web"))
    )
    assert names(search_choices(Catalog(projects), "web")) == [
        "Web: Coding",
        "Webinars: Coding",
        "Cobweb: Coding",
    ]


def test_ten_thousand_pairs_are_searched_through() -> None:
    tasks = tuple(Task(number, f"Task t{number:02}") for number in range(100))
    projects = tuple(
        Project(id=number, name=f"Project p{number:02}", client_id=1, client="Acme", tasks=tasks)
        for number in range(100)
    )
    catalog = Catalog(projects)
    pairs = [(project, task) for project in range(100) for task in range(100)]

    def ids(query: str, *recent: tuple[int, int]) -> list[tuple[int, int]]:
        return [choice.ids for choice in search_choices(catalog, query, recent)]

    assert ids("") == pairs
    assert ids("", (99, 99)) == [(99, 99), *pairs[:-1]]
    assert ids("t42")[:100] == [(project, 42) for project in range(100)]
    assert ids("p07")[:100] == [(7, task) for task in range(100)]
    assert ids("t42 p07")[0] == (7, 42)
    assert ids("t42 p100") == []


def test_a_pair_is_found_by_its_ids() -> None:
    assert CATALOG.find(3, 2) == Choice(AUDIT, TALKING)
    assert CATALOG.find(2, 2) is None
    assert CATALOG.find(99, 1) is None


def test_clients_and_tasks_are_told_once_each_in_the_order_of_the_server() -> None:
    assert CATALOG.clients == (Client(1, "Acme"), Client(2, "Globex"))
    assert CATALOG.tasks == (CODING, TALKING, DRAWING)


@pytest.mark.parametrize(
    ("project", "label"),
    [
        (WEB, "Acme · [WEB-2] Website relaunch"),
        (SHOP, "Acme · Shop"),
        (Project(id=9, name="Alone", client_id=0, client=""), "Alone"),
    ],
)
def test_a_project_reads_in_one_line(project: Project, label: str) -> None:
    assert project.label == label
