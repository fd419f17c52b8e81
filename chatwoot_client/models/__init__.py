"""Every model and enumeration by its name, each loaded when it's first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.models.enums import *
    from chatwoot_client.models.public_contacts import *
    from chatwoot_client.models.public_conversations import *
    from chatwoot_client.models.public_inboxes import *
    from chatwoot_client.models.public_messages import *
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        enums="AttachmentFileType ConversationStatus MessageContentType MessageType SenderType",
        public_contacts="PublicContact PublicContactCreateUpdatePayload PublicContactRecord",
        public_conversations="PublicConversation PublicConversationCreatePayload",
        public_inboxes="PublicInbox PublicInboxWorkingHours",
        public_messages=(
            "PublicMessage PublicMessageAttachment PublicMessageCreatePayload PublicMessageSender "
            "PublicMessageUpdatePayload SubmittedValue"
        ),
    )
