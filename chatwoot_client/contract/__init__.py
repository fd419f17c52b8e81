"""What the client says of each operation, and how that differs from a description of the API.

As a program it reads a ``swagger.json`` of Chatwoot: ``python -m chatwoot_client.contract swagger.json``.
"""

from __future__ import annotations

from chatwoot_client.contract.differences import Difference, Unreadable, differences, known_differences
from chatwoot_client.contract.operations import Operation, operations, operations_of

__all__ = ["Difference", "Operation", "Unreadable", "differences", "known_differences", "operations", "operations_of"]
