"""The search of an account: contacts by who they are, conversations by whose they are, messages by their words."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank, text
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import found
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.help_center import Article
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.views.fields import Json, epoch, fields

RESULTS_PER_PAGE = 15


class SearchOperations(ApplicationOperation):
    """The operation that searches all kinds of records, or one."""

    path: ClassVar[str] = ACCOUNT + "/search"

    @serves("GET", "", "/<kind>")
    def index(self) -> Answer:
        if is_blank(self._params.get("q")):
            raise ServerFault("nothing to search for")
        searches = {
            "conversations": self._found_conversations,
            "contacts": self._found_contacts,
            "messages": self._found_messages,
            "articles": self._found_articles,
        }
        kinds = [self._values["kind"]] if "kind" in self._values else searches
        return shown({"payload": {kind: found(searches, kind)() for kind in kinds}})

    def _fits(self, *values: object) -> bool:
        wanted = (text(self._params, "q") or "").strip().lower()
        return any(wanted in str(value or "").lower() for value in values)

    def _fits_contact(self, contact: Contact) -> bool:
        return self._fits(contact.name, contact.email, contact.phone_number, contact.identifier)

    def _found_conversations(self) -> list[Json]:
        fitting = [each for each in self._conversations() if self._fits(each.id) or self._fits_contact(each.contact)]
        return [
            {
                "id": each.id,
                "account_id": self._account.id,
                "created_at": epoch(each.created_at),
                "message": self._views.message(each.messages[0]) if each.messages else None,
                "contact": fields(each.contact, "email id name phone_number identifier"),
                "inbox": fields(each.inbox, "id channel_type name"),
                "agent": fields(each.assignee, "id available_name email name")
                if isinstance(each.assignee, User)
                else {},
            }
            for each in self._paged(fitting[::-1], RESULTS_PER_PAGE)
        ]

    def _found_contacts(self) -> list[Json]:
        fitting = [each for each in self._account.reachable_contacts() if self._fits_contact(each)]
        fitting.sort(key=lambda each: epoch(each.last_activity_at), reverse=True)
        page = self._paged(fitting, RESULTS_PER_PAGE)
        return [fields(each, "email id name phone_number identifier") for each in page]

    def _found_messages(self) -> list[Json]:
        messages = [message for each in self._conversations() for message in each.messages]
        fitting = [message for message in messages if self._fits(message.content)]
        fitting.sort(key=lambda message: -message.id)
        return [self._views.message(message) for message in self._paged(fitting, RESULTS_PER_PAGE)]

    def _found_articles(self) -> list[Json]:
        articles = self._account.all(Article).values()
        fitting = [each for each in articles if self._fits(each.title, each.content, each.description)]
        fitting.sort(key=lambda each: each.updated_at, reverse=True)
        return [
            {
                **fields(each, "id title locale content slug"),
                "portal_slug": each.portal.slug if each.portal else None,
                "account_id": each.account_id,
                "category_name": each.category.name if each.category else None,
                "status": each.status,
                "updated_at": epoch(each.updated_at),
            }
            for each in self._paged(fitting, RESULTS_PER_PAGE)
        ]
