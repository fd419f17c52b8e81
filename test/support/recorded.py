"""What a real Chatwoot 4.16.2 was recorded to do, for every operation, and which method of the client stands for it.

`recordings/operations.json.gz` is made by `recordings/trim_operations.py`; it has three parts:

- `described`: the operations of Chatwoot's description, with what matters of each;
- `exchanges`: a choice of requests with their answers;
- `left_out`: what was recorded besides and has no operation, with the reason.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from chatwoot_client import contract
from chatwoot_client.contract import Operation

Exchange = dict[str, Any]

_DATA: dict[str, Any] = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "recordings" / "operations.json.gz").read_bytes())
)
DESCRIBED: list[dict[str, Any]] = _DATA["described"]
EXCHANGES: list[Exchange] = _DATA["exchanges"]
LEFT_OUT: dict[str, str] = _DATA["left_out"]


def snake_case(operation_id: str) -> str:
    """The name of the method for an operation: ``contactCreate`` and ``create-a-contact`` in the way of Python."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation_id).replace("-", "_").lower()


def unnamed(template: str) -> str:
    """A path's template, whatever its placeholders are called."""
    return re.sub(r"{\w+}", "{}", template)


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(contract.operations())


@cache
def _by_route() -> dict[tuple[str, str], list[Operation]]:
    found: dict[tuple[str, str], list[Operation]] = {}
    for operation in operations():
        found.setdefault((operation.method, unnamed(operation.route.template)), []).append(operation)
    return found


def label(operation: Operation) -> str:
    return f"{operation.api.__name__}.{operation.name}"


def served_by(exchange: Exchange) -> Operation | None:
    """The operation that makes an exchange's request; the one of its name where several share a route."""
    method = exchange["method"]
    found = _by_route().get((method, unnamed(exchange["template"])), [])
    if not found:
        # The recorder didn't see a parameter in each part that is one to the client.
        found = [each for each in operations() if each.method == method and _fits(each, exchange["path"])]
        found.sort(key=lambda each: len(each.route.names))
    return next((each for each in found if each.name == snake_case(exchange["operation"] or "")), (found or [None])[0])


def _fits(operation: Operation, path: str) -> bool:
    pattern = "[^/]+".join(re.escape(text) for text in re.split(r"{\w+}", operation.route.template))
    return re.fullmatch(pattern, path) is not None
