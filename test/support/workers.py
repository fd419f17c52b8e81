"""A queue's workers, in processes that a test kills."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from guides import CLONE


class Workers:
    """The worker of an engine, with all processes that it starts; a *folder* has its program and gets its log."""

    def __init__(self, folder: Path, command: Iterable[str]) -> None:
        self._folder = folder
        self._started_by = [sys.executable, *command]
        self._worker: subprocess.Popen[bytes] | None = None

    def work(self) -> None:
        with open(self._folder / "worker.log", "ab") as log:
            self._worker = subprocess.Popen(
                self._started_by,
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": f"{self._folder}:{CLONE}"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """The worker with all its processes, as when a machine's power goes."""
        if self._worker is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._worker.pid, signal.SIGKILL)
            self._worker.wait()
            self._worker = None
