"""What the operations of the application API have in common: the account, and who may do what in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from chatwoot_client.sandbox.application_views import ApplicationViews
from chatwoot_client.sandbox.columns import BOOLEAN
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.operation import Operation, Refused, record_id
from chatwoot_client.sandbox.params import Params, is_blank, leading_int, text, texts
from chatwoot_client.sandbox.records import (
    AgentBot,
    Contact,
    ContactInbox,
    Inbox,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    Team,
    User,
)
from chatwoot_client.sandbox.state import Account

R = TypeVar("R")

ACCOUNT = "/api/v1/accounts/<segment:account_id>"
"""How the paths of the application API begin."""


class ApplicationOperation(Operation):
    """An operation that takes the token of a user, some also that of a bot."""

    api: ClassVar[str] = "application"
    for_administrators: ClassVar[frozenset[str]] = frozenset()
    """The operations that agents may not call."""

    def run(self, name: str) -> Answer:
        """Do what the operation of this name does, once the caller was let into the account."""
        if "account_id" in self._values:
            self._admit()
        if name in self.for_administrators:
            self._require_administrator()
        return super().run(name)

    @property
    def _account(self) -> Account:
        """The account that the path names."""
        try:
            return self._installation.accounts[record_id(self._values["account_id"])]
        except KeyError:
            raise RecordNotFound from None

    @property
    def _user(self) -> User:
        """The caller of an operation that no bot may call."""
        assert isinstance(self._caller, User)
        return self._caller

    def _admit(self) -> None:
        account = self._account
        if account.details.status == "suspended":
            raise Refused(401, {"error": "Account is suspended"})
        if isinstance(self._caller, User) and role_in(account, self._caller) is None:
            raise Refused(401, {"error": "You are not authorized to access this account"})
        if isinstance(self._caller, AgentBot) and not _serves(self._caller, account):
            raise Refused(401, {"error": "Bot is not authorized to access this account"})

    @property
    def _is_administrator(self) -> bool:
        return isinstance(self._caller, User) and role_in(self._account, self._caller) == "administrator"

    @property
    def _caller_name(self) -> str:
        """The name that activity messages give to the caller."""
        return (self._caller.name if isinstance(self._caller, (User, AgentBot)) else None) or ""

    @property
    def _views(self) -> ApplicationViews:
        user = self._caller if isinstance(self._caller, User) else None
        return ApplicationViews(self._account, self._base_url, user, self._is_administrator)

    def _require_administrator(self) -> None:
        self._authorize(self._is_administrator)

    def _authorize(self, allowed: bool) -> None:
        if not allowed:
            raise Refused(401, {"error": "You are not authorized to do this action"})

    def _required(self, name: str) -> dict[str, Any]:
        """The object under this name; a JSON body may leave the name out. Refuses a request without one."""
        flat = {key: value for key, value in self._params.items() if key != "_json"} if self._is_json else None
        given = self._params.get(name, flat)
        if not isinstance(given, dict) or is_blank(given):
            raise Refused(422, {"error": f"param is missing or the value is empty: {name}"})
        return given

    def _sees(self, inbox: Inbox) -> bool:
        return self._is_administrator or isinstance(self._caller, AgentBot) or self._caller in inbox.members

    def _inboxes(self) -> list[Inbox]:
        """The inboxes that the caller may see."""
        return [inbox for inbox in self._account.inboxes if self._sees(inbox)]

    def _inbox_with_id(self, inbox_id: Any) -> Inbox:
        wanted = record_id(str(inbox_id))
        for inbox in self._account.inboxes:
            if inbox.id == wanted:
                return inbox
        raise RecordNotFound

    def _bot_with_id(self, bot_id: Any) -> AgentBot | None:
        """A bot of the account or of the whole installation."""
        bot = self._installation.bots.get(leading_int(str(bot_id)))
        return bot if bot is not None and bot.account_id in (None, self._account.id) else None

    def _team_with_id(self, team_id: Any) -> Team:
        return found(self._account.settings.of(Team), team_id)

    def _members_with_ids(self, user_ids: Any) -> list[User]:
        """The members of the account with these ids. Raises `ServerFault` for what isn't a list of ids."""
        if not isinstance(user_ids, list):
            raise ServerFault("user ids are a list")
        members = [self._account.members.get(leading_int(str(each))) for each in user_ids]
        if None in members:
            raise RecordInvalid(("user", "User must exist"))
        return [member.user for member in members if member is not None]

    def _placed(self, contact: Contact, inbox: Inbox) -> ContactInbox:
        """The contact's place in an inbox under the source id that was sent; a new one otherwise."""
        source_id = text(self._params, "source_id") or self._account.usual_source_id(contact, inbox)
        if source_id is None:
            raise Refused(422, {"error": "param is missing or the value is empty: contact email"})
        place = self._account.place_contact(contact, inbox, source_id)
        if place is None:
            raise Refused(422, {"error": "source_id should be unique"})
        place.hmac_verified = place.hmac_verified or flag(self._params, "hmac_verified")
        return place

    def _wanted_labels(self) -> set[str]:
        """The labels that a list is asked for: several, or one."""
        return set(texts(self._params, "labels")) or {text(self._params, "labels") or ""}

    def _page(self) -> int:
        return max(1, leading_int(str(self._params.get("page"))))

    def _paged(self, records: list[R], size: int) -> list[R]:
        """The page of these that was asked for."""
        return records[(self._page() - 1) * size : self._page() * size]


def flag(params: Params, name: str) -> bool:
    """Whether a parameter says yes."""
    value = params.get(name)
    return bool(BOOLEAN.fits(value) and BOOLEAN.read(value))


def found(records: Mapping[int, R], value: Any) -> R:
    """The record with an id that a request names. Raises `RecordNotFound`."""
    try:
        return records[record_id(str(value))]
    except KeyError:
        raise RecordNotFound from None


def _serves(bot: AgentBot, account: Account) -> bool:
    return bot.account_id == account.id or any(inbox.agent_bot is bot for inbox in account.inboxes)


def role_in(account: Account, user: User) -> str | None:
    """`agent` or `administrator`; None for somebody who isn't a member."""
    membership = account.members.get(user.id)
    return membership.role if membership else None
