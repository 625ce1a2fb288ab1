"""What our own signs are where only ASCII is to be shown: one letter for each, so that all fits.

Letters of names and notes stay as they are: they are the person's own.
"""

SIGNS = {
    "●": "*",
    "○": "o",
    "✓": "A",
    "■": "#",
    "…": "~",
    "▌": ">",
    "◆": "+",
    "★": "^",
    "▐": "|",
    "›": ">",
    "‹": "<",
    "→": ">",
    "←": "<",
    "↓": "v",
    "↑": "^",
    "⏎": "<",
    "·": "-",
    "\N{HYPHENATION POINT}": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "×": "x",
    "≤": "<",
    "≥": ">",
    "≡": "=",
    "�": "?",
    "▼": "v",
    "▲": "^",
    "▶": ">",
    "◀": "<",
    "•": "-",
}
LINES = range(0x2500, 0x2580)
"""Lines and corners of frames."""
BLOCKS = range(0x2580, 0x25A0)
"""Blocks, of which scroll bars are made."""
CONTROLS = range(0x2400, 0x2440)
"""Pictures of control characters."""
UPRIGHT = "│┃║┆┇┊┋╎╏▏▕╷╵╽╿┤├┨┠╢╟"
LEVEL = "─━═┄┅┈┉╌╍╴╶╸╺╼╾"


def _table() -> dict[int, str]:
    table = dict.fromkeys(CONTROLS, "?") | dict.fromkeys(BLOCKS, "#") | dict.fromkeys(LINES, "+")
    signs = SIGNS | dict.fromkeys(UPRIGHT, "|") | dict.fromkeys(LEVEL, "-")
    return table | {ord(sign): letter for sign, letter in signs.items()}


_TABLE = _table()


def in_ascii(text: str) -> str:
    """Put signs of ours in ASCII; text stays as long as it is, in letters and in cells."""
    return text if text.isascii() else text.translate(_TABLE)
