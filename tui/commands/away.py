"""The command that has to do with having been away."""

from tui.commands.command import TIME, Command, Situation


def no_question(now: Situation) -> str:
    """Nothing is asked."""
    return "" if now.has_question else "Nothing waits for an answer."


COMMANDS: tuple[Command, ...] = (
    Command(
        id="answer",
        keys="A",
        label="Answer",
        group=TIME,
        help="Answer what is asked: you were away, or a timer runs since yesterday",
        refusal=no_question,
    ),
)
