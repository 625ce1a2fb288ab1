"""The command line: parse, wire, run. Everything heavy is imported inside main()."""

import sys

TYPE_CHECKING = False  # typing alone takes longer than all of `windrow status`
if TYPE_CHECKING:
    import argparse
    from datetime import date, datetime

    from tui.api.connect import Place
    from tui.app import Windrow

DAMAGED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run `windrow`; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["status"]:
        from tui.cli import status

        if (code := status.answer(arguments[1:])) is not None:
            return code
    from tui.cli.parser import parse, run

    parser, options = parse(arguments)
    if options.command:
        return run(options)
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        print("windrow needs a terminal: its input or its screen is not one.", file=sys.stderr)
        return DAMAGED
    return _run(parser, options)


def _run(parser: "argparse.ArgumentParser", options: "argparse.Namespace") -> int:
    """Show one account after the other, as long as the person goes on to a next one."""
    import gc

    gc.disable()  # collecting what is being imported takes 60 ms; the app collects from its start
    from tui import config
    from tui.account.failures import AccountFileError
    from tui.api.credentials import CredentialError

    while True:
        try:
            app, place = _open(options)
        except (config.ConfigError, AccountFileError, CredentialError) as error:
            print(f"windrow: {error}", file=sys.stderr)
            return DAMAGED
        except (ValueError, LookupError) as error:
            parser.error(str(error))
        try:
            app.run()
        finally:
            place.close()
        following = _following(app)
        if following is None:
            return app.return_code or 0
        options.demo, options.profile, options.of_user = False, following, None


def _open(options: "argparse.Namespace") -> "tuple[Windrow, Place]":
    from datetime import timedelta

    from tui import config
    from tui.api import connect
    from tui.cli.opening import open_place

    settings = config.load(config.config_path())
    jump_to = _day(options.date)
    if options.demo:
        place = connect.demo(_now, options.person, start_end=options.start_end)
    else:
        place = open_place(options.profile or "", settings, _now)
    from tui.app import Windrow
    from tui.cli.logs import keep_log
    from tui.outside.presence import Machine

    keep_log(config.log_path(), "windrow")
    app = Windrow(
        place,
        _now,
        settings,
        jump_to,
        options.of_user,
        ascii_only=options.ascii,
        presence=Machine(_now, timedelta(minutes=settings.idle_minutes)),
    )
    return app, place


def _following(app: "Windrow") -> str | None:
    """Tell which account to open next, after logging in to it if that was asked for."""
    if not app.wants_login:
        return app.next_profile
    from tui.cli.login import log_in_anew

    return log_in_anew() or app.place_name


def _now() -> "datetime":
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _day(text: str | None) -> "date | None":
    from tui.domain.dates import parse_date

    return None if text is None else parse_date(text, _now().astimezone().date())


if __name__ == "__main__":
    sys.exit(main())
