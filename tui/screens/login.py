"""Logging in again, when a password or a token opens the account no longer."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.api.backend import BackendError
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.bars import Key, KeyBar
from tui.widgets.fields import LineField
from tui.widgets.notice import Notice
from tui.widgets.text import one_line

Renew = Callable[[str], Awaitable[str]]
"""Takes a new secret, looks whether it opens the account, and says where it is kept."""


class LoginScreen(Pane[str | None]):
    """Asks for a secret until one opens the account; answers what is to be said, or None.

    What is under it stays as it is, with all that was typed there.

    Args:
        place: the account's name.
        secret: what is asked for: password or token.
        renew: tries it.
    """

    CSS_PATH = stylesheet("login")

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", show=False)]

    input = getters.query_one(Input)
    notice = getters.query_one(Notice)

    def __init__(self, place: str, secret: str, renew: Renew) -> None:
        super().__init__()
        self._place = place
        self._secret = secret
        self._renew = renew
        self._sending = False

    def compose(self) -> ComposeResult:
        """What is asked for, the field, the message, the keys."""
        yield Static(Content(one_line(f"Log in to {self._place}")), classes="heading")
        words = f"A new {self._secret}, in place of one that opens it no longer:"
        yield Static(Content(words), id="prompt")
        field = LineField(id="secret")
        field.password = True
        yield field
        yield Notice(classes="-empty")
        yield KeyBar((Key("enter", "Log in", "screen.log_in"), Key("esc", "Back", "screen.cancel")))

    def on_mount(self) -> None:
        """Begin in the field."""
        self.input.focus()

    @on(Input.Submitted)
    def action_log_in(self) -> None:
        """Try the secret, unless one is being tried."""
        if self._sending or not self.input.value:
            return
        self._sending = True
        self.notice.say("Logging in …")
        self.app.run_worker(self._trying(self.input.value), group="write")

    async def _trying(self, secret: str) -> None:
        try:
            said = await self._renew(secret)
        except BackendError as error:
            self._sending = False
            self.input.value = ""
            self.notice.say(str(error), trouble=True)
        else:
            self.dismiss(said)

    def action_cancel(self) -> None:
        """Leave it as it is."""
        if not self._sending:
            self.dismiss(None)
