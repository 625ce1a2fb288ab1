"""How a question and its answers are laid out in the room that there is."""

import pytest

from tui.widgets.ask_line import Answer, AskLine


def nothing() -> None:
    """Do nothing."""


LINE = AskLine(
    "You were away for 12 minutes while Website · Programming ran.",
    {
        "s": Answer("Stop timer and remove 12 minutes", nothing, "Stop −12 min"),
        "i": Answer("Ignore", nothing),
    },
    nothing,
    leave="Later",
)


@pytest.mark.parametrize(
    ("width", "height", "lines"),
    [
        (
            80,
            12,
            [
                " You were away for 12 minutes while Website · Programming ran.",
                " s Stop timer and remove 12 minutes  i Ignore  esc Later",
            ],
        ),
        (
            40,
            5,
            [
                " You were away for 12 minutes while",
                " Website · Programming ran.",
                " s Stop −12 min  i Ignore  esc Later",
            ],
        ),
        (40, 2, [" You were away for 12 minutes while…", " s Stop −12 min  i Ignore  esc Later"]),
        (24, 2, [" You were away for 12 m…", " s i esc"]),
        (
            80,
            1,
            [" You were away for 12 minutes while Websit…  s Stop −12 min  i Ignore  esc Later"],
        ),
        (40, 1, [" You were away for 12 minutes… s i esc"]),
    ],
)
def test_nothing_is_cut_without_a_sign(width: int, height: int, lines: list[str]) -> None:
    laid = ["".join(part.text for part in line) for line in LINE._lines(width, height)]
    assert laid == lines
    assert all(len(line) <= width for line in laid)


def test_a_tiny_pane_still_names_every_key() -> None:
    for width in range(12, 90):
        for height in (1, 2, 3):
            laid = ["".join(part.text for part in line) for line in LINE._lines(width, height)]
            assert len(laid) <= height
            assert all(f" {key}" in " ".join(laid) for key in ("s", "i", "esc"))
