"""Searching an account (``SearchApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.search import SearchResponse
from chatwoot_client.pagination import page_by_page

if TYPE_CHECKING:
    from chatwoot_client.api.base import RequestOptions, Unpack
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.messages import Message
    from chatwoot_client.models.search import SearchArticle, SearchConversation

SEARCH = Route("/api/v1/accounts/{account_id}/search")
CONVERSATIONS = Route("/api/v1/accounts/{account_id}/search/conversations")
CONTACTS = Route("/api/v1/accounts/{account_id}/search/contacts")
MESSAGES = Route("/api/v1/accounts/{account_id}/search/messages")
ARTICLES = Route("/api/v1/accounts/{account_id}/search/articles")


class SearchApi(Api):
    """Searching an account, 15 results of a kind a page; agents find conversations and messages of their inboxes.

    Parameters:
        q: what to search for.
    """

    _auth = USER

    def search(
        self, account_id: int, q: str, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> SearchResponse:
        """Search conversations, contacts, messages and articles (``GET /search``)."""
        query = (("q", q), ("page", page))
        return self._call("GET", SEARCH, (account_id,), query=query, returns=SearchResponse, options=options)

    def search_conversations(
        self, account_id: int, q: str, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> SearchResponse:
        """Search conversations by number and contact (``GET /search/conversations``).

        What was said in them is searched by :meth:`search_messages`.
        """
        query = (("q", q), ("page", page))
        return self._call("GET", CONVERSATIONS, (account_id,), query=query, returns=SearchResponse, options=options)

    def iter_search_conversations(
        self, account_id: int, q: str, **options: Unpack[RequestOptions]
    ) -> Iterator[SearchConversation]:
        """Every conversation that :meth:`search_conversations` finds."""
        return page_by_page(self.search_conversations, "payload.conversations", account_id, q, **options)

    def search_contacts(
        self, account_id: int, q: str, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> SearchResponse:
        """Search contacts by name, e-mail, phone number and identifier (``GET /search/contacts``).

        Contacts that have a name only aren't found. They come with fewer fields than elsewhere.
        """
        query = (("q", q), ("page", page))
        return self._call("GET", CONTACTS, (account_id,), query=query, returns=SearchResponse, options=options)

    def iter_search_contacts(self, account_id: int, q: str, **options: Unpack[RequestOptions]) -> Iterator[Contact]:
        """Every contact that :meth:`search_contacts` finds."""
        return page_by_page(self.search_contacts, "payload.contacts", account_id, q, **options)

    def search_messages(
        self, account_id: int, q: str, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> SearchResponse:
        """Search the messages of the last three months (``GET /search/messages``)."""
        query = (("q", q), ("page", page))
        return self._call("GET", MESSAGES, (account_id,), query=query, returns=SearchResponse, options=options)

    def iter_search_messages(self, account_id: int, q: str, **options: Unpack[RequestOptions]) -> Iterator[Message]:
        """Every message that :meth:`search_messages` finds."""
        return page_by_page(self.search_messages, "payload.messages", account_id, q, **options)

    def search_articles(
        self, account_id: int, q: str, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> SearchResponse:
        """Search the articles of the help center (``GET /search/articles``). Since Chatwoot 4.8."""
        query = (("q", q), ("page", page))
        return self._call("GET", ARTICLES, (account_id,), query=query, returns=SearchResponse, options=options)

    def iter_search_articles(
        self, account_id: int, q: str, **options: Unpack[RequestOptions]
    ) -> Iterator[SearchArticle]:
        """Every article that :meth:`search_articles` finds."""
        return page_by_page(self.search_articles, "payload.articles", account_id, q, **options)
