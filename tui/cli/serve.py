"""`windrow serve`: the embedded account, or a demo, over HTTP on this machine."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.ending import End
from tui.cli.problem import Problem

if TYPE_CHECKING:
    from tui.account.store import Store
    from tui.cli.offer import Offer

PORT = 8420
REFUSED = 2
"""The exit code when there is nothing to serve, or no place to do so."""

_EXTRA = ("uvicorn", "h11", "click")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "serve",
        help="serve your own account to other programs, over HTTP",
        description="Serve your own account over HTTP to programs on this machine. It speaks "
        "Harvest's time tracking API: V1, in JSON and XML, with somebody's e-mail and the "
        "password that `windrow account password` sets; and V2, in JSON, with the token that "
        "`windrow account token` makes and the header Harvest-Account-Id: 1 (without it: 401).",
    )
    add = parser.add_argument
    add("--demo", action="store_true", help="serve a throw-away account filled with work")
    add("--start-end", action="store_true", help="with --demo: it tracks start and end times")
    add("--host", default="127.0.0.1", help="where to listen (%(default)s)")
    add("--port", type=_port, default=PORT, help="which port, 0 for any free one (%(default)s)")
    add("--json", action="store_true", help="tell the address and login in one line of JSON")
    add("--tls-cert", type=Path, metavar="FILE", help="speak TLS with this certificate (PEM)")
    add("--tls-key", type=Path, metavar="FILE", help="the certificate's key (PEM)")
    add("--i-know", action="store_true", help="let other machines reach it; needs the TLS files")
    add("--log", action="store_true", help="write a line a call to stderr")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP; returns the exit code."""
    end = End()
    try:
        with end.on_signals():
            _serve(options, end)
    except KeyboardInterrupt:  # while it was still getting ready
        return 0
    except Problem as problem:
        print(f"windrow: {problem}", file=sys.stderr)
        return REFUSED
    return 0


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:6]) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port: name a number from 0 to 65535")


def _serve(options: argparse.Namespace, end: End) -> None:
    if options.start_end and not options.demo:
        raise Problem("--start-end goes with --demo; your own account has its own setting for it.")
    _need_the_extra()
    from tui.account import serving
    from tui.account.access_log import AccessLog
    from tui.account.write_watch import WriteWatch
    from tui.cli import listening

    address, tls = listening.find_address(options), listening.find_tls(options)
    with ExitStack() as undo:
        store = undo.enter_context(_account(options))
        offer = _offer(store, demo=options.demo)
        listener = undo.enter_context(listening.listener_at(address, options))
        hosts = listening.names_of(options.host, address)
        app = serving.guarded(store, _now, hosts=hosts)
        app = app if options.demo else WriteWatch(app, partial(_told_of, store))
        serve = partial(
            serving.serve,
            AccessLog(app) if options.log else app,
            listener,
            tls=tls,
            ready=partial(_tell, offer, listening.url_of(listener, options), options),
        )
        _keep_logs(with_calls=options.log)
        asyncio.run(_until(end, serve))


async def _told_of(store: "Store") -> None:
    """Have panes and status bars see what a request changed."""
    from tui.cli.telling import tell_of_changes
    from tui.outside.bell import SERVED

    loop = asyncio.get_running_loop()
    await loop.run_in_executor(store.worker, tell_of_changes, store, SERVED, _now)


async def _until(end: End, serve: Callable[..., Awaitable[None]]) -> None:
    """Serve until the end is asked for."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    with end.calling(lambda: loop.call_soon_threadsafe(ended.set)):
        await serve(ended=ended)


def _need_the_extra() -> None:
    try:
        import_module("tui.account.serving")
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise Problem(
            f"serving needs the package {error.name}, which is not installed; install Windrow "
            "with its extra “serve”, from its folder: pipx install --force '.[serve]'"
        ) from error


def _keep_logs(*, with_calls: bool) -> None:
    """Keep errors in the log file, and write calls to stderr if they are wanted."""
    from tui.account import access_log
    from tui.cli.logs import keep_log
    from tui.config import log_path

    keep_log(log_path(), "windrow", "asyncio", "uvicorn.error")
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    if with_calls:
        logger = logging.getLogger(access_log.NAME)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(logging.StreamHandler(sys.stderr))


@contextmanager
def _account(options: argparse.Namespace) -> Iterator["Store"]:
    """Open the account that is served, and close it at the end.

    Raises:
        Problem: its file cannot be used.
    """
    import sqlite3

    from tui import config
    from tui.account.failures import AccountFileError, as_account_file_error
    from tui.api import connect

    with ExitStack() as undo:
        try:
            if options.demo:
                demo = connect.demo_store(_now, start_end=options.start_end)
                store = undo.enter_context(demo)
            else:
                store = connect.local_store(config.data_dir(), _now)
                undo.callback(store.close)
            yield store
        except AccountFileError as error:
            raise Problem(str(error)) from error
        except sqlite3.Error as error:
            raise Problem(str(as_account_file_error(error, store.path))) from error


def _offer(store: "Store", *, demo: bool) -> "Offer":
    from tui.cli.offer import offer_account, offer_demo

    return offer_demo(store) if demo else offer_account(store)


def _tell(offer: "Offer", url: str, options: argparse.Namespace) -> None:
    print(offer.line(url) if options.json else offer.text(url, options.tls_cert), flush=True)


def _now() -> datetime:
    return datetime.now(UTC)
