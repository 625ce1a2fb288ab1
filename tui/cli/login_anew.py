"""`windrow login`: from a token, or an e-mail and a password, to a profile in config.toml."""

import argparse
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.cli import settling
from tui.cli.login_kept import comes_from, kept, place_of_secret
from tui.cli.login_tried import asked_secret, check_url, introduction, opened, pauses, tried
from tui.cli.problem import Problem
from tui.cli.prompts import Prompts
from tui.domain.clock import Clock
from tui.profiles import API_V2, HarvestV1, HarvestV2, Profile

if TYPE_CHECKING:
    from tui.api.credentials import Secret
    from tui.api.logins import Found
    from tui.config import Config

_WELCOME = f"""\
Windrow logs in to Harvest with a personal access token. Make one there, and copy it:
  https://id.getharvest.com/developers
It stays on this machine, and is sent to id.getharvest.com and {urlsplit(API_V2).hostname} only.\
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A profile that was made, and what to tell; `is_ready` when it can be opened at once."""

    name: str
    text: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class _Login:
    """A secret that opens the account of a profile, which is called `title`."""

    profile: Profile
    secret: "Secret"
    title: str


def new_profile(options: argparse.Namespace, prompts: Prompts, clock: Clock) -> Made:
    """Ask for what the options leave open, log in, and write the profile.

    Raises:
        ConfigError: config.toml is damaged.
        CredentialError: the secret cannot be had or kept where it was wished.
        Problem: it cannot be done; nothing was saved.
    """
    before = settling.settings()
    if options.name is not None:
        settling.check_name(options.name, before)
    found = (_over_v1 if options.v1 else _over_v2)(options, prompts)
    account = opened(found.profile, found.secret, clock, prompts)
    title = account.name or found.title
    prompts.tell(introduction(account, found.profile, title))
    _tell_twins(options, found.profile, prompts, before)
    name = _name(options, prompts, title, before)
    is_default = _is_default(options, prompts, before)
    profile, placed = kept(options, prompts, name, found.profile, found.secret)
    with placed:
        settling.change(lambda config: _with(config, name, profile, is_default=is_default))
    opening = "windrow" if is_default else f"windrow --profile {name}"
    lines = [f"Saved the profile “{name}”. {placed.told}", f"Open it with: {opening}"]
    if is_default:
        lines.append("Your own account on this machine: windrow --profile local")
    return Made(name, "\n".join(lines), placed.is_ready)


def _tell_twins(
    options: argparse.Namespace, profile: Profile, prompts: Prompts, config: "Config"
) -> None:
    """Tell of profiles that are the same account: what is wanted may be a new secret for one.

    Raises:
        Problem: nobody can be asked, and no name says that another profile is wanted.
    """
    for name, other in config.profiles.items():
        if other.whose != profile.whose:
            continue
        twin = f"The profile “{name}” is this account already."
        again = f"give that one a new {profile.keeping.what}"
        if prompts.is_open:
            prompts.tell(f"{twin} To {again}, stop here and write: windrow login {name}")
        elif options.name is None:
            raise Problem(
                f"{twin} Write `windrow login {name}` to {again}, or --name for another profile; "
                "nothing was saved."
            )


def _over_v2(options: argparse.Namespace, prompts: Prompts) -> _Login:
    from tui.api.logins import Found, accounts_of

    url = _address_v2(options.url) if options.url is not None else API_V2
    draft = HarvestV2(account_id=options.account or 0, url=url)
    if prompts.is_open and url == API_V2:
        prompts.tell(_WELCOME)
    secret = _secret(options, prompts, draft)
    told = pauses(url, prompts)
    accounts = tried(accounts_of(secret, url, told), draft, secret)
    if not accounts:
        raise Problem(
            "This token opens no Harvest account: make one with access to Harvest at "
            "https://id.getharvest.com/developers, then log in with that."
        )
    chosen: Found = _chosen(options.account, accounts, prompts)
    return _Login(replace(draft, account_id=chosen.id), secret, chosen.name or str(chosen.id))


def _chosen(wanted: int | None, accounts: "tuple[Found, ...]", prompts: Prompts) -> "Found":
    """Take the account that was named, or the only one, or let one be picked."""
    names = [f"{one.name} ({one.id})" for one in accounts]
    if wanted is not None:
        found = next((one for one in accounts if one.id == wanted), None)
        if found is None:
            raise Problem(
                f"This token does not open the account {wanted}; it opens: {', '.join(names)}. "
                "Name one of them with --account."
            )
        return found
    if len(accounts) == 1:
        return accounts[0]
    return accounts[prompts.pick("Which account?", names, option="--account ID")]


def _over_v1(options: argparse.Namespace, prompts: Prompts) -> _Login:
    url = options.url
    if url is None:
        url = prompts.ask("Address, like https://youraccount.harvestapp.com", option="--url URL")
    url = url.rstrip("/")
    check_url(url)
    email = options.email
    if email is None:
        email = prompts.ask("E-mail", option="--email EMAIL")
    draft = HarvestV1(url=url, email=email)
    return _Login(draft, _secret(options, prompts, draft), urlsplit(url).netloc)


def _address_v2(url: str) -> str:
    """Tell where API V2 is on a server: under /v2, unless the address says more than its host."""
    url = url.rstrip("/")
    check_url(url)
    return url if urlsplit(url).path else f"{url}/v2"


def _secret(options: argparse.Namespace, prompts: Prompts, draft: Profile) -> "Secret":
    """Fetch the secret from where it is to be kept if it is there already; else ask for it."""
    from tui.api.credentials import secret_of

    if not comes_from(options):
        return asked_secret(options, prompts, draft)
    placed = place_of_secret(draft, options.keep, "")
    return secret_of(options.name or "new", placed, lambda _: "")


def _name(options: argparse.Namespace, prompts: Prompts, title: str, config: "Config") -> str:
    if options.name is not None:
        return str(options.name)
    usual = settling.name_for(title, config.profiles)
    while True:
        name = prompts.ask("Name of the profile", usual, option="--name NAME")
        try:
            settling.check_name(name, config)
        except Problem as problem:
            if not prompts.is_open:
                raise
            prompts.tell(str(problem))
        else:
            return name


def _is_default(options: argparse.Namespace, prompts: Prompts, config: "Config") -> bool:
    if options.default is not None:
        return bool(options.default)
    is_first = not config.profiles and not config.profile
    return prompts.confirm("Open it whenever you write just `windrow`?", default=is_first)


def _with(config: "Config", name: str, profile: Profile, *, is_default: bool) -> "Config":
    settling.check_name(name, config)  # another program may have made one meanwhile
    profiles = {**config.profiles, name: profile}
    return replace(config, profiles=profiles, profile=name if is_default else config.profile)
