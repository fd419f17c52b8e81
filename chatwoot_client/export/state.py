"""What a run has fetched so far, in one file: a step of it is there whole or not at all, whenever the run is killed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from chatwoot_client.checks import is_whole_number

__all__ = ["STATE", "State", "is_id"]

#: Its name in the folder.
STATE = ".chatwoot-export.state"
#: Changes whenever an older state can't be gone on with.
_FORM = 1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS records (kind TEXT, id INTEGER, text TEXT NOT NULL, PRIMARY KEY (kind, id))",
)


def is_id(value: Any) -> bool:
    """Whether a server's *value* can be the id of a record."""
    return is_whole_number(value) and 0 < value < 2**63


class State:
    """The records that were fetched, by kind and id, and how far the run has come.

    It's on disk, so that an account of any size takes no more memory than a small one, and comes out in the order of
    ids whatever the order was in which it came in.

    Parameters:
        folder: where the file is.
        about: what is exported; a state of something else isn't gone on with.

    Raises:
        ValueError: another run is at work there, or was for something else.
        OSError: the file can't be read or written.
    """

    def __init__(self, folder: Path, about: dict[str, Any]) -> None:
        self._path = folder / STATE
        with self.told():
            # Whoever may read it may read everything that's in it.
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            try:
                self._open({"form": _FORM, **about})
            except BaseException:
                self._db.close()
                raise

    def _open(self, about: dict[str, Any]) -> None:
        # The lock is held until this process ends, in whatever way it does.
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        with self.step():
            for table in _TABLES:
                self._db.execute(table)
            if self.get("about") is None:
                self.set("about", about)
        if self.get("about") != about:
            raise ValueError(
                f"folder has a run that isn't finished, of something else ({self.get('about')}): name another folder, "
                f"or remove {self._path} to begin anew"
            )

    @contextmanager
    def step(self) -> Iterator[None]:
        """Keep all that's done inside at once, or nothing of it where something is raised."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk has rolled it back by itself.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say of what SQLite raises what it means here.

        Raises:
            ValueError: another run is at work there.
            OSError: the file can't be read or written.
        """
        said = None
        try:
            yield
        except sqlite3.Error as error:
            said = str(error)
        if said is None:
            return
        if "locked" in said:
            raise ValueError("folder is in use: another run is at work there")
        advice = "make room, and run it again to go on" if "full" in said else "remove it to begin anew"
        raise OSError(f"{self._path} can't be used: {said}; {advice}")

    def get(self, key: str, default: Any = None) -> Any:
        row = self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any) -> None:
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, json.dumps(value)))

    def put(self, kind: str, records: Iterable[tuple[int, str]], *, anew: bool = True) -> None:
        """Keep records as text; one that's there is replaced, or left as it is where it isn't to be put *anew*."""
        how = "REPLACE" if anew else "IGNORE"
        rows = ((kind, id, text) for id, text in records)
        self._db.executemany(f"INSERT OR {how} INTO records VALUES (?, ?, ?)", rows)

    def drop(self, kind: str, id: int) -> None:
        self._db.execute("DELETE FROM records WHERE kind = ? AND id = ?", (kind, id))

    def count(self, kind: str) -> int:
        found: tuple[int] = self._db.execute("SELECT COUNT(*) FROM records WHERE kind = ?", (kind,)).fetchone()
        return found[0]

    def records(self, kind: str) -> Iterator[tuple[int, str]]:
        """All of a kind, in the order of their ids; they may be changed meanwhile."""
        last = -(2**63)
        query = "SELECT id, text FROM records WHERE kind = ? AND id > ? ORDER BY id LIMIT 100"
        while rows := self._db.execute(query, (kind, last)).fetchall():
            yield from rows
            last = rows[-1][0]

    def close(self) -> None:
        self._db.close()

    def finish(self) -> None:
        """Remove it: all that's in it is where it belongs."""
        self.close()
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(f"{self._path}{ending}")
