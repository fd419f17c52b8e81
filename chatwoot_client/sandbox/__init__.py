"""An offline Chatwoot that speaks real HTTP on a loopback port, for tests and for trying things out.

    from chatwoot_client.sandbox import Sandbox

    with Sandbox() as server:
        print(server.url, server.inbox.identifier)

It needs werkzeug: `pip install 'chatwoot-python-client[sandbox]'`. It imports nothing of the client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatwoot_client.sandbox.exchange import Request
    from chatwoot_client.sandbox.records import (
        AgentBot,
        Attachment,
        Contact,
        Conversation,
        Inbox,
        Message,
        RecordInvalid,
        User,
        WorkingHours,
    )
    from chatwoot_client.sandbox.server import File, Sandbox, Snapshot

__all__ = [
    "AgentBot",
    "Attachment",
    "Contact",
    "Conversation",
    "File",
    "Inbox",
    "Message",
    "RecordInvalid",
    "Request",
    "Sandbox",
    "Snapshot",
    "User",
    "WorkingHours",
]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that the pytest plugin costs nothing and needs no werkzeug where nobody uses its fixture.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from chatwoot_client.sandbox import exchange, records, server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "werkzeug":
            raise
        raise ImportError("The sandbox needs werkzeug: pip install 'chatwoot-python-client[sandbox]'") from error
    return next(getattr(module, name) for module in (server, records, exchange) if hasattr(module, name))
