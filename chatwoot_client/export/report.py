"""What came of an export, and what of the account isn't in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["REPORT", "Report", "is_of"]

#: Its name in the folder.
REPORT = "report.json"


class Report(NamedTuple):
    """What came of an export; it's in ``report.json``, too, and the same for the same account.

    Attributes:
        host: where the server is.
        account_id: whose records they are.
        counts: how many there are of each kind.
        files: names of the files that were written.
        gone: numbers of conversations that were deleted, or moved out of the user's sight, while they were read.
        unread: numbers of conversations that the server failed to tell, with what it said.
        missing_files: ids of attachments whose file couldn't be fetched, with what was said.
        unseen_contacts: how many contacts the server counts that it listed on no page.
    """

    host: str
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


def is_of(folder: Path, host: str, account_id: int) -> bool:
    """Whether a folder has the export of this account, of an earlier run."""
    try:
        told = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        return bool(told["host"] == host and told["account_id"] == account_id)
    except (OSError, ValueError, KeyError, TypeError):
        return False
