"""What keeps a command from being done."""


class Problem(Exception):
    """A command cannot be done; the message is one sentence that says why, and what to do."""
