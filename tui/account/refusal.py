"""How the account says no."""


class Refusal(Exception):
    """The account says no and changes nothing; `status` is the reply's (HTTP)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
