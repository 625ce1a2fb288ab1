"""What a command answers: a sentence for a person, or one JSON object for a program."""

import json
import os
import sys
from dataclasses import dataclass, field
from typing import TextIO

DONE, REFUSED, UNUSABLE = 0, 1, 2
"""Exit codes. Wrong usage has the last one as well: argparse ends with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done, in words of one or more lines, and as facts for `--json`."""

    text: str
    facts: dict[str, object] = field(default_factory=dict)


def done(sentence: str, **facts: object) -> Answer:
    """Answer with a sentence, which is among the facts as `message`."""
    return Answer(sentence, {"message": sentence, **facts})


def tell(answer: Answer, *, as_json: bool) -> int:
    """Print an answer, and tell the exit code."""
    _print(_json(answer.facts) if as_json else harmless(answer.text), sys.stdout)
    return DONE


def refuse(sentence: str, code: int, *, as_json: bool) -> int:
    """Print to stderr why something was not done, and tell the exit code."""
    text = _json({"error": sentence}) if as_json else harmless(f"windrow: {sentence}")
    _print(text, sys.stderr)
    return code


def harmless(text: str) -> str:
    """Replace what would steer the terminal; the names in an account may come from anywhere."""
    return "".join(c if c == "\n" or c.isprintable() else "�" for c in text)


def counted(number: int, one: str, many: str) -> str:
    """Say a number with its noun: `1 entry`, `2,000 entries`."""
    return f"{number:,} {one if number == 1 else many}"


def entries(number: int) -> str:
    """Say how many entries."""
    return counted(number, "entry", "entries")


def in_bytes(size: int) -> str:
    """Say a size in bytes: `96 kB`, `1.2 MB`."""
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _json(facts: dict[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=True)


def _print(text: str, stream: TextIO) -> None:
    """Print at once; whoever reads may have left already, as `head` does."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        # what is still in the buffer would be tried again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except UnicodeEncodeError:
        print(text.encode("ascii", "replace").decode(), file=stream, flush=True)
