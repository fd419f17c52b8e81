"""The search of an account: contacts by who they are, conversations by whose they are, messages by their words."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.filters.sql import has_words
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import is_blank, text
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.rails.ruby import strip
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import Conversation
from chatwoot_client.sandbox.records.help_center import Article
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.release import NOTHING_IS_SOUGHT_NO_MORE
from chatwoot_client.sandbox.views.fields import Json, epoch, fields

RESULTS_PER_PAGE = 15


class SearchOperations(ApplicationOperation):
    """The operations that search all kinds of records, or one."""

    path: ClassVar[str] = ACCOUNT + "/search"

    @serves("GET", "")
    def index(self) -> Answer:
        return self._shown(
            conversations=self._found_conversations(),
            contacts=self._found_contacts(),
            messages=self._found_messages(),
            articles=self._found_articles(),
        )

    @serves("GET", "/conversations")
    def conversations(self) -> Answer:
        return self._shown(conversations=self._found_conversations(alone=True))

    @serves("GET", "/contacts")
    def contacts(self) -> Answer:
        return self._shown(contacts=self._found_contacts())

    @serves("GET", "/messages")
    def messages(self) -> Answer:
        return self._shown(messages=self._found_messages())

    @serves("GET", "/articles")
    def articles(self) -> Answer:
        return self._shown(articles=self._found_articles())

    def _shown(self, **found: list[Json]) -> Answer:
        return shown({"payload": found})

    def _check(self) -> None:
        if is_blank(self._params.get("q")) and self._installation.store.plays(NOTHING_IS_SOUGHT_NO_MORE):
            raise ServerFault("nothing to search for")

    def _fits(self, *values: object) -> bool:
        wanted = strip(text(self._params, "q") or "")
        return any(has_words(value, wanted) for value in values)

    def _fits_contact(self, contact: Contact) -> bool:
        return self._fits(contact.name, contact.email, contact.phone_number, contact.identifier)

    def _found_conversations(self, alone: bool = False) -> list[Json]:
        self._check()
        fitting = [each for each in self._conversations() if self._fits(each.id) or self._fits_contact(each.contact)]
        fitting.sort(key=lambda each: each.created_at, reverse=True)
        return [self._conversation_found(each, alone) for each in self._paged(fitting, RESULTS_PER_PAGE)]

    def _conversation_found(self, record: Conversation, alone: bool) -> Json:
        shown: Json = {
            "id": record.id,
            "account_id": self._account.id,
            "created_at": epoch(record.created_at),
            "message": self._views.message(record.messages[0]) if record.messages else None,
            "contact": self._contact_found(record.contact),
            "inbox": fields(record.inbox, "id channel_type name"),
        }
        if isinstance(record.assignee, User):
            role = (
                self._account.members[record.assignee.id].role if record.assignee.id in self._account.members else None
            )
            shown["agent"] = {**fields(record.assignee, "id available_name email name"), "role": role}
        return {**shown, "additional_attributes": record.additional_attributes} if alone else shown

    def _contact_found(self, record: Contact) -> Json:
        return {
            **fields(record, "email id name phone_number identifier additional_attributes"),
            "last_activity_at": epoch(record.last_activity_at) if record.last_activity_at else None,
        }

    def _found_contacts(self) -> list[Json]:
        self._check()
        fitting = [each for each in self._account.reachable_contacts() if self._fits_contact(each)]
        there = [each for each in fitting if each.last_activity_at is not None]
        absent = [each for each in fitting if each.last_activity_at is None]
        there.sort(key=lambda each: each.last_activity_at or each.created_at, reverse=True)
        return [self._contact_found(each) for each in self._paged(there + absent, RESULTS_PER_PAGE)]

    def _found_messages(self) -> list[Json]:
        self._check()
        messages = [message for each in self._conversations() for message in each.messages]
        fitting = [message for message in messages if self._fits(message.content)]
        fitting.sort(key=lambda message: -message.id)
        return [self._views.message(message) for message in self._paged(fitting, RESULTS_PER_PAGE)]

    def _found_articles(self) -> list[Json]:
        self._check()
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
