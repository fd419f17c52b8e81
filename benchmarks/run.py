"""Measure what a call costs with this package and with others, beside bare urllib3: ``python benchmarks/run.py``."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import chart
import environments
import table
from figures import FIGURES, Figure

HERE = Path(__file__).resolve().parent
FLOOR = "urllib3"


class Process:
    """The server, or a client's worker; it ends with its standard input."""

    def __init__(self, python: str, *arguments: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([python, "-I", *arguments], stdin=pipe, stdout=pipe, text=True)

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
    """A worker for each client, all against one server."""

    def __init__(self, clients: list[str], processes: ExitStack) -> None:
        self._pythons = {client: environments.python_of(client) for client in clients}
        server = processes.enter_context(Process(self._pythons[FLOOR], str(HERE / "server.py")))
        host = f"http://127.0.0.1:{server.read()}"
        self._workers = {
            client: processes.enter_context(Process(python, str(HERE / "clients.py"), client, host))
            for client, python in self._pythons.items()
        }

    def ask(self, client: str, order: str, **arguments: Any) -> Any:
        return self._workers[client].ask(order, **arguments)

    def fresh(self, client: str, statements: str) -> float:
        code = f"import time\nbegun = time.process_time()\n{statements}\nprint(time.process_time() - begun)"
        command = [self._pythons[client], "-Ic", code]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(figure: Figure, workers: Workers, clients: list[str], rounds: int) -> dict[str, Any]:
    """By client, the median, and the median and quartiles of the ratio to the floor in the same round."""
    values: dict[str, list[float]] = {client: [] for client in clients}
    for number in range(rounds):
        begin = number % len(clients)
        for client in clients[begin:] + clients[:begin]:
            values[client].append(figure.measure(workers, client))
    results = {}
    for client in clients:
        ratios = [value / floor for value, floor in zip(values[client], values[FLOOR])]
        low, middle, high = quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
        results[client] = {"value": median(values[client]), "ratio": middle, "quartiles": [low, high]}
    return results


def chosen(names: str | None) -> list[Figure]:
    if names is None:
        return list(FIGURES)
    known = {figure.name: figure for figure in FIGURES}
    unknown = set(names.split(",")) - set(known)
    if unknown:
        raise SystemExit(f"there is no figure {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in names.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", help=f"some of {','.join(figure.name for figure in FIGURES)}; default: all")
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--quick", action="store_true", help="9 rounds, this package and the floor only")
    options = parser.parse_args()
    clients = [FLOOR, "this"] if options.quick else list(environments.REQUIREMENTS)
    rounds = 9 if options.quick else options.rounds
    figures = chosen(options.figures)
    results: dict[str, Any] = {}
    with ExitStack() as processes:
        workers = Workers(clients, processes)
        for figure in figures:
            results[figure.name] = measure(figure, workers, clients, max(1, round(rounds * figure.share)))
            print(table.line(figure, results[figure.name]), flush=True)
        holdings = {client: workers.ask(client, "holdings", clients=20) for client in clients}
    print(table.holdings(holdings))
    if figures == list(FIGURES) and not options.quick:
        publish(results, holdings, rounds)


def publish(results: dict[str, Any], holdings: dict[str, Any], rounds: int) -> None:
    """Write what a whole run gave: the numbers, the chart, and the table where the README has a place for it."""
    record = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "rounds": rounds,
        "versions": {client: environments.versions_of(client) for client in environments.REQUIREMENTS},
        "figures": results,
        "holdings": holdings,
    }
    (HERE / "results.json").write_text(json.dumps(record, indent=2) + "\n")
    chart.write(environments.ROOT / "docs" / "benchmark.svg", record)
    table.write(environments.ROOT / "README.md", record)


if __name__ == "__main__":
    main()
