"""Forked workers that share a rate limit; as a program, a parent that has called before it forks them."""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chatwoot_client
from chatwoot_client import RateLimit, SharedCount


class CountInFile:
    """The moments of all requests of all processes of a machine, in a file. One that isn't there is away."""

    def __init__(self, path: str) -> None:
        self.path = path

    def take(self, name: str, limit: int, period: float) -> float:
        with open(self.path, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            moment = time.monotonic()
            latest = [float(line) for line in file][-limit:]
            if len(latest) == limit and latest[0] + period > moment:
                return latest[0] + period - moment + 0.001
            file.write(f"{moment}\n")
            return 0.0

    def moments(self) -> list[float]:
        with open(self.path, encoding="utf-8") as file:
            return [float(line) for line in file]


def count_of(place: str) -> SharedCount:
    if "://" not in place:
        return CountInFile(place)
    from chatwoot_client.shared_limits import StoredCount

    return StoredCount(place)


class Workers:
    """A parent and its *workers*, each of which makes so many *calls*; the parent makes one before."""

    def __init__(self, server: str, place: str, *, limit: int, period: float, workers: int, calls: int) -> None:
        settings = {"limit": limit, "period": period, "workers": workers, "calls": calls}
        self._process = subprocess.Popen(
            [sys.executable, __file__, server, place, json.dumps(settings)],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(chatwoot_client.__file__).parents[1])},
        )

    def log(self) -> str:
        """What they wrote, when all have made their calls."""
        _, written = self._process.communicate(timeout=60)
        assert self._process.returncode == 0, written
        return written

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextlib.contextmanager
def started(server: str, place: str, **settings: float) -> Iterator[Workers]:
    workers = Workers(server, place, **settings)  # type: ignore[arg-type]
    try:
        yield workers
    finally:
        workers.stop()


def run(server: str, place: str, settings: dict[str, float]) -> int:
    logging.basicConfig(format="%(levelname)s %(process)d %(message)s", level=logging.INFO)
    limit = RateLimit(int(settings["limit"]), settings["period"], shared=count_of(place), name="workers", alone=2)
    configuration = chatwoot_client.Configuration(host=server, rate_limit=limit, deadline=50, retries=0)
    api = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))
    api.get_details_of_a_inbox("parent")
    children = []
    for worker in range(int(settings["workers"])):
        child = os.fork()
        if not child:
            status = 1
            with contextlib.suppress(BaseException):
                for call in range(int(settings["calls"])):
                    api.get_details_of_a_inbox(f"{worker}-{call}")
                status = 0
            os._exit(status)
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))
