"""What a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.models.base import Model, Timestamp, epoch, field, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.agents import Agent
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.inboxes import InboxSlim
    from chatwoot_client.models.messages import Message


class SearchResponse(Model):
    """A page of what a search found."""

    payload: SearchResults | None = nested("SearchResults")
    """What was found."""


class SearchResults(Model):
    """What a search found of each kind, 15 at most; a search for one kind sends that list only."""

    conversations: list[SearchConversation] | None = nested_list("SearchConversation")
    """Conversations whose number or contact has the words."""
    contacts: list[Contact] | None = nested_list("Contact")
    """Contacts that have the words."""
    messages: list[Message] | None = nested_list("Message")
    """Messages that have the words."""
    articles: list[SearchArticle] | None = nested_list("SearchArticle")
    """Articles of the help center that have the words."""


class SearchConversation(Model):
    """A conversation that a search found."""

    id: int | None = field()
    """Its number, which other operations call ``conversation_id``."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    created_at: Timestamp | None = epoch()
    """When it began."""
    message: Message | None = nested("Message")
    """A message of it."""
    contact: Contact | None = nested("Contact")
    """Whose conversation it is."""
    inbox: InboxSlim | None = nested("InboxSlim")
    """The inbox that it's in."""
    agent: Agent | None = nested("Agent")
    """The agent that it's assigned to."""


class SearchArticle(Model):
    """An article of the help center that a search found."""

    id: int | None = field()
    """Id of the article."""
    title: str | None = field()
    """Title of the article."""
    locale: str | None = field()
    """Language of the article, such as ``en``."""
    content: str | None = field()
    """The text, as Markdown."""
    slug: str | None = field()
    """What stands for it in addresses."""
    portal_slug: str | None = field()
    """What stands for its portal in addresses."""
    account_id: int | None = field()
    """Id of the account that it belongs to."""
    category_name: str | None = field()
    """Name of its category."""
    status: str | None = field()
    """Who sees it, one of :class:`ArticleStatus`."""
    updated_at: Timestamp | None = epoch()
    """When it was last changed."""
