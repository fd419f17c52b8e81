"""What an account may be set to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chatwoot_client.sandbox.records.columns import STRING, Columns, Error, blank, choice, human, named
from chatwoot_client.sandbox.records.settings import LOCALES
from chatwoot_client.sandbox.rules.account import Account

ACCOUNT_COLUMNS: Columns = {
    **named(string="name support_email"),
    "locale": choice(*LOCALES),
    "domain": replace(STRING, limit=100),
}
_MAILBOX = re.compile(r"(?:[^<>@,;]*<[^\s<>,;@]+(?:@[^\s<>,;@]+)?>|[^\s<>,;@]+(?:@[^\s<>,;@]+)?)")
"""What can be parsed as an address, with a host or without."""
ACCOUNT_SETTINGS: dict[str, type] = {
    "auto_resolve_after": int,
    "auto_resolve_message": str,
    "auto_resolve_ignore_waiting": bool,
    "audio_transcriptions": bool,
    "auto_resolve_label": str,
}
_SHORTEST_SILENCE = 10
_LONGEST_SILENCE = 1_439_856


def account_errors(account: Account) -> Iterator[Error]:
    """What is wrong with an account, apart from the length of its texts."""
    yield from blank(account, "name")
    if account.support_email and not _MAILBOX.fullmatch(account.support_email.strip()):
        yield "support_email", "Support email is not a valid email address"
    for name, value in account.settings.items():
        if value is not None and type(value) is not ACCOUNT_SETTINGS[name]:
            yield name, f"{human(name)} must be of type type"
    minutes = account.settings.get("auto_resolve_after")
    if isinstance(minutes, int) and minutes < _SHORTEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be greater than or equal to {_SHORTEST_SILENCE}"
    if isinstance(minutes, int) and minutes > _LONGEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be less than or equal to {_LONGEST_SILENCE}"
