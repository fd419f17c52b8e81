"""How the clients take turns, and what their figures come to."""

from __future__ import annotations

from statistics import median, quantiles
from typing import Any

from figures import Figure
from workers import FLOOR, Workers


def measure(workers: Workers, figure: Figure, rounds: int) -> dict[str, Any]:
    """By client, the median, and the median and quartiles of the ratio to the floor in the same round."""
    clients = workers.clients
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
