"""How an operation may end other than well."""

from __future__ import annotations

from typing import Any


class RecordNotFound(LookupError):
    """There is no such record, or not for this contact."""


class RecordInvalid(ValueError):
    """A record can't be saved."""

    def __init__(self, *errors: tuple[str, str]) -> None:
        """Take the errors as pairs of an attribute and the sentence about it."""
        super().__init__(", ".join(sentence for _, sentence in errors))
        self.errors: tuple[tuple[str, str], ...] = errors
        self.message: str = str(self)
        self.attributes: list[str] = list(dict.fromkeys(attribute for attribute, _ in errors))


class ServerFault(Exception):
    """Chatwoot itself breaks on this: it answers 500."""


class Refused(Exception):
    """An operation ends with an error that isn't one of a record's own: its status and the JSON to show."""

    def __init__(self, status: int, body: Any) -> None:
        """Answer with `status` and `body`; None for no body."""
        super().__init__(status, body)
        self.status = status
        self.body = body
