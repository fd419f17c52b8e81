"""What a message of an e-mail inbox carries besides: who else gets it, and how it reads as a letter."""

from __future__ import annotations

import html
import re
from typing import Any

from chatwoot_client.sandbox.rails.casts import Params, is_blank
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.rails.ruby import to_s
from chatwoot_client.sandbox.records.conversations import OUTGOING, Message

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_RECEIVERS = ("cc_emails", "bcc_emails", "to_emails")


def email_attributes(message: Message, sent: Params) -> dict[str, Any]:
    """The attributes that an outgoing message of an e-mail inbox gets by itself.

    Raises:
        ServerFault: one of the receivers has no address, with the words for it.
    """
    if message.message_type != OUTGOING:
        return {}
    receivers = {name: _addresses(sent.get(name)) for name in _RECEIVERS}
    if not all(_ADDRESS.fullmatch(each) for addresses in receivers.values() for each in addresses):
        raise ServerFault("Invalid email address")
    if message.private or is_blank(message.content):
        return dict(receivers)
    paragraphs = re.split(r"\n\s*\n", (message.content or "").strip())
    letter = "".join(f"<p>{html.escape(each, quote=False)}</p>\n" for each in paragraphs)
    content = {
        "html_content": {"full": letter, "reply": letter},
        "text_content": {"full": message.content, "reply": message.content},
    }
    return {**receivers, "email": content}


def _addresses(sent: Any) -> list[str]:
    parts = sent if isinstance(sent, list) else to_s(sent).split(",")
    return [to_s(each).strip() for each in parts if to_s(each).strip()]
