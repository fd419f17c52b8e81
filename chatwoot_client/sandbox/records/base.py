"""What all records have in common."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TypeVar

from chatwoot_client.sandbox.rails.errors import RecordNotFound


def words(text: str) -> tuple[str, ...]:
    """The words of a text: how long lists of names are written here."""
    return tuple(text.split())


K = TypeVar("K")
R = TypeVar("R")


def found(records: Mapping[K, R], key: K, kind: str = "record") -> R:
    """The record under a key. Raises `RecordNotFound`, in which *kind* says what it would have been."""
    try:
        return records[key]
    except KeyError:
        raise RecordNotFound(f"there is no {kind} {key!r}") from None


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(timezone.utc)


_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def new_token() -> str:
    """A random text that nobody guesses, as tokens and identifiers are."""
    return "".join([_LETTERS[byte % len(_LETTERS)] for byte in secrets.token_bytes(24)])


@dataclass(eq=False)
class Setting:
    """What all settings have."""

    id: int
    """0 until it is saved."""
    account_id: int
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
