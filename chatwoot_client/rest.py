"""The import path of :class:`ApiException` and :class:`RESTResponse` that scripts know."""

from __future__ import annotations

from chatwoot_client.calls.answer import RESTResponse
from chatwoot_client.exceptions import ApiException

__all__ = ["ApiException", "RESTResponse"]
