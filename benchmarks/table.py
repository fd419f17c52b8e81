"""The figures as text: lines for the terminal, a table for the README."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from figures import FIGURES, Figure

_BEGIN, _END = "<!-- benchmark -->", "<!-- /benchmark -->"
HEADINGS = {"urllib3": "bare urllib3", "this": "this package", "limit": "the limit"}


def line(figure: Figure, results: dict[str, Any]) -> str:
    """A figure with all clients, aligned."""
    parts = [f"{figure.name:17}{amount(figure, results['urllib3']['value']):>12}"]
    for client, result in results.items():
        if client != "urllib3":
            low, high = result["quartiles"]
            parts.append(f"  {client} {ratio(result['ratio'])} [{ratio(low)} {ratio(high)}]")
    kept = "ok" if figure.holds(results["this"]["ratio"]) else "OVER" if not figure.more_is_better else "UNDER"
    return "".join(parts) + f"  bar {bar(figure)} {kept}"


def holdings(by_client: dict[str, dict[str, float]]) -> str:
    """Threads and descriptors of one more client."""
    return "one more client holds: " + "; ".join(
        f"{client} {held['threads']:g} threads, {held['descriptors']:g} descriptors"
        for client, held in by_client.items()
    )


def ratio(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def bar(figure: Figure) -> str:
    return f"{'≥' if figure.more_is_better else '≤'} {figure.bar:.2f}"


def amount(figure: Figure, value: float) -> str:
    return f"{value:,.0f} {figure.unit}" if value >= 100 else f"{value:.3g} {figure.unit}"


def markdown(record: dict[str, Any]) -> str:
    """The table of the README."""
    clients = list(record["holdings"])
    rows = [["", *(HEADINGS.get(client, client) for client in clients), "bar"]]
    rows.append(["---", *("---:" for _ in clients), "---:"])
    for figure in FIGURES:
        results = record["figures"][figure.name]
        cells = [f"1.00 ({amount(figure, results['urllib3']['value'])})"]
        cells += [ratio(results[client]["ratio"]) for client in clients if client != "urllib3"]
        rows.append([figure.label, *cells, bar(figure)])
    for kind in ("threads", "descriptors"):
        counts = [f"{record['holdings'][client][kind]:g}" for client in clients]
        rows.append([f"{kind} of one more client", *counts, "0"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(readme: Path, record: dict[str, Any]) -> None:
    """Put the table between the marks that *readme* has for it."""
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise SystemExit(f"{readme} has no place for the table: {_BEGIN} … {_END}")
    readme.write_text(f"{before}{begin}\n{markdown(record)}\n{end}{after}", encoding="utf-8")
