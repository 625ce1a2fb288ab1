"""Text that is measured in cells."""

import pytest

from tui.widgets.text import unsplit


@pytest.mark.parametrize(
    ("text", "at", "shown"),
    [
        ("日本語", 2, "日本語"),
        ("日本語", 3, "日 本語"),
        ("a日本", 2, "a 日本"),
        ("a日本", 3, "a日本"),
        ("abc", 2, "abc"),
        ("日", 9, "日"),
        ("", 0, ""),
    ],
)
def test_no_letter_lies_across_a_cell(text: str, at: int, shown: str) -> None:
    assert unsplit(text, at) == shown
