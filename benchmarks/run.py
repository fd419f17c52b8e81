"""Measure what a call costs with this package and with others, beside bare urllib3: ``python benchmarks/run.py``."""

from __future__ import annotations

import argparse
import json
import platform
from contextlib import ExitStack
from typing import Any

import chart
import environments
import rounds
import table
from figures import FIGURES, Figure
from workers import FLOOR, HERE, Workers


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
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--quick", action="store_true", help="9 rounds, this package, the floor and the limit only")
    parser.add_argument("--profile", metavar="CALL", help="show where the time of a call goes, such as 'list 20'")
    options = parser.parse_args()
    clients = [FLOOR, "this", "limit"] if options.quick else list(environments.REQUIREMENTS)
    count = 9 if options.quick else options.rounds
    figures = chosen(options.figures)
    results: dict[str, Any] = {}
    with ExitStack() as processes:
        workers = Workers({client: [environments.python_of(client), "-I"] for client in clients}, processes)
        if options.profile:
            print(workers.ask("this", "profile", call=options.profile, calls=200))
            return
        for figure in figures:
            results[figure.name] = rounds.measure(workers, figure, max(1, round(count * figure.share)))
            print(table.line(figure, results[figure.name]), flush=True)
        holdings = {client: workers.ask(client, "holdings", clients=20) for client in clients}
    print(table.holdings(holdings))
    if figures == list(FIGURES) and not options.quick:
        publish(results, holdings, count)


def publish(results: dict[str, Any], holdings: dict[str, Any], count: int) -> None:
    """Write what a whole run gave: the numbers, the chart, and the table where the README has a place for it."""
    record = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "rounds": count,
        "versions": {client: environments.versions_of(client) for client in environments.REQUIREMENTS},
        "figures": results,
        "holdings": holdings,
    }
    (HERE / "results.json").write_text(json.dumps(record, indent=2) + "\n")
    chart.write(environments.ROOT / "docs" / "benchmark.svg", record)
    table.write(environments.ROOT / "README.md", record)


if __name__ == "__main__":
    main()
