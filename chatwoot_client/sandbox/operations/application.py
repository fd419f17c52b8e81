"""What the operations of the application API have in common: the account, and who may do what in it."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, with_id
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import bigint, ids_of, is_blank, leading_int, text, texts
from chatwoot_client.sandbox.rails.errors import RecordInvalid, Refused, ServerFault
from chatwoot_client.sandbox.records.base import R
from chatwoot_client.sandbox.records.columns import flag
from chatwoot_client.sandbox.records.contacts import Contact, ContactInbox
from chatwoot_client.sandbox.records.conversations import Conversation
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import AgentBot, Team, User
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.views.application import ApplicationViews

ACCOUNT = "/api/v1/accounts/<account_id>"
"""How the paths of the application API begin."""
CONVERSATION = ACCOUNT + "/conversations/<conversation_id>"
ATTACHMENTS_PER_PAGE = 100


class ApplicationOperation(Operation):
    """An operation that takes the token of a user, some also that of a bot."""

    api: ClassVar[str] = "application"

    def run(self, name: str) -> Answer:
        """Do what the operation of this name does, once the caller was let into the account."""
        if "account_id" in self._values:
            self._admit()
        if name in self.for_administrators and self._installation.store.plays(self.for_administrators_since):
            self._authorize(self._is_administrator)
        return super().run(name)

    @property
    def _account(self) -> Account:
        """The account that the path names."""
        return with_id(self._installation.accounts, self._values["account_id"])

    @property
    def _user(self) -> User:
        """The caller of an operation that no bot may call."""
        assert isinstance(self._caller, User)
        return self._caller

    @property
    def _caller_name(self) -> str:
        """The name that activity messages give to the caller."""
        return (self._caller.name if isinstance(self._caller, (User, AgentBot)) else None) or ""

    @property
    def _views(self) -> ApplicationViews:
        user = self._caller if isinstance(self._caller, User) else None
        return ApplicationViews(self._account, self._base_url, user, self._is_administrator)

    # Who may do what

    def _admit(self) -> None:
        account = self._account
        if account.status == "suspended":
            raise Refused(401, {"error": "Account is suspended"})
        if isinstance(self._caller, User) and self._caller.id not in account.members:
            raise Refused(401, {"error": "You are not authorized to access this account"})
        if isinstance(self._caller, AgentBot) and not _serves(self._caller, account):
            raise Refused(401, {"error": "Bot is not authorized to access this account"})

    @property
    def _is_administrator(self) -> bool:
        return isinstance(self._caller, User) and self._account.administers(self._caller)

    def _authorize(self, allowed: bool) -> None:
        if not allowed:
            raise Refused(401, {"error": "You are not authorized to do this action"})

    def _sees(self, inbox: Inbox) -> bool:
        return self._is_administrator or isinstance(self._caller, AgentBot) or self._caller in inbox.members

    def _inboxes(self) -> list[Inbox]:
        """The inboxes that the caller may see."""
        return [inbox for inbox in self._account.inboxes.values() if self._sees(inbox)]

    def _conversations(self) -> list[Conversation]:
        """The conversations in those inboxes."""
        return [each for each in self._account.conversations.values() if self._sees(each.inbox)]

    # What requests name

    def _conversation(self) -> Conversation:
        """The conversation that the path names. Raises `Refused` when the caller may not see it."""
        conversation = with_id(self._account.conversations, self._values["conversation_id"])
        in_team = conversation.team is not None and self._caller in conversation.team.members
        self._authorize(self._sees(conversation.inbox) or in_team)
        return conversation

    def _required(self, name: str) -> dict[str, Any]:
        """The object under this name; a JSON body may leave the name out. Refuses a request without one."""
        flat = {key: value for key, value in self._body.items() if key != "_json"} if self._is_json else None
        given = self._params.get(name, flat)
        if not isinstance(given, dict) or is_blank(given):
            raise Refused(422, {"error": f"param is missing or the value is empty: {name}"})
        return given

    def _inbox_with_id(self, inbox_id: Any) -> Inbox:
        return with_id(self._account.inboxes, inbox_id)

    def _bot_with_id(self, bot_id: Any) -> AgentBot | None:
        """A bot of the account or of the whole installation."""
        bots = [self._installation.bots.get(each) for each in ids_of(bot_id)]
        return next((bot for bot in bots if bot is not None and bot.account_id in (None, self._account.id)), None)

    def _member_with_id(self, user_id: Any) -> User | None:
        """A user who works in the account."""
        places = [self._account.members.get(each) for each in ids_of(user_id)]
        return next((place.user for place in places if place is not None), None)

    def _team_with_id(self, team_id: Any) -> Team | None:
        teams = [self._account.all(Team).get(each) for each in ids_of(team_id)]
        return next((team for team in teams if team is not None), None)

    def _ids_named(self) -> list[int]:
        """The ids of users that were sent. Raises `ServerFault` for what isn't a list."""
        ids = self._params.get("user_ids")
        if not isinstance(ids, list):
            raise ServerFault("user ids are a list")
        return list(dict.fromkeys(map(leading_int, ids)))

    def _members_named(self) -> list[User]:
        """The members of the account whose ids were sent."""
        users = [self._member_with_id(each) for each in self._ids_named()]
        if None in users:
            raise self._unknown_member()
        return [user for user in users if user is not None]

    def _unknown_member(self) -> Exception:
        """What is said of an id that no member has."""
        return RecordInvalid(("user", "User must exist"))

    def _contact_inbox_of(self, contact: Contact, inbox: Inbox, source_id: str) -> ContactInbox:
        """The contact's contact inbox under a source id; a new one otherwise. `ServerFault` if it's another's."""
        contact_inbox = self._account.place_contact(contact, inbox, source_id)
        if contact_inbox is None:
            raise ServerFault("PG::UniqueViolation: source_id")
        contact_inbox.hmac_verified = contact_inbox.hmac_verified or flag(self._params, "hmac_verified")
        return contact_inbox

    def _source_id(self, contact: Contact, inbox: Inbox) -> str:
        """The source id that was sent for a contact in an inbox, or the usual one."""
        sent = text(self._params, "source_id")
        if sent is not None and is_blank(sent):
            raise ServerFault("a contact inbox needs a source id")
        source_id = self._account.usual_source_id(contact, inbox) if sent is None else sent
        if source_id is None:
            raise Refused(422, {"error": "param is missing or the value is empty: contact email"})
        return source_id

    def _wanted_labels(self) -> set[str]:
        """The labels that a list is asked for: several, or one."""
        return set(texts(self._params, "labels")) or {text(self._params, "labels") or ""}

    def _paged(self, records: list[R], size: int) -> list[R]:
        """The page of these that was asked for."""
        page = max(1, bigint(self._params.get("page")))
        return records[(page - 1) * size : page * size]

    def _shown_attachments(self, conversations: list[Conversation], with_conversation: bool = False) -> Answer:
        """The page that was asked for of the files in these conversations: of one the oldest first."""
        messages = [message for conversation in conversations for message in conversation.messages]
        files = [(file, message) for message in messages for file in message.attachments]
        files.sort(key=lambda each: each[0].id, reverse=with_conversation)
        payload = []
        for file, message in self._paged(files, ATTACHMENTS_PER_PAGE):
            extra = {"conversation_id": message.conversation.id} if with_conversation else {}
            payload.append({**self._views.attachment(file, message), **extra})
        return shown({"meta": {"total_count": len(files)}, "payload": payload})


def _serves(bot: AgentBot, account: Account) -> bool:
    return bot.account_id == account.id or any(inbox.agent_bot is bot for inbox in account.inboxes.values())
