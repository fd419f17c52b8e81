"""An account's conversations (``ConversationsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from chatwoot_client.api.base import USER, USER_OR_BOT, Api
from chatwoot_client.api.filtering import asking, what_is_lacking
from chatwoot_client.calls.query import OneOf, Several
from chatwoot_client.calls.route import Route
from chatwoot_client.models.agents import Agent
from chatwoot_client.models.attachments import ConversationAttachmentList
from chatwoot_client.models.conversations import (
    Conversation,
    ConversationCreatePayload,
    ConversationCustomAttributes,
    ConversationDraft,
    ConversationDraftPayload,
    ConversationInboxAssistant,
    ConversationLabels,
    ConversationLabelsPayload,
    ConversationList,
    ConversationListData,
    ConversationListMeta,
    ConversationParticipantsPayload,
    ConversationSearchList,
    ConversationStatusToggle,
    ConversationTogglePriorityPayload,
    ConversationToggleStatusPayload,
    ConversationToggleTypingStatusPayload,
    ConversationTranscriptPayload,
    ConversationUnreadCountsResponse,
    ConversationUpdatePayload,
)
from chatwoot_client.models.enums import ConversationStatus
from chatwoot_client.models.filters import FilterPayload
from chatwoot_client.models.reporting_events import ReportingEvent
from chatwoot_client.pagination import check_walk, page_by_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.models.attachments import ConversationAttachment
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.conversations import ConversationSearchResult

CONVERSATIONS = Route("/api/v1/accounts/{account_id}/conversations")
META = Route("/api/v1/accounts/{account_id}/conversations/meta")
FILTER = Route("/api/v1/accounts/{account_id}/conversations/filter")
SEARCH = Route("/api/v1/accounts/{account_id}/conversations/search")
UNREAD_COUNT = Route("/api/v1/accounts/{account_id}/conversations/unread_counts")
CONVERSATION = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}")
STATUS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status")
PRIORITY = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority")
TYPING = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status")
ATTRIBUTES = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes")
LABELS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/labels")
EVENTS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/reporting_events")
MUTE = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/mute")
UNMUTE = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/unmute")
TRANSCRIPT = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/transcript")
LAST_SEEN = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen")
UNREAD = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/unread")
FILES = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments")
INBOX_ASSISTANT = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/inbox_assistant")
PARTICIPANTS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants")
DRAFT = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages")

_STATUS = Several("status", ConversationStatus, alone=("all",))
_ASSIGNEE_TYPE = OneOf("assignee_type", ("me", "unassigned", "assigned", "all"))
_CONVERSATION_TYPE = OneOf("conversation_type", ("mention", "participating", "unattended"))
_SORTED = [
    f"{field}_{way}"
    for field in ("last_activity_at", "created_at", "priority", "waiting_since")
    for way in ("asc", "desc")
]
_SORT_BY = OneOf("sort_by", (*_SORTED, "priority_desc_created_at_asc", "unread"), closed=False)
_INBOX_ID = Several("inbox_id")
_TEAM_ID = Several("team_id")


class ConversationsApi(Api):
    """The conversations of an account; ``conversation_id`` is their number in it.

    Agents see the conversations of their inboxes and teams.

    Parameters:
        status: one of :class:`ConversationStatus` or several, or ``all``; ``open`` when left out.
        q: a text that a message of theirs has.
        inbox_id, team_id: one or several, in any of which they are.
        labels: titles, of which they have at least one.
        assignee_type: ``me``, ``unassigned``, ``assigned`` or ``all``.
        sort_by: ``last_activity_at``, ``created_at``, ``priority`` or ``waiting_since``, each with ``_asc`` or
            ``_desc``, or ``priority_desc_created_at_asc``; since Chatwoot 4.16 ``unread``, too. Anything else counts as
            ``last_activity_at_desc``.
        conversation_type: ``mention``, ``participating`` or ``unattended``.
        updated_within: how many seconds ago they changed at most. All of them are on one page then.
        source_id: the contact's place in an inbox that they belong to.

    Raises:
        UnauthorizedException: a conversation that the agent doesn't see (401).
        NotFoundException: a conversation or a team that isn't there (404).
    """

    _auth = USER

    def conversation_list_meta(
        self,
        account_id: int,
        *,
        status: Literal["open", "resolved", "pending", "snoozed", "all"] | str | Sequence[str] | None = None,
        q: str | None = None,
        inbox_id: int | Sequence[int] | None = None,
        team_id: int | Sequence[int] | None = None,
        labels: ListOf[str] | None = None,
        **options: Unpack[RequestOptions],
    ) -> ConversationListMeta:
        """Count conversations (``conversationListMeta``).

        Raises:
            TooManyRequestsException: more than 30 calls within a minute (429).
        """
        query = ((_STATUS, status), ("q", q), (_INBOX_ID, inbox_id), (_TEAM_ID, team_id), ("labels[]", labels))
        return self._call("GET", META, (account_id,), query=query, returns=ConversationListMeta, options=options)

    def conversation_list(
        self,
        account_id: int,
        *,
        assignee_type: Literal["me", "unassigned", "assigned", "all"] | str | None = None,
        status: Literal["open", "resolved", "pending", "snoozed", "all"] | str | Sequence[str] | None = None,
        q: str | None = None,
        inbox_id: int | Sequence[int] | None = None,
        team_id: int | Sequence[int] | None = None,
        labels: ListOf[str] | None = None,
        page: int | None = None,
        sort_by: str | None = None,
        conversation_type: Literal["mention", "participating", "unattended"] | str | None = None,
        updated_within: int | None = None,
        source_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ConversationList:
        """List conversations, 25 a page (``conversationList``). :meth:`iter_conversations` walks all pages."""
        query = (
            (_ASSIGNEE_TYPE, assignee_type),
            (_STATUS, status),
            ("q", q),
            (_INBOX_ID, inbox_id),
            (_TEAM_ID, team_id),
            ("labels[]", labels),
            ("page", page),
            (_SORT_BY, sort_by),
            (_CONVERSATION_TYPE, conversation_type),
            ("updated_within", updated_within),
            ("source_id", source_id),
        )
        return self._call("GET", CONVERSATIONS, (account_id,), query=query, returns=ConversationList, options=options)

    def iter_conversations(
        self,
        account_id: int,
        *,
        assignee_type: Literal["me", "unassigned", "assigned", "all"] | str | None = None,
        status: Literal["open", "resolved", "pending", "snoozed", "all"] | str | Sequence[str] | None = None,
        q: str | None = None,
        inbox_id: int | Sequence[int] | None = None,
        team_id: int | Sequence[int] | None = None,
        labels: ListOf[str] | None = None,
        sort_by: str | None = None,
        conversation_type: Literal["mention", "participating", "unattended"] | str | None = None,
        updated_within: int | None = None,
        source_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[Conversation]:
        """Every conversation of :meth:`conversation_list`.

        One that leaves the list while it's walked (it's resolved, say) lets another slip through to a page that was
        there before. So change them after the walk, or list those of ``status="all"`` by ``created_at_asc``.
        """
        return page_by_page(
            self.conversation_list,
            "data.payload",
            account_id,
            assignee_type=assignee_type,
            status=status,
            q=q,
            inbox_id=inbox_id,
            team_id=team_id,
            labels=labels,
            sort_by=sort_by,
            conversation_type=conversation_type,
            updated_within=updated_within,
            source_id=source_id,
            **options,
        )

    def new_conversation(
        self, body: ConversationCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Conversation:
        """Begin a conversation (``newConversation``).

        Sent twice, it makes two conversations, so the client never repeats this by itself once a byte of it was sent;
        in an inbox that's locked to a single conversation, the contact's last one comes back.

        Raises:
            UnprocessableEntityException: an attribute that's too long or too large (422).
            NotFoundException: no such inbox, contact or ``source_id`` (404).
            AmbiguousResultException: nobody knows whether there's a new conversation.
        """
        return self._call(
            "POST",
            CONVERSATIONS,
            (account_id,),
            body=body,
            takes=ConversationCreatePayload,
            returns=Conversation,
            auth=USER_OR_BOT,
            options=options,
        )

    def conversation_filter(
        self,
        body: FilterPayload | Json,
        account_id: int,
        *,
        page: int | None = None,
        sort_by: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ConversationListData:
        """List conversations by conditions, 25 a page, those with the latest activity first (``conversationFilter``).

        :meth:`iter_conversation_filter` walks all pages. Conversations of every status are found, unless the conditions
        say otherwise. An expression with a custom attribute whose kind isn't told is preceded by a request for the
        account's attributes, which are kept for a minute.

        Parameters:
            body: an expression of :mod:`chatwoot_client.filters`, or conditions in the server's own language.
            sort_by: as :meth:`conversation_list` takes it; since Chatwoot 4.18, and older servers don't look at it.

        Raises:
            TypeError, ValueError: what can't be asked for at all, or not in one request.
        """
        path, body = (account_id,), asking(self.api_client, account_id, "conversation", options).body(body)
        query = (("page", page), (_SORT_BY, sort_by))
        return self._call(
            "POST",
            FILTER,
            path,
            query=query,
            body=body,
            takes=FilterPayload,
            advice=what_is_lacking(body),
            returns=ConversationListData,
            reads=True,
            options=options,
        )

    def iter_conversation_filter(
        self, body: FilterPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Iterator[Conversation]:
        """Every conversation of :meth:`conversation_filter`, each once.

        An expression takes several walks, put together by ``last_activity_at``, where it has ``!=`` of several custom
        attributes of texts, or several alternatives that each join a custom attribute with a label or text in capitals.

        A conversation that no longer meets the conditions while they're walked lets another slip through. So change
        them after the walk.

        Raises:
            TypeError, ValueError: what can't be asked for.
        """
        check_walk(options)

        def pages(each: Json) -> Iterator[Conversation]:
            return page_by_page(self.conversation_filter, "payload", each, account_id, **options)

        return asking(self.api_client, account_id, "conversation", options).walk(body, pages, "-last_activity_at")

    def get_details_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> Conversation:
        """Get a conversation (``get-details-of-a-conversation``). Bots may since Chatwoot 4.16."""
        path = (account_id, conversation_id)
        return self._call("GET", CONVERSATION, path, returns=Conversation, auth=USER_OR_BOT, options=options)

    def update_conversation(
        self,
        body: ConversationUpdatePayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> Conversation:
        """Change a conversation's priority or SLA policy (``update-conversation``). Since Chatwoot 3.7.

        Raises:
            ServiceException: an unknown priority; ``none``, which the description has, is one (500).
        """
        path = (account_id, conversation_id)
        return self._call(
            "PATCH",
            CONVERSATION,
            path,
            body=body,
            takes=ConversationUpdatePayload,
            returns=Conversation,
            auth=USER_OR_BOT,
            options=options,
        )

    def toggle_status_of_a_conversation(
        self,
        body: ConversationToggleStatusPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> ConversationStatusToggle:
        """Open, resolve, snooze or set aside a conversation (``toggle-status-of-a-conversation``).

        An agent (not an administrator) who opens a conversation gets it assigned. ``snoozed_until`` is a ``datetime``
        with a time zone, or seconds since 1970; text is refused, as the server would take it for a moment in 1970.

        Raises:
            ServiceException: an unknown status (500).
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST",
            STATUS,
            path,
            body=body,
            takes=ConversationToggleStatusPayload,
            returns=ConversationStatusToggle,
            auth=USER_OR_BOT,
            options=options,
        )

    def toggle_priority_of_a_conversation(
        self,
        body: ConversationTogglePriorityPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Set a priority (``toggle-priority-of-a-conversation``).

        Raises:
            ServiceException: an unknown priority; ``none``, which the description has, is one (500).
        """
        return self._call(
            "POST",
            PRIORITY,
            (account_id, conversation_id),
            body=body,
            takes=ConversationTogglePriorityPayload,
            auth=USER_OR_BOT,
            options=options,
        )

    def toggle_typing_status_of_a_conversation(
        self,
        body: ConversationToggleTypingStatusPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Show that somebody is typing (``toggle-typing-status-of-a-conversation``)."""
        return self._call(
            "POST",
            TYPING,
            (account_id, conversation_id),
            body=body,
            takes=ConversationToggleTypingStatusPayload,
            auth=USER_OR_BOT,
            options=options,
        )

    def update_custom_attributes_of_a_conversation(
        self,
        body: ConversationCustomAttributes | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> ConversationCustomAttributes:
        """Replace all custom attributes (``update-custom-attributes-of-a-conversation``). None that was there stays.

        Raises:
            UnprocessableEntityException: a value that's too long or too large (422).
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST",
            ATTRIBUTES,
            path,
            body=body,
            takes=ConversationCustomAttributes,
            returns=ConversationCustomAttributes,
            auth=USER_OR_BOT,
            options=options,
        )

    def list_all_labels_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> ConversationLabels:
        """The titles of its labels (``list-all-labels-of-a-conversation``). Bots may since Chatwoot 4.16."""
        path = (account_id, conversation_id)
        return self._call("GET", LABELS, path, returns=ConversationLabels, auth=USER_OR_BOT, options=options)

    def conversation_add_labels(
        self,
        body: ConversationLabelsPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> ConversationLabels:
        """Replace a conversation's labels (``conversation-add-labels``); whatever its name says, none stays.

        Titles that no label has are taken, too. Bots may since Chatwoot 4.16.
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST",
            LABELS,
            path,
            body=body,
            takes=ConversationLabelsPayload,
            returns=ConversationLabels,
            auth=USER_OR_BOT,
            options=options,
        )

    def get_conversation_reporting_events(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> list[ReportingEvent]:
        """What reports know of it (``get-conversation-reporting-events``). Since Chatwoot 4.8; enterprise code only."""
        return self._call("GET", EVENTS, (account_id, conversation_id), returns=[ReportingEvent], options=options)

    def conversation_search(
        self,
        account_id: int,
        q: str,
        *,
        inbox_id: int | Sequence[int] | None = None,
        team_id: int | Sequence[int] | None = None,
        labels: ListOf[str] | None = None,
        page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> ConversationSearchList:
        """Find conversations by what's said in them (``GET /conversations/search``).

        :meth:`iter_conversation_search` walks all pages.
        """
        query = (("q", q), (_INBOX_ID, inbox_id), (_TEAM_ID, team_id), ("labels[]", labels), ("page", page))
        return self._call("GET", SEARCH, (account_id,), query=query, returns=ConversationSearchList, options=options)

    def iter_conversation_search(
        self,
        account_id: int,
        q: str,
        *,
        inbox_id: int | Sequence[int] | None = None,
        team_id: int | Sequence[int] | None = None,
        labels: ListOf[str] | None = None,
        **options: Unpack[RequestOptions],
    ) -> Iterator[ConversationSearchResult]:
        """Every conversation of :meth:`conversation_search`."""
        return page_by_page(
            self.conversation_search,
            "payload",
            account_id,
            q,
            inbox_id=inbox_id,
            team_id=team_id,
            labels=labels,
            **options,
        )

    def conversation_unread_counts(
        self, account_id: int, **options: Unpack[RequestOptions]
    ) -> ConversationUnreadCountsResponse:
        """Count conversations with something unread (``GET /conversations/unread_counts``). Since Chatwoot 4.16.

        Raises:
            ForbiddenException: an account without the feature ``conversation_unread_counts`` (403).
        """
        return self._call("GET", UNREAD_COUNT, (account_id,), returns=ConversationUnreadCountsResponse, options=options)

    def delete_a_conversation(self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a conversation, a little later (``DELETE /conversations/{id}``). Since Chatwoot 4.8.

        For administrators.

        Raises:
            TooManyRequestsException: more than 60 in an account within a minute (429).
        """
        return self._call("DELETE", CONVERSATION, (account_id, conversation_id), options=options)

    def mute_a_conversation(self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]) -> None:
        """Resolve a conversation and block its contact (``POST /conversations/{id}/mute``)."""
        return self._call("POST", MUTE, (account_id, conversation_id), options=options)

    def unmute_a_conversation(self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]) -> None:
        """Let a conversation's contact be heard again (``POST /conversations/{id}/unmute``)."""
        return self._call("POST", UNMUTE, (account_id, conversation_id), options=options)

    def send_transcript_of_a_conversation(
        self,
        body: ConversationTranscriptPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Send a conversation by e-mail (``POST /conversations/{id}/transcript``).

        Raises:
            UnprocessableEntityException: no address (422).
            TooManyRequestsException: more than 1,000 in an account within an hour (429).
        """
        return self._call(
            "POST",
            TRANSCRIPT,
            (account_id, conversation_id),
            body=body,
            takes=ConversationTranscriptPayload,
            options=options,
        )

    def update_last_seen_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> Conversation:
        """Mark a conversation as read (``POST /conversations/{id}/update_last_seen``)."""
        return self._call("POST", LAST_SEEN, (account_id, conversation_id), returns=Conversation, options=options)

    def mark_a_conversation_as_unread(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> Conversation:
        """Mark the contact's last message as unread (``POST /conversations/{id}/unread``)."""
        return self._call("POST", UNREAD, (account_id, conversation_id), returns=Conversation, options=options)

    def list_attachments_of_a_conversation(
        self, account_id: int, conversation_id: int, *, page: int | None = None, **options: Unpack[RequestOptions]
    ) -> ConversationAttachmentList:
        """The files in a conversation, latest first, 100 a page (``GET /conversations/{id}/attachments``).

        :meth:`iter_attachments_of_a_conversation` walks all pages.
        """
        path = (account_id, conversation_id)
        query = (("page", page),)
        return self._call("GET", FILES, path, query=query, returns=ConversationAttachmentList, options=options)

    def iter_attachments_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> Iterator[ConversationAttachment]:
        """Every file in a conversation, latest first."""
        return page_by_page(self.list_attachments_of_a_conversation, "payload", account_id, conversation_id, **options)

    def get_inbox_assistant_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> ConversationInboxAssistant:
        """The Captain assistant of its inbox (``GET /conversations/{id}/inbox_assistant``). Since Chatwoot 4.1."""
        path = (account_id, conversation_id)
        return self._call("GET", INBOX_ASSISTANT, path, returns=ConversationInboxAssistant, options=options)

    def list_participants_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> list[Agent]:
        """The agents who watch a conversation (``GET /conversations/{id}/participants``)."""
        return self._call("GET", PARTICIPANTS, (account_id, conversation_id), returns=[Agent], options=options)

    def add_participants_to_a_conversation(
        self,
        body: ConversationParticipantsPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> list[Agent]:
        """Have agents watch a conversation, and get those who are new (``POST /conversations/{id}/participants``).

        Raises:
            UnprocessableEntityException: somebody who isn't an agent of the inbox (422).
            ServiceException: the same, before Chatwoot 4.16 (500).
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST",
            PARTICIPANTS,
            path,
            body=body,
            takes=ConversationParticipantsPayload,
            returns=[Agent],
            options=options,
        )

    def update_participants_of_a_conversation(
        self,
        body: ConversationParticipantsPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> list[Agent]:
        """Have these agents and no others watch (``PATCH /conversations/{id}/participants``).

        Raises:
            UnprocessableEntityException: somebody who isn't an agent of the inbox (422).
            ServiceException: the same, before Chatwoot 4.16 (500).
        """
        path = (account_id, conversation_id)
        return self._call(
            "PATCH",
            PARTICIPANTS,
            path,
            body=body,
            takes=ConversationParticipantsPayload,
            returns=[Agent],
            options=options,
        )

    def delete_participants_from_a_conversation(
        self,
        body: ConversationParticipantsPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Have agents watch no more (``DELETE /conversations/{id}/participants``)."""
        return self._call(
            "DELETE",
            PARTICIPANTS,
            (account_id, conversation_id),
            body=body,
            takes=ConversationParticipantsPayload,
            options=options,
        )

    def get_draft_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> ConversationDraft:
        """Get the draft that's kept (``GET /conversations/{id}/draft_messages``)."""
        return self._call("GET", DRAFT, (account_id, conversation_id), returns=ConversationDraft, options=options)

    def update_draft_of_a_conversation(
        self,
        body: ConversationDraftPayload | Json,
        account_id: int,
        conversation_id: int,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Keep a draft (``PATCH /conversations/{id}/draft_messages``)."""
        return self._call(
            "PATCH", DRAFT, (account_id, conversation_id), body=body, takes=ConversationDraftPayload, options=options
        )

    def delete_draft_of_a_conversation(
        self, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Delete the draft that's kept (``DELETE /conversations/{id}/draft_messages``)."""
        return self._call("DELETE", DRAFT, (account_id, conversation_id), options=options)


ConversationLabelsApi = ConversationsApi
