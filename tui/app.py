"""The application: stylesheets, themes, the way in and the way out. No business."""

import asyncio
import gc
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.reactive import Reactive
from textual.screen import Screen

from tui import config
from tui.api.connect import Place
from tui.beginning import first_view, own_of
from tui.commands.keys import chosen, first_of, keymap
from tui.config import Config
from tui.domain.ascii import in_ascii
from tui.domain.clock import Clock
from tui.domain.hours import format_clock
from tui.outside.presence import Presence
from tui.screens.day import DayScreen
from tui.screens.forgetting import forget_closed_screens
from tui.screens.palette import Palette
from tui.stylesheets import stylesheet
from tui.terminal import Terminal
from tui.themes import THEMES, legible
from tui.typeahead import TypeAhead, ended
from tui.widgets.bars import sheet_label
from tui.widgets.notice import Notice
from tui.widgets.text import one_line

NAME = "Windrow"
SETTLED_SECONDS = 1.0
STYLES = ("app", "bars", "grid", "strip")


class Windrow(App[None]):
    """The timesheet.

    Args:
        place: the account to open.
        clock: this machine's clock (UTC).
        settings: the person's configuration.
        jump_to: the day to open on; today when None.
        of_user: the id of the person whose timesheet is opened; one's own when None.
        ascii_only: whether signs and frames are in ASCII, whatever the configuration says.
        presence: tells when the person was last seen at this machine; None tells nothing.
    """

    TITLE = NAME
    CSS_PATH = [stylesheet(name) for name in STYLES]
    title: Reactive[str] = Reactive("", compute=False, repaint=False)  # no widget shows it

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "log_in", "Log in again", show=False, id="log_in"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, id="palette"),
        Binding("f12", "debug", "What it costs", show=False, id="debug"),
    ]

    def __init__(
        self,
        place: Place,
        clock: Clock,
        settings: Config,
        jump_to: date | None = None,
        of_user: int | None = None,
        *,
        ascii_only: bool = False,
        presence: Presence | None = None,
    ) -> None:
        forget_closed_screens()
        super().__init__()
        self.animation_level = "none"
        self.is_ascii = ascii_only or settings.ascii
        if self.is_ascii:
            self._put_in_ascii()
        self._place = place
        self._clock = clock
        self._settings = settings
        self._ahead = TypeAhead(self, super().on_event)
        self._terminal = Terminal(self, self._leave_with)
        self._keys = chosen(settings.keys)
        first = first_view(place, clock, jump_to, of_user, settings, self._keys)
        self.next_profile: str | None = None
        self.wants_login = False
        self._is_sure = False
        own = own_of(settings, place)
        self._board = DayScreen(place.connect, clock, first, jump_to, of_user, own=own)
        self._board.step_minutes = settings.step_minutes
        self._board.shows_untracked = settings.untracked
        self._board.presence = presence
        for theme in THEMES:
            self.register_theme(theme)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self.set_keymap(keymap(self._keys))

    async def on_event(self, event: events.Event) -> None:
        """Handle events; keys in their turn."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._board.fresh.used()
            self._is_sure = self._is_sure and event.key == "ctrl+q"
            if event.key == "ctrl+q" or not self._board.is_return():
                await self._ahead.take(event)
        else:
            if isinstance(event, (events.MouseEvent, events.AppFocus)) and not event.is_forwarded:
                self._board.saw()
            await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """Of the drivers for a POSIX terminal, the one that sleeps until a key comes."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from tui.quiet_driver import QuietDriver

        return QuietDriver

    @property
    def is_holding_keys(self) -> bool:
        """Whether keys wait for what an earlier one set off."""
        return self._ahead.is_holding

    def get_css_variables(self) -> dict[str, str]:
        """Add the colours that every theme yields: dim text, rules, and the cursor's row."""
        variables = super().get_css_variables()
        return {**variables, **legible(variables)}

    def get_default_screen(self) -> Screen[None]:
        """The day."""
        return self._board

    def on_mount(self) -> None:
        """Watch the terminal, name it after what runs, and keep a theme that is chosen."""
        self._terminal.attach()
        self.set_timer(SETTLED_SECONDS, _collect_from_here)
        self.watch(self, "title", self._show_title)
        self.app_resume_signal.subscribe(self, lambda _: self._come_back())
        if problems := self._problems():
            self.call_after_refresh(self._say_trouble, first_of(problems, self._keys))
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Of Textual's own commands, the choice of a theme."""
        del screen
        yield SystemCommand("Choose a theme", "Colours, dark and light", self.action_change_theme)

    def _put_in_ascii(self) -> None:
        from tui.ascii_only import AsciiOnly

        self._filters.append(AsciiOnly())

    def _show_title(self, title: str) -> None:
        self._terminal.show_title(in_ascii(title or NAME) if self.is_ascii else title or NAME)

    def _say_trouble(self, problem: str) -> None:
        self._board.notice.say(problem, trouble=True)

    def _problems(self) -> list[str]:
        """What of the configuration cannot be had; the account opens all the same."""
        theme = self._settings.theme
        lists = f"{self._keys.shown('palette')} lists those there are"
        missing = f"There is no theme “{theme}”; {lists}."
        return [*([] if theme in self.available_themes else [missing]), *self._keys.problems]

    def _come_back(self) -> None:
        """Draw all of the screen after ctrl+z and fg, and read what happened meanwhile."""
        self.screen.refresh()
        self._board.reload()

    def _keep_theme(self, name: str) -> None:
        if name == self._settings.theme:
            return
        self._settings = replace(self._settings, theme=name)
        try:
            config.save(self._settings, config.config_path())
        except OSError as error:
            self._board.notice.say(f"The theme holds until you quit: {error}.", trouble=True)

    async def action_quit(self) -> None:
        """Quit once what is being sent has arrived; what was typed goes only if told so twice."""
        if self._board.has_unsaved and not self._is_sure:
            self._is_sure = True
            self._board.notice.remove_class("-covered")
            self._say("Not saved yet: ctrl+q again leaves without what was typed.")
            return
        self._leave_with(0)

    def _last_words(self) -> str | None:
        """Say that a running timer goes on without us."""
        running = self._board.view.running
        is_over = self.next_profile is None and not self.wants_login
        if running is None or not self._place.is_lasting or not is_over:
            return None
        time = format_clock(running.seconds(self._board.now()))
        whose = sheet_label(self._board.view.sheet_of)
        said = one_line(f"The timer goes on: {whose}{running.project} · {running.task}, {time}.")
        return in_ascii(said) if self.is_ascii else said

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_help_quit(self) -> None:
        """Answer ctrl+c in the line of messages, where it covers no row."""
        self._say("ctrl+q quits; a running timer goes on.")

    @property
    def place_name(self) -> str:
        """The name of the account, as profiles are named."""
        return self._place.profile

    def action_switch_profile(self) -> None:
        """Ask which of the person's accounts to open, and leave for it."""
        from tui.domain.picking_places import PickPlace
        from tui.screens.picker import Picker

        self.push_screen(Picker(PickPlace(self._settings.places, self.place_name)), self._go_to)

    def _go_to(self, name: str | None) -> None:
        if name is not None and name != self.place_name:
            self.next_profile = name
            self._leave_with(0)

    def action_connect(self) -> None:
        """Leave for the login to an account at Harvest, in the plain terminal."""
        self.wants_login = True
        self._leave_with(0)

    @on(DayScreen.Told)
    def _tell_the_desktop(self, event: DayScreen.Told) -> None:
        """Notify the desktop, where that is wanted and nobody looks at the pane."""
        if self._settings.notify != "off" and not self.app_focus:
            self._terminal.notify(self._settings.notify, event.text)

    def action_debug(self) -> None:
        """Show what the program asks, shows and costs, over whatever is on the screen."""
        from tui.screens.debug import DebugScreen

        if not isinstance(self.screen, DebugScreen):
            self.push_screen(DebugScreen(self._board))

    @on(DayScreen.LoginWanted)
    def action_log_in(self) -> None:
        """Ask for a new secret, over whatever is on the screen."""
        from tui.screens.login import LoginScreen

        if self._place.renew is None:
            self._say("Nobody logs in to this account.")
        elif not isinstance(self.screen, LoginScreen):
            screen = LoginScreen(self._place.name, self._place.secret, self._place.renew)
            self.push_screen(screen, self._logged_in)

    def _logged_in(self, said: str | None) -> None:
        if said is not None:
            self._say(said)
            self._board.reload()

    def _say(self, message: str) -> None:
        """Say something on whatever screen is on top."""
        for notice in self.screen.query(Notice):
            notice.say(message)

    def _leave_with(self, code: int) -> None:
        self.run_worker(self._leave(code), group="leave", exclusive=True)

    async def _leave(self, code: int) -> None:
        board = self._board
        while writing := [w for w in self.workers if w.group == "write" and not w.is_finished]:
            self._say("Leaving once the change is saved …")
            await ended(writing)
            await asyncio.sleep(0)  # what a form does at its end may be a write again
        board.keep_attendance()
        if board.desk is not None:
            await board.desk.aclose()
        await board.neighbours.settle()
        self._terminal.restore_title()
        self.exit(return_code=code, message=self._last_words())


def _collect_from_here() -> None:
    """Collect garbage again, but never walk through what was imported for good."""
    gc.freeze()
    gc.enable()
