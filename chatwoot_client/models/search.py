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


class SearchResults(Model):
    """What a search found of each kind; a search for one kind sends that list only."""

    conversations: list[SearchConversation] | None = nested_list("SearchConversation")
    contacts: list[Contact] | None = nested_list("Contact")
    messages: list[Message] | None = nested_list("Message")
    articles: list[SearchArticle] | None = nested_list("SearchArticle")


class SearchConversation(Model):
    """A conversation that a search found. ``id`` is its number in the account, ``agent`` who is assigned."""

    id: int | None = field()
    account_id: int | None = field()
    created_at: Timestamp | None = epoch()
    message: Message | None = nested("Message")
    contact: Contact | None = nested("Contact")
    inbox: InboxSlim | None = nested("InboxSlim")
    agent: Agent | None = nested("Agent")


class SearchArticle(Model):
    """An article of the help center that a search found."""

    id: int | None = field()
    title: str | None = field()
    locale: str | None = field()
    content: str | None = field()
    slug: str | None = field()
    portal_slug: str | None = field()
    account_id: int | None = field()
    category_name: str | None = field()
    status: str | None = field()
    updated_at: Timestamp | None = epoch()
