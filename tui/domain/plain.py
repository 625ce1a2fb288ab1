"""Foreign text made safe: what it says, literally, with nothing in it that steers a terminal."""

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_SPACES = {ord("\t"): "    ", ord("\r"): "", 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
_CONTROLS = dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�")
_JOINERS = dict.fromkeys([0x200B, 0x200D, 0x200E, 0x200F, 0xFEFF, *range(0xFE00, 0xFE10)], "")
_MODIFIERS = dict.fromkeys(range(0x1F3FB, 0x1F400), "")
_LITERAL = _PICTURES | _SPACES | _CONTROLS | _JOINERS | _MODIFIERS
del _LITERAL[ord("\n")]
_LITERAL_LINE = _LITERAL | {ord("\n"): " ", 0x2028: " ", 0x2029: " "}

_LETTER_BY_LETTER = _PICTURES | _CONTROLS
for _kept in "\t\n\r":
    del _LETTER_BY_LETTER[ord(_kept)]


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
