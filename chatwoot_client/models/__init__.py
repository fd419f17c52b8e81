"""Every model and enumeration by its name, each loaded when it's first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.models.enums import AttachmentFileType as AttachmentFileType
    from chatwoot_client.models.enums import ConversationStatus as ConversationStatus
    from chatwoot_client.models.enums import MessageContentType as MessageContentType
    from chatwoot_client.models.enums import MessageType as MessageType
    from chatwoot_client.models.enums import SenderType as SenderType
    from chatwoot_client.models.public_contacts import PublicContact as PublicContact
    from chatwoot_client.models.public_contacts import (
        PublicContactCreateUpdatePayload as PublicContactCreateUpdatePayload,
    )
    from chatwoot_client.models.public_contacts import PublicContactRecord as PublicContactRecord
    from chatwoot_client.models.public_conversations import PublicConversation as PublicConversation
    from chatwoot_client.models.public_conversations import (
        PublicConversationCreatePayload as PublicConversationCreatePayload,
    )
    from chatwoot_client.models.public_inboxes import PublicInbox as PublicInbox
    from chatwoot_client.models.public_inboxes import PublicInboxWorkingHours as PublicInboxWorkingHours
    from chatwoot_client.models.public_messages import PublicMessage as PublicMessage
    from chatwoot_client.models.public_messages import PublicMessageAttachment as PublicMessageAttachment
    from chatwoot_client.models.public_messages import PublicMessageCreatePayload as PublicMessageCreatePayload
    from chatwoot_client.models.public_messages import PublicMessageSender as PublicMessageSender
    from chatwoot_client.models.public_messages import PublicMessageUpdatePayload as PublicMessageUpdatePayload
    from chatwoot_client.models.public_messages import SubmittedValue as SubmittedValue
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__, __all__ = lazily(
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
