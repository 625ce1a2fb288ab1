"""Foreign text made safe and measurable: what it says, literally, in whole terminal cells."""

from rich.cells import cell_len, set_cell_size

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_SPACES = {ord("\t"): "    ", ord("\r"): "", 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
_CONTROLS = dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�")
_JOINERS = dict.fromkeys([0x200B, 0x200D, 0x200E, 0x200F, 0xFEFF, *range(0xFE00, 0xFE10)], "")
_MODIFIERS = dict.fromkeys(range(0x1F3FB, 0x1F400), "")
_LITERAL = _PICTURES | _SPACES | _CONTROLS | _JOINERS | _MODIFIERS
del _LITERAL[ord("\n")]
_LITERAL_LINE = _LITERAL | {ord("\n"): " "}

_LETTER_BY_LETTER = _PICTURES | _CONTROLS
for _kept in "\t\n\r":
    del _LETTER_BY_LETTER[ord(_kept)]

ELLIPSIS = "…"


def literal(text: str) -> str:
    """Make text harmless for a terminal, keeping its line breaks.

    Control characters become visible pictures, direction overrides a replacement character.
    Joiners and modifiers of emoji go, because terminals disagree about the width of what they
    join, and a wrong width would push the numbers out of their column.
    """
    return text.translate(_LITERAL)


def one_line(text: str) -> str:
    """Make text harmless and put it on one line."""
    return text.translate(_LITERAL_LINE)


def letter_by_letter(text: str) -> str:
    """Make text harmless where each letter must keep its place, as it is being edited."""
    return text.translate(_LETTER_BY_LETTER)


def fit(text: str, width: int) -> str:
    """Cut text with an ellipsis, or pad it, to exactly `width` cells."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def clip(text: str, width: int) -> str:
    """Cut text with an ellipsis to at most `width` cells."""
    if cell_len(text) <= width:
        return text
    if cell_len(bare := text.rstrip()) <= width:
        return bare
    return fit(text, width).rstrip()


def wrap(text: str, width: int, most: int) -> list[str]:
    """Break text into at most `most` lines of `width` cells; what is cut ends in an ellipsis."""
    if width <= 0 or most <= 0:
        return []
    lines: list[str] = []
    for paragraph in text.strip().splitlines():
        lines.extend(_wrap_paragraph(paragraph.rstrip(), width, most + 1 - len(lines)))
        if len(lines) > most:
            break
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = clip(f"{clip(lines[-1], width - 1)}{ELLIPSIS}", width)
    return lines


def _wrap_paragraph(text: str, width: int, most: int) -> list[str]:
    if not text:
        return [""]
    lines: list[str] = []
    while text and len(lines) < most:
        line = _head(text, width)
        lines.append(line.rstrip())
        text = text[len(line) :].lstrip()
    return lines


def _head(text: str, width: int) -> str:
    """The longest start of text that fits, broken between words where there are any."""
    if cell_len(text) <= width:
        return text
    taken, used = 0, 0
    for taken, letter in enumerate(text):  # noqa: B007
        used += cell_len(letter)
        if used > width:
            break
    space = text.rfind(" ", 0, taken + 1)
    return text[:space] if space > 0 else text[: max(1, taken)]
