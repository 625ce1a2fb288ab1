"""Addresses that credentials may be sent to."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def check_address(url: str) -> None:
    """Look at the address of a profile before a password is sent there.

    Raises:
        ValueError: it is none, or is not encrypted on the way; the text is a sentence.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"“{url}” is no address: write https://YOURACCOUNT.harvestapp.com.")
    if parts.username or parts.password:
        raise ValueError("The address of a profile holds no name and no password.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f"“{url}” is not encrypted: write https://{parts.netloc}.")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
