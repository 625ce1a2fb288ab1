"""What the grid says where it has no rows: it is being read, could not be, or is empty."""

from collections.abc import Iterable, Iterator

from tui.widgets.rows import Piece
from tui.widgets.text import ELLIPSIS, clip, literal, one_line, wrap
from tui.widgets.view import Status, View

OF_NEW_ACCOUNTS, OF_OLD_ACCOUNTS = -1, -3
"""Where the hints stand that only a new account, and only one that is not new, shows."""


def grid_words(
    view: View, hint: Iterable[str], width: int, height: int, *, is_slow: bool
) -> list[Piece]:
    """Say what is to be known of a day without rows, in lines of a width.

    Where they do not fit below each other, those without words go, and hints are cut to a line
    each; the last line that has room ends in an ellipsis if there were more.

    Args:
        view: the day.
        hint: what may be done on an empty day; see `OF_NEW_ACCOUNTS`.
        width: the room, in cells.
        height: the room, in lines.
        is_slow: whether the reading takes long enough to be mentioned.
    """
    for most in (2, 1):
        lines = _words(view, tuple(hint), width, most, is_slow=is_slow)
        if len(lines) <= height:
            return lines
    lines = [piece for piece in lines if piece.text]
    if len(lines) > height:
        last = lines[height - 1]
        lines[height - 1 :] = [last._replace(text=clip(f"{last.text} {ELLIPSIS}", width))]
    return lines


def _words(
    view: View, hint: tuple[str, ...], width: int, most: int, *, is_slow: bool
) -> list[Piece]:
    if view.status is Status.LOADING:
        return [Piece("Reading the day …", "dim")] if is_slow else []
    if view.status is Status.FAILED:
        problem = wrap(f"! {literal(view.problem)}", width, 4)
        retry = Piece(f"{view.keys.shown('reload')}  try again", "text")
        return [*(Piece(line, "trouble") for line in problem), Piece("", "text"), retry]
    if view.day.entries:
        nothing = wrap(f"No entry of this day has “{one_line(view.filter)}”.", width, 2)
        back = Piece("esc  show all of them", "text")
        return [*(Piece(line, "title") for line in nothing), Piece("", "text"), back]
    head = [Piece("Nothing here yet.", "title"), Piece("", "text")]
    return [*head, *(Piece(line, "text") for line in _hints(view, hint, width, most))]


def _hints(view: View, hint: tuple[str, ...], width: int, most: int) -> Iterator[str]:
    left_out = OF_OLD_ACCOUNTS if view.is_new else OF_NEW_ACCOUNTS
    for line in hint[:left_out] + hint[left_out + 1 or len(hint) :]:
        yield from wrap(line, width, most)
