"""What a person typed and we cannot take."""


class Invalid(ValueError):
    """Typed text that cannot be read; its message is one sentence for the person who typed it."""
