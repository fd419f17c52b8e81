"""The files that come out: each appears whole, in the order of ids, and the same for the same records."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from chatwoot_client.export.rows import TABLES, row_of
from chatwoot_client.export.state import State

__all__ = ["whole_file", "write_all"]


def write_all(state: State, folder: Path, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Write a file of each kind in each format; their names."""
    names = []
    for kind in TABLES:
        for form in formats:
            names.append(f"{kind}.{form}")
            with whole_file(folder / names[-1]) as file:
                _WRITERS[form](state, kind, file)
    return tuple(names)


def _write_lines(state: State, kind: str, file: IO[str]) -> None:
    file.writelines(f"{text}\n" for _, text in state.records(kind))


def _write_table(state: State, kind: str, file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in TABLES[kind])
    writer.writerows(row_of(kind, json.loads(text)) for _, text in state.records(kind))


_WRITERS = {"jsonl": _write_lines, "csv": _write_table}


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file in UTF-8 that takes the place of *path* once it was written to its end."""
    temporary = path.with_name(f".{path.name}.part")
    descriptor = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="") as file:
        yield file
        file.flush()
        os.fsync(descriptor)
    os.replace(temporary, path)
