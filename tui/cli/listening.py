"""Where `windrow serve` listens: the address, its port and TLS, and what may stand against it."""

import argparse
import errno
import os
import socket
import ssl
from contextlib import closing

from tui.account import serving
from tui.cli.problem import Problem

_WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
_PROBLEMS = {
    errno.EADDRINUSE: "port {port} is in use; name another with --port, or 0 for any free one.",
    errno.EACCES: "port {port} needs rights that you do not have; name one above 1023 with --port.",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine; name one that is with --host.",
}


def find_address(options: argparse.Namespace) -> str:
    """Find the numeric address to listen at.

    Raises:
        Problem: there is none, or others can reach it and not all that this takes is there.
    """
    if bool(options.tls_cert) != bool(options.tls_key):
        raise Problem("TLS needs two files; name both --tls-cert FILE and --tls-key FILE.")
    try:
        address = serving.address_of(options.host)
    except (OSError, UnicodeError) as error:
        raise Problem(
            f"there is no host “{options.host}”; name an address of this machine with --host."
        ) from error
    if not serving.is_loopback(address) and not (options.i_know and options.tls_cert):
        raise Problem(
            f"other machines can reach {options.host}, so passwords and hours need protection; "
            "serve on 127.0.0.1, or add --i-know, --tls-cert FILE and --tls-key FILE."
        )
    return address


def find_tls(options: argparse.Namespace) -> ssl.SSLContext | None:
    """Read the TLS files, if any are named.

    Raises:
        Problem: they cannot be used.
    """
    if not options.tls_cert:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(options.tls_cert, options.tls_key, password=lambda: "")
    except (OSError, ValueError) as error:  # what ssl raises is an OSError
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise Problem(
            f"the TLS files {options.tls_cert} and {options.tls_key} cannot be used: {reason}; "
            "name a certificate and its key, both in PEM, the key without a passphrase."
        ) from error
    return context


def listener_at(address: str, options: argparse.Namespace) -> "closing[socket.socket]":
    """Bind the socket.

    Raises:
        Problem: the address or the port cannot be used.
    """
    try:
        return closing(serving.listen(address, options.port))
    except OSError as error:
        known = _PROBLEMS.get(error.errno or 0)
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        problem = known or f"{{host}}, port {{port}} cannot be used: {reason}; name others."
        raise Problem(problem.format(host=options.host, port=options.port)) from error


def names_of(host: str, address: str) -> tuple[str, ...]:
    """Name under which hosts it may be called; that of the machine where it listens everywhere."""
    return (host, address, socket.gethostname()) if address in _WILDCARDS else (host, address)


def url_of(listener: socket.socket, options: argparse.Namespace) -> str:
    """Tell the address for programs, without a slash."""
    address, port = listener.getsockname()[:2]
    host = socket.gethostname() if address in _WILDCARDS else options.host
    scheme = "https" if options.tls_cert else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
