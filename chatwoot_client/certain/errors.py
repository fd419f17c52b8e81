"""What is raised where several calls together didn't come to what they were for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chatwoot_client.exceptions import ApiException

__all__ = ["ContactConflictException", "HandOverException", "NotKeptException"]


class ContactConflictException(ApiException):
    """What was given belongs to several contacts, or to one who is somebody else. None of them was changed.

    Attributes:
        contacts: the ids of the contacts that have it, by field: ``{"email": (7,), "phone_number": (9,)}``.
    """

    def __init__(self, reason: str | None = None, *, contacts: Mapping[str, Iterable[int]], hint: str) -> None:
        super().__init__(0, reason, hint=hint)
        self.contacts: dict[str, tuple[int, ...]] = {field: tuple(ids) for field, ids in contacts.items()}


class NotKeptException(ApiException):
    """Something was written several times, and each time it was gone again when it was looked at.

    Attributes:
        holds: what is there now: a list of labels, or a dict of attributes.
        missing: what isn't as it was to be: labels, or the keys of attributes.
    """

    holds: Any = None
    missing: tuple[str, ...] = ()


class HandOverException(ApiException):
    """A conversation wasn't handed over: one of the calls for it failed, as its ``__cause__`` tells in full.

    ``status``, ``reason`` and ``outcome`` are those of the call that failed.

    Attributes:
        done: the steps before it, which hold: of ``team``, ``note``, ``assignee`` and ``open``, in this order.
        failed: the step that failed.
    """

    done: tuple[str, ...] = ()
    failed: str = ""
