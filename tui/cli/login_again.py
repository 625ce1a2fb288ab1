"""`windrow login NAME`: a profile gets a new secret, which is kept where the old one was."""

import argparse

from tui.cli import settling
from tui.cli.login_tried import asked_secret, check_url, introduction, opened
from tui.cli.problem import Problem
from tui.cli.prompts import Prompts
from tui.domain.clock import Clock
from tui.profiles import Profile


def new_secret(options: argparse.Namespace, prompts: Prompts, clock: Clock) -> str:
    """Ask for a new secret of a profile, log in with it, and keep it; says what was done.

    Where a variable or a command gives it, that is looked at instead: only the person changes it.

    Raises:
        ConfigError: config.toml is damaged.
        CredentialError: there is no secret, or it cannot be kept.
        Problem: it does not open the account.
    """
    name: str = options.profile_name
    profile = settling.profile_of(settling.settings(), name)
    check_url(profile.url)
    if profile.keeping.env or profile.keeping.command:
        return _looked_at(name, profile, prompts, clock)
    from tui.api.logins import keep_again

    prompts.tell(f"“{name}” is {profile.whose}.")
    secret = asked_secret(options, prompts, profile)
    account = opened(profile, secret, clock, prompts)
    prompts.tell(introduction(account, profile, account.name or profile.whose))
    said = keep_again(name, profile, secret)
    if profile.keeping.keyring or profile.keeping.file:
        return said
    return f"{said} “{name}” keeps its {profile.keeping.what} nowhere: it is asked for each time."


def _looked_at(name: str, profile: Profile, prompts: Prompts, clock: Clock) -> str:
    from tui.api.credentials import secret_of
    from tui.api.secret_places import told

    what, where = profile.keeping.what, told(profile.keeping)
    secret = secret_of(name, profile, lambda _: "")
    try:
        account = opened(profile, secret, clock, prompts)
    except Problem as problem:
        raise Problem(f"{problem} “{name}” has its {what} from {where}: change it there.") from None
    prompts.tell(introduction(account, profile, account.name or profile.whose))
    return f"“{name}” has its {what} from {where}, and it opens the account: nothing to change."
