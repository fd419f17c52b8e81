"""The table by which the sandbox's window writes calls of the client. Run as a program, it writes that table anew."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from chatwoot_client import contract
from chatwoot_client.sandbox.window import operations


def required(operation: contract.Operation) -> set[str]:
    """The parameters that a method can't be called without."""
    parameters = inspect.signature(getattr(operation.api, operation.name)).parameters.values()
    return {each.name for each in parameters if each.default is each.empty}


def rows() -> list[list[Any]]:
    """A row for each operation, in the order of the fields that the window reads."""
    return [
        [
            each.method,
            each.route.template,
            each.api.__name__,
            each.name,
            list(each.path),
            [parameter for name, parameter in zip(each.route.names, each.path) if name in each.route.texts],
            each.query,
            [name for name, parameter in each.query.items() if parameter in required(each)],
            each.takes_body,
        ]
        for each in contract.operations()
    ]


def written() -> str:
    """The table as it lies beside the window: a line a row, so that a change shows which."""
    return "[\n" + ",\n".join(json.dumps(row) for row in rows()) + "\n]\n"


if __name__ == "__main__":
    Path(operations.__file__).with_name("operations.json").write_text(written(), encoding="utf-8")
