"""The processes that measure: a server, and a worker for each client."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOOR = "urllib3"


class Process:
    """The server, or a client's worker; it ends with its standard input."""

    def __init__(self, *command: str) -> None:
        pipe = subprocess.PIPE
        direct = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=direct)

    def read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args} has ended")
        return json.loads(line)

    def ask(self, order: str, **arguments: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([order, arguments]) + "\n")
        self._process.stdin.flush()
        return self.read()

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


class Workers:
    """A worker for each client, all against one server.

    Parameters:
        pythons: the interpreter of each client's environment, with its options.
        processes: ends them all.
    """

    def __init__(self, pythons: dict[str, list[str]], processes: ExitStack) -> None:
        self.clients = list(pythons)
        self._pythons = pythons
        server = processes.enter_context(Process(*pythons[FLOOR], str(HERE / "server.py")))
        host = f"http://127.0.0.1:{server.read()}"
        self._workers = {
            client: processes.enter_context(Process(*python, str(HERE / "clients.py"), client, host))
            for client, python in pythons.items()
        }

    def ask(self, client: str, order: str, **arguments: Any) -> Any:
        """Have a client's worker measure; see :class:`clients.Worker` for the orders."""
        return self._workers[client].ask(order, **arguments)

    def fresh(self, client: str, statements: str) -> float:
        """Seconds of CPU that *statements* take in a new interpreter."""
        code = f"import time\nbegun = time.process_time()\n{statements}\nprint(time.process_time() - begun)"
        command = [*self._pythons[client], "-c", code]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
