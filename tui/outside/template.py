"""The line that a status bar shows, put together from fields by a format of the person's own."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ELLIPSIS = "…"
PANGO = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
TMUX = {ord("#"): "##"}
PLAIN = str.maketrans({"●": "*", "○": "o", "·": "-", "–": "-", "…": "..."})


class Unknown(Exception):
    """A format names a field that there is not, or is not closed; the message says what to do."""


def filled(template: str, fields: "Mapping[str, str]") -> str:
    """Put fields where the template names them: `{project}`; `{{` and `}}` are braces.

    Raises:
        Unknown: the template cannot be filled.
    """
    pieces, rest = [], template
    while rest:
        before, brace, rest = _next_brace(rest)
        pieces.append(before)
        if brace == "":
            break
        if rest[:1] == brace:
            pieces.append(brace)
            rest = rest[1:]
            continue
        if brace == "}":
            raise Unknown("A } stands alone in the format: write }} for a brace.")
        name, closed, rest = rest.partition("}")
        if not closed:
            raise Unknown("A { is not closed in the format: write {{ for a brace.")
        if name not in fields:
            raise Unknown(f"There is no field {{{name}}}; there are: {', '.join(fields)}.")
        pieces.append(fields[name])
    return "".join(pieces)


def _next_brace(text: str) -> tuple[str, str, str]:
    for place, letter in enumerate(text):
        if letter in "{}":
            return text[:place], letter, text[place + 1 :]
    return text, "", ""


def clipped(text: str, most: int, ellipsis: str = ELLIPSIS) -> str:
    """Cut text to at most so many cells, with an ellipsis where something is missing."""
    if width_of(text) <= most:
        return text
    room, kept = most - len(ellipsis), ""
    for letter in text:
        room -= width_of(letter)
        if room < 0:
            break
        kept += letter
    return (kept.rstrip() + ellipsis)[: max(0, most)]


def width_of(text: str) -> int:
    """Tell how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def plain_ascii(text: str) -> str:
    """Write text in ASCII: signs by ours, letters without their accents, others as `?`."""
    text = text.translate(PLAIN)
    if text.isascii():
        return text
    from unicodedata import combining, normalize

    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return bare.encode("ascii", "replace").decode()
