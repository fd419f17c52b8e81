"""Every API class by its name, each loaded when it's first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.api.public_contacts import ContactsAPIApi as ContactsAPIApi
    from chatwoot_client.api.public_conversations import ConversationsAPIApi as ConversationsAPIApi
    from chatwoot_client.api.public_inboxes import InboxAPIApi as InboxAPIApi
    from chatwoot_client.api.public_messages import MessagesAPIApi as MessagesAPIApi
    from chatwoot_client.api.survey_page import CSATSurveyPageApi as CSATSurveyPageApi
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__, __all__ = lazily(
        __name__,
        public_contacts="ContactsAPIApi",
        public_conversations="ConversationsAPIApi",
        public_inboxes="InboxAPIApi",
        public_messages="MessagesAPIApi",
        survey_page="CSATSurveyPageApi",
    )
