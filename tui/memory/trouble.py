"""What goes wrong with the memory."""


class MemoryTrouble(Exception):
    """The memory cannot be used; the message is a sentence."""
