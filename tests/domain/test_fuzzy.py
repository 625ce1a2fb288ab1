"""Finding texts by a few letters, and showing which letters they were."""

import pytest

from tui.domain.fuzzy import INITIALS, INSIDE, LETTERS, START, WHOLE, Texts, answers, fold, matching
from tui.domain.marks import marks

TEXT = "Acme WEB-2 Website relaunch Coding"


def points(query: str, text: str = TEXT) -> float | None:
    return answers(query, [text]).get(0)


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("acme", WHOLE),
        ("acm", START),
        ("web-2", WHOLE),
        ("web2", WHOLE),
        ("web-", START),
        ("launch", INSIDE),
        ("eb-", INSIDE),
        ("wrc", INITIALS),
        ("wbst", LETTERS),
        ("wt", LETTERS),
    ],
)
def test_the_ways_to_match(query: str, least: float) -> None:
    found = points(query)
    assert found is not None
    assert least <= found < least + (1.5 if least == LETTERS else 0.1)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("acme", "acm"),
        ("relau", "launch"),
        ("ebsite", "awrc"),
        ("wrc", "wtrc"),
        ("wbst", "wncd"),  # closer together
    ],
)
def test_the_closer_match_has_more_points(better: str, worse: str) -> None:
    more, less = points(better), points(worse)
    assert more is not None
    assert less is not None
    assert more > less


def test_points_add_up_over_the_words() -> None:
    assert points("acme coding") == 2 * WHOLE
    assert points("") == points("  ") == 0


@pytest.mark.parametrize("query", ["acme zzz", "gnidoc", "q", "x y", "w2z", "ost"])
def test_every_word_must_be_found(query: str) -> None:
    assert points(query) is None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("STRASSE", "Straße"),
        ("żółć", "ŻÓŁĆ"),
        ("zolc", "Żółć"),
        ("muller", "Müller"),
        ("Ærø", "aero"),
        ("ﬁle", "file"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_and_accents_do_not_matter_in_any_alphabet(typed: str, text: str) -> None:
    assert points(typed, text) == WHOLE


def test_what_looks_like_a_pattern_is_taken_literally() -> None:
    assert points("c++", "C++ (new) [dev]") == WHOLE
    assert points("(new)", "C++ (new) [dev]") == WHOLE
    assert points("[d", "C++ (new) [dev]") == START
    assert points(".*", "C++ (new) [dev]") is None
    assert marks(["c+", "[d"], "C++ [dev]") == [{0, 1, 4, 5}]


def test_letters_in_order_begin_at_a_word_and_stay_in_one_field() -> None:
    texts = Texts([("Acme", "Blog")])
    assert texts.loosely("acm") == [START]
    assert texts.loosely("abo") == [0.0]
    assert texts.loosely("bog") > [LETTERS]


def test_a_long_text_of_one_letter_is_soon_seen_through() -> None:
    assert points("a" * 30 + "b", "a" * 20_000) is None


def test_loose_matches_are_left_out_where_there_are_plain_ones() -> None:
    names = ["Programming", "PGM board", "Playing games"]
    assert matching("pgm", names, str) == ["PGM board"]
    assert matching("pgm", names[::2], str) == ["Programming", "Playing games"]
    assert matching("pg", names[::2], str) == ["Playing games", "Programming"]


def test_equals_keep_their_order() -> None:
    names = ["Webinars", "Cobweb", "Web", "Webshop"]
    assert matching("web", names, str) == ["Web", "Webinars", "Webshop", "Cobweb"]
    assert matching("", names, str) == names


def marked(query: str, *texts: str) -> list[str]:
    """Texts with what is marked in capitals."""
    found = marks(query.split(), *(text.lower() for text in texts))
    return [
        "".join(c.upper() if place in places else c for place, c in enumerate(text.lower()))
        for text, places in zip(texts, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("query", "label", "task"),
    [
        ("web", "acme · [WEB-2] WEBsite relaunch", "coding"),
        ("web cod", "acme · [WEB-2] WEBsite relaunch", "CODing"),
        ("co", "acme · [web-2] website relaunch", "COding"),
        ("in", "acme · [web-2] website relaunch", "codINg"),
        ("web2", "acme · [WEB-2] website relaunch", "coding"),
        ("wrc", "acme · [web-2] Website Relaunch", "Coding"),
        ("wbst", "acme · [web-2] WeBSiTe relaunch", "coding"),
        ("", "acme · [web-2] website relaunch", "coding"),
        ("zzz", "acme · [web-2] website relaunch", "coding"),
    ],
)
def test_the_letters_that_answer_are_marked(query: str, label: str, task: str) -> None:
    assert marked(query, "Acme · [WEB-2] Website relaunch", "Coding") == [label, task]


def test_marks_stand_at_the_letters_as_written() -> None:
    assert marks(["strasse"], "Neue Straße") == [frozenset(range(5, 11))]
    assert marks(["zol"], "Żółć") == [{0, 1, 2}]


def test_folding_a_text_is_folding_its_letters() -> None:
    for text in ("Straße", "Żółć", "ﬁle İ", "e\u0301te", "한글", "Ærø ŁÓDŹ"):
        assert fold(text) == "".join(map(fold, text))
