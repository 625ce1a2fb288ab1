"""Foreign text made safe and measurable: what it says, literally, in whole terminal cells."""

from rich.cells import cell_len, set_cell_size

from tui.domain.plain import letter_by_letter, literal, one_line

__all__ = ["clip", "fit", "letter_by_letter", "literal", "one_line", "unsplit", "wrap"]

ELLIPSIS = "…"


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


def unsplit(text: str, at: int) -> str:
    """Have no letter of two cells lie across a cell: a space stands before one that would.

    Text that is drawn by two widgets side by side would lose it.
    """
    used = 0
    for number, letter in enumerate(text):
        used += cell_len(letter)
        if used > at:
            is_across = used - cell_len(letter) < at
            return f"{text[:number]} {text[number:]}" if is_across else text
    return text


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
        lines[-1] = clip(f"{lines[-1]}{ELLIPSIS}", width)
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
