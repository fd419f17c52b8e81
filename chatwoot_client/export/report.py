"""What came of an export, and what of the account isn't in it."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Report"]


class Report(NamedTuple):
    """What came of an export; it's in ``report.json``, too, and the same for the same account.

    Attributes:
        account_id: whose records they are.
        counts: how many there are of each kind.
        files: names of the files that were written.
        gone: numbers of conversations that were deleted, or moved out of the user's sight, while they were read.
        unread: numbers of conversations that the server failed to tell, with what it said.
        missing_files: ids of attachments whose file couldn't be fetched, with what was said.
        unseen_contacts: how many contacts the server counts that it listed on no page.
    """

    account_id: int
    counts: dict[str, int]
    files: tuple[str, ...]
    gone: tuple[int, ...]
    unread: dict[int, str]
    missing_files: dict[int, str]
    unseen_contacts: int

    @property
    def is_complete(self) -> bool:
        """Whether all is there that was there to be read."""
        return not (self.gone or self.unread or self.missing_files or self.unseen_contacts)

    def to_dict(self) -> dict[str, Any]:
        return {"form": 1, **self._asdict()}
