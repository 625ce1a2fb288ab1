"""Questions to the person at the terminal; a script gets the answers that Enter alone gives."""

import getpass
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.cli.answers import harmless
from tui.cli.problem import Problem

if TYPE_CHECKING:
    from tui.api.credentials import Secret

STOPPED = "Stopped; nothing was saved."


@dataclass(frozen=True, slots=True)
class Prompts:
    """Asks on stderr and reads from stdin, where `is_open` says that somebody is there.

    Every question raises Problem at ctrl+d, and KeyboardInterrupt at ctrl+c.
    """

    is_open: bool

    def tell(self, text: str) -> None:
        """Say something on the way to the answer."""
        print(harmless(text), file=sys.stderr, flush=True)

    def ask(self, question: str, default: str = "", *, option: str) -> str:
        """Ask for a line; without a default and with nobody there, `option` is what was needed.

        Raises:
            Problem: nobody is there to answer.
        """
        if not self.is_open:
            if default:
                return default
            raise Problem(f"There is no terminal to ask at: give {option}.")
        shown = f"{question} [{default}]: " if default else f"{question}: "
        while not (answer := _line(shown) or default):
            pass
        return answer

    def pick(self, question: str, choices: Sequence[str], *, option: str) -> int:
        """Let one of a numbered list be picked, the first one by Enter; tells its index.

        Raises:
            Problem: there are several, and nobody is there to answer.
        """
        if not self.is_open:
            listed = "; ".join(choices)
            raise Problem(f"There are several: {listed}. Name one with {option}.")
        lines = (f"  {number}  {choice}" for number, choice in enumerate(choices, 1))
        self.tell("\n".join([question, *lines]))
        numbers = [str(number) for number, _ in enumerate(choices, 1)]
        while (answer := _line("Number [1]: ") or "1") not in numbers:
            self.tell(f"Write a number from 1 to {len(choices)}.")
        return numbers.index(answer)

    def confirm(self, question: str, *, default: bool) -> bool:
        """Ask for yes or no."""
        if not self.is_open:
            return default
        shown = f"{question} [{'Y/n' if default else 'y/N'}]: "
        while (answer := (_line(shown) or "ny"[default]).casefold()) not in ("y", "yes", "n", "no"):
            self.tell("Write y or n.")
        return answer.startswith("y")

    def secret(self, question: str, *, option: str) -> "Secret":
        """Ask for a line that is not shown.

        Raises:
            Problem: there is no terminal that can hide it.
        """
        from tui.api.credentials import Secret

        nobody = f"There is no terminal to ask at: {option}."
        if not self.is_open:
            raise Problem(nobody)
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            try:
                return Secret(getpass.getpass(f"{harmless(question)}: "))
            except getpass.GetPassWarning:
                raise Problem(nobody) from None
            except EOFError:
                raise _stopped() from None

    def pause(self, text: str) -> None:
        """Wait until the person has read what was said."""
        if self.is_open:
            try:
                _line(text)
            except (Problem, KeyboardInterrupt):
                return  # whatever the key was, it means: go on


def secret_from_stdin() -> "Secret":
    """Read a secret from the first line of stdin.

    Raises:
        Problem: it is no text.
    """
    from tui.api.credentials import Secret

    try:
        return Secret(sys.stdin.readline().rstrip("\r\n") if sys.stdin else "")
    except UnicodeDecodeError:
        raise Problem("What came in is not readable text (UTF-8).") from None


def _line(shown: str) -> str:
    print(harmless(shown), end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise Problem("That is not readable text (UTF-8).") from None
    if not line:
        raise _stopped()
    return line.strip()


def _stopped() -> Problem:
    print(file=sys.stderr)  # the cursor is still behind the question
    return Problem(STOPPED)
