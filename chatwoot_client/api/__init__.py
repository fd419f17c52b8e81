"""Every API class by its name, each loaded when it's first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.api.public_contacts import *
    from chatwoot_client.api.public_conversations import *
    from chatwoot_client.api.public_inboxes import *
    from chatwoot_client.api.public_messages import *
    from chatwoot_client.api.survey_page import *
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        public_contacts="ContactsAPIApi",
        public_conversations="ConversationsAPIApi",
        public_inboxes="InboxAPIApi",
        public_messages="MessagesAPIApi",
        survey_page="CSATSurveyPageApi",
    )
