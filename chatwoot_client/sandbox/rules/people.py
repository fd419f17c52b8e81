"""What a user and its place in an account may be set to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chatwoot_client.sandbox.records.columns import Columns, Error, blank, change, choice, named
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.release import NAMES_ARE_LOOKED_AT
from chatwoot_client.sandbox.rules.installation import Installation

ROLE = choice("agent", "administrator")
MEMBERSHIP: Columns = {
    "role": ROLE,
    "availability": choice("online", "offline", "busy"),
    **named(boolean="auto_offline"),
}
USER: Columns = named(string="name display_name email")
_HAS_TWO_PARTS = re.compile(r"[^@\s]+@[^@\s]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PASSWORD_RULES = (
    (r".{6}", "6 characters"),
    (r"[A-Z]", "1 uppercase character  (A..Z)"),
    (r"[a-z]", "1 lowercase character  (a..z)"),
    (r"[0-9]", "1 number character  (0..9)"),
    (r"[^A-Za-z0-9]", "1 special character  ( !@#$%^&*()_+-=[]{}|\"/\\.,`<>:;?~')"),
)


def change_user(installation: Installation, user: User, given: dict[str, Any], columns: Columns) -> None:
    """Set fields of a user, all or none. Raises `RecordInvalid`."""
    if given.get("email"):
        given = {**given, "email": given["email"].strip().lower()}
    change(user, given, columns, lambda draft: _user_errors(installation, draft))


def _user_errors(installation: Installation, user: User) -> Iterator[Error]:
    yield from blank(user, "email")
    if user.email and not _HAS_TWO_PARTS.fullmatch(user.email):
        yield "email", "Email is invalid"
    if user.email and not EMAIL.fullmatch(user.email):
        yield "email", "Email is not an email"
    known = installation.user_with_email(user.email)
    if known is not None and known.id != user.id:
        yield "email", "Email has already been taken"
    for pattern, what in _PASSWORD_RULES:
        if not re.search(pattern, user.password, re.DOTALL):
            yield "password", f"Password must contain at least {what}"
    if installation.store.plays(NAMES_ARE_LOOKED_AT):
        yield from blank(user, "name")
