"""Addresses that credentials may be sent to."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def check_address(url: str) -> None:
    """Look at the address of a profile before a password is sent there.

    Raises:
        ValueError: it is none, or is not encrypted on the way; the text is a sentence.
    """
    no_address = f"“{url}” is no address: write https://YOURACCOUNT.harvestapp.com."
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(no_address) from None
    if parts.username or parts.password:  # before anything that would repeat them
        raise ValueError("The address of a profile holds no name and no password.")
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain:
        raise ValueError(no_address)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError(f"“{url}” is not encrypted: write https://{parts.netloc}.")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
