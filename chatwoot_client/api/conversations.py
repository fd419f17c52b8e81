"""An account's conversations (``ConversationsApi``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from chatwoot_client.api.base import USER, USER_OR_BOT, Api, of_several_calls
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
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from chatwoot_client.api.base import Json, RequestOptions, Unpack
    from chatwoot_client.certain.changes import ChangesPage
    from chatwoot_client.certain.found import FoundConversation
    from chatwoot_client.certain.labels import Labels
    from chatwoot_client.models.attachments import ConversationAttachment
    from chatwoot_client.models.base.lists import ListOf
    from chatwoot_client.models.contacts import Contact
    from chatwoot_client.models.conversations import ConversationSearchResult
    from chatwoot_client.models.inboxes import Inbox
    from chatwoot_client.models.teams import Team

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
        """List conversations, 25 a page (``conversationList``). :meth:`iter_conversations` walks all pages.

        Parameters:
            status: ``"open"`` when left out, so resolved, pending and snoozed ones aren't listed; ``"all"`` for all.
        """
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
        """Every conversation of :meth:`conversation_list`: **open ones only, unless** ``status="all"`` **is passed**.

        An export or a count without it lacks all that's resolved, pending or snoozed; :mod:`chatwoot_client.export`
        writes out all there is.

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

    @of_several_calls
    def changes(
        self,
        account_id: int,
        since: Mapping[str, Any] | datetime.datetime | float | None = None,
        *,
        recheck: float = 300.0,
        **options: Unpack[RequestOptions],
    ) -> Iterator[ChangesPage]:
        """What changed in an account since a cursor: conversations of every status and their messages, none missed.

        Each page has a ``cursor``; keep it once the page was dealt with, and pass it as *since* the next time. Whoever
        is interrupted in between gets the page again, so deal with it in a way that may be done twice: store by id.
        The last page is always there, and may be empty. The guide on catching up says what can't be seen so.

        A pass takes one request for the list of what changed, and one for each conversation that did; two for every
        900 messages where it has 1,000 or more new ones. The first pass, and one after a gap whose list is too long for
        the server, reads all conversations by their numbers, 25 a request. Bots can't list conversations.

        Parameters:
            since: the cursor of the last page that was dealt with; a moment to begin with; None for all there is.
            recheck: seconds for which messages are read again, since nothing tells of their deletion, an answer to
                them, or their delivery. It costs a request for each conversation that changed in that time.
            options: for each request.

        Raises:
            TypeError, ValueError: a cursor that is none or one of another account; at once, as for any argument.
            ApiException: a request failed; go on with the last cursor.
        """
        from chatwoot_client.api.messages import MessagesApi
        from chatwoot_client.certain.changes import changes
        from chatwoot_client.certain.reading import AccountReads

        reads = partial(AccountReads, self, MessagesApi(self.api_client), account_id)
        return changes(reads, account_id, since, recheck, options)

    def new_conversation(
        self, body: ConversationCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Conversation:
        """Begin a conversation (``newConversation``).

        Sent twice, it makes two conversations, so the client never repeats this by itself once a byte of it was sent;
        in an inbox that's locked to a single conversation, the contact's last one comes back. :meth:`find_or_create`
        takes one that's there.

        Raises:
            ServiceException: an unknown status (500).
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

    @of_several_calls
    def find_or_create(
        self,
        account_id: int,
        contact: Contact | int,
        inbox: Inbox | int,
        *,
        reuse: Literal["open", "any", "never"] = "open",
        source_id: str | None = None,
        status: Literal["open", "resolved", "pending", "snoozed"] | None = None,
        assignee_id: int | None = None,
        team_id: int | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
        additional_attributes: Mapping[str, Any] | None = None,
        **options: Unpack[RequestOptions],
    ) -> FoundConversation:
        """The conversation of a contact in an inbox; begun if there's none.

        A new one begins where the contact is in the inbox already: it's put there only if it isn't, since without a
        ``source_id`` a server would put it there once more each time.

        One that's there takes one request, for a contact with 20 conversations or more a few. One that's begun takes
        four, six if the contact wasn't in the inbox yet, and 0.3 seconds: no server keeps out a second conversation, so
        it's looked whether another call began one at the same time. Of those the first one is taken, and this call's
        own resolved. Threads of one process come one after the other, and so begin one.

        It takes a user's token, since bots can't list conversations.

        Parameters:
            contact: the model, or its id.
            inbox: the model, or its id.
            reuse: ``open`` takes a conversation that isn't resolved, rather an open one than a pending or snoozed one;
                ``any`` a resolved one, too, as it is; ``never`` begins one whatever is there. Of several, the one with
                the latest message is taken. An inbox that's locked to a single conversation gives the last one that
                the contact has there instead of another, resolved or not.
            source_id: the contact's place in the inbox; the one it has when left out. One of your own, such as your
                user's id, keeps even two calls at once from making two.
            status: of a conversation that's begun; ``open`` when left out, or ``pending`` where the inbox has a bot.
            assignee_id: the agent of a conversation that's begun.
            team_id: its team.
            custom_attributes: its attributes.
            additional_attributes: its others.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            The conversation, and in ``created`` whether this call began it; None where the answer to that got lost and
            one was there afterwards.

        Raises:
            NotFoundException: there's no such contact or inbox.
            AmbiguousResultException: nobody knows whether one was begun; with ``reuse="never"`` at once, as one that's
                there may be another call's.
        """
        from chatwoot_client.api.contacts import ContactsApi
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.conversations import Beginning, ConversationFinder, Place

        contacts, budget = ContactsApi(self.api_client), Budget(self.api_client, options)
        place = Place.of(account_id, contact, inbox, source_id)
        beginning = Beginning(status, assignee_id, team_id, custom_attributes, additional_attributes)
        return ConversationFinder(self, contacts, place, beginning, budget).found(reuse)

    @of_several_calls
    def add_labels(
        self, labels: str | Iterable[str], account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> list[str]:
        """Put labels on a conversation beside those that it has, and see to it that they stay.

        Servers have no lock: of labels that several callers add at the same time, some are lost, those of a bulk action
        least of all. So they're added by one, looked for, looked for again when whatever ran at the same time has
        ended, and added again if they're gone, eight times at most.

        It takes one request where they're there already, and four and 0.3 seconds where they aren't and nobody else
        writes. Bots may do no bulk actions: their labels are read, and written with the new ones.

        Parameters:
            labels: titles, or one. Blanks around them go, case stays; two that differ in case are the same to a server.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            All labels that the conversation has then.

        Raises:
            NotKeptException: something else writes the labels all the time; it has what they are.
            TypeError, ValueError: what isn't a title.
        """
        return self._labels(account_id, conversation_id, options).add(labels)

    @of_several_calls
    def remove_labels(
        self, labels: str | Iterable[str], account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> list[str]:
        """Take labels off a conversation, and leave it the others; the rest as in :meth:`add_labels`.

        Parameters:
            labels: titles, or one.
        """
        return self._labels(account_id, conversation_id, options).remove(labels)

    def _labels(self, account_id: int, conversation_id: int, options: RequestOptions) -> Labels:
        from chatwoot_client.api.bulk_actions import BulkActionsApi
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.labels import of_conversation

        bulk = BulkActionsApi(self.api_client)
        return of_conversation(self, bulk, (account_id, conversation_id), Budget(self.api_client, options))

    @of_several_calls
    def set_custom_attributes(
        self,
        attributes: Mapping[str, Any],
        account_id: int,
        conversation_id: int,
        *,
        merge: bool = True,
        **options: Unpack[RequestOptions],
    ) -> dict[str, Any]:
        """Set custom attributes of a conversation, and see to it that they stay.

        A server replaces them all, so they're read and written together with the new ones. It takes three requests and
        0.25 seconds as long as nothing else writes at the same time, two without ``merge``, and one where all of them
        are there already. Bots may since Chatwoot 4.16.

        Parameters:
            attributes: by key. A value of None stays as one.
            merge: whether others that are there stay.
            options: ``_deadline`` is for all requests and waits together.

        Returns:
            All attributes that the conversation has then.

        Raises:
            NotKeptException: something else writes the same attributes all the time; it has what they are.
        """
        from chatwoot_client.certain.attributes import set_of_conversation
        from chatwoot_client.certain.budget import Budget

        path = (account_id, conversation_id)
        return set_of_conversation(self, path, attributes, merge, Budget(self.api_client, options))

    @of_several_calls
    def hand_over(
        self,
        account_id: int,
        conversation: Conversation | int,
        *,
        team: Team | int | None = None,
        assignee: Agent | int | None = None,
        note: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> None:
        """Give a conversation to people: assign it, leave them a private note, and open it.

        It's opened last, so that a bot has it until all else is done: a failure leaves nobody without an answer. Before
        that come the team, the note and the agent. What may be done twice without harm is tried again when nobody knows
        whether it was done; the note isn't.

        It makes a request for each of them, with a user's token one more for the agent: a server gives a conversation
        to the agent (not an administrator) who opens it.

        Parameters:
            conversation: the model, or its number.
            team: who gets it: the model, or its id.
            assignee: the agent who gets it: the model, or the id.
            note: what only agents see.
            options: ``_deadline`` is for all requests and waits together.

        Raises:
            HandOverException: a step failed; it says which, and which are done. An id of no team or agent is one, too,
                which a server doesn't mind.
        """
        from chatwoot_client.api.conversation_assignments import ConversationAssignmentsApi
        from chatwoot_client.api.messages import MessagesApi
        from chatwoot_client.certain.budget import Budget
        from chatwoot_client.certain.handing_over import Calls, Wanted, hand_over

        budget = Budget(self.api_client, options)
        calls = Calls(self, ConversationAssignmentsApi(self.api_client), MessagesApi(self.api_client))
        hand_over(calls, Wanted.of(account_id, conversation, team, assignee, note), budget)

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
            UnprocessableEntityException: an attribute, an operator or a value that the server doesn't know (422).
            ServiceException: no conditions, or a value of another kind than its attribute (500).
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
            UnprocessableEntityException: the same, since Chatwoot 4.18 (422).
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
            UnprocessableEntityException: the same, since Chatwoot 4.18 (422).
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

        :meth:`set_custom_attributes` leaves the others.

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

        Titles that no label has are taken, too. :meth:`add_labels` leaves the others. Bots may since Chatwoot 4.16.
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
