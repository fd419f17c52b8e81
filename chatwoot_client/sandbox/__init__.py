"""An offline Chatwoot that speaks real HTTP on a loopback port, for tests and for trying things out.

    from chatwoot_client.sandbox import Sandbox

    with Sandbox() as server:
        print(server.url, server.inbox.identifier)

It needs werkzeug: `pip install 'chatwoot-python-client[sandbox]'`. It imports nothing of the client.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatwoot_client.sandbox.desk import File
    from chatwoot_client.sandbox.http.exchange import Request
    from chatwoot_client.sandbox.rails.errors import RecordInvalid
    from chatwoot_client.sandbox.records.contacts import Contact
    from chatwoot_client.sandbox.records.conversations import Conversation, Message
    from chatwoot_client.sandbox.records.files import Attachment
    from chatwoot_client.sandbox.records.inboxes import Inbox, WorkingHours
    from chatwoot_client.sandbox.records.people import AgentBot, User
    from chatwoot_client.sandbox.samples import signed
    from chatwoot_client.sandbox.server import Sandbox, Snapshot

_HOMES = {
    "AgentBot": "records.people",
    "Attachment": "records.files",
    "Contact": "records.contacts",
    "Conversation": "records.conversations",
    "File": "desk",
    "Inbox": "records.inboxes",
    "Message": "records.conversations",
    "RecordInvalid": "rails.errors",
    "Request": "http.exchange",
    "Sandbox": "server",
    "Snapshot": "server",
    "User": "records.people",
    "WorkingHours": "records.inboxes",
    "signed": "samples",
}
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
    "signed",
]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that the pytest plugin costs nothing and needs no werkzeug where nobody uses its fixture.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        home = importlib.import_module(f"{__name__}.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "werkzeug":
            raise
        raise ImportError("The sandbox needs werkzeug: pip install 'chatwoot-python-client[sandbox]'") from error
    return getattr(home, name)
