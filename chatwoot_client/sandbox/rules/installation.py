"""The whole server: its accounts, the people and bots that have tokens, and who a token belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional, Union

from werkzeug.datastructures import Headers

from chatwoot_client.sandbox.records.base import new_token
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import AgentBot, Membership, User
from chatwoot_client.sandbox.records.release import Release
from chatwoot_client.sandbox.records.sessions import Session
from chatwoot_client.sandbox.records.store import Store
from chatwoot_client.sandbox.rules.account import Account


class PlatformApp:
    """What a platform token belongs to."""

    def __init__(self) -> None:
        """Begin with a token of its own."""
        self.access_token: str = new_token()
        self.permitted: set[object] = set()
        """The accounts, users and bots that it may see: those that it made."""


Caller = Optional[Union[User, AgentBot, PlatformApp]]


class Installation:
    """All that one Chatwoot server keeps. From the start there are account 1, its administrator and its inbox."""

    def __init__(self, messages_per_minute: int | None, release: Release) -> None:
        """Begin with what is there from the start.

        Parameters:
            messages_per_minute: how many messages a conversation takes in 60 seconds; None for any number.
            release: which Chatwoot it is.
        """
        self.store: Store = Store(messages_per_minute, release)
        self.platform_app: PlatformApp = PlatformApp()
        self.accounts: dict[int, Account] = {}
        self.users: dict[int, User] = {}
        self.bots: dict[int, AgentBot] = {}
        self.sessions: dict[int, Session] = {}
        """The browsers in which users are signed in."""
        self.account: Account = Account(self.store)
        self.add_account(self.account)
        self.administrator: User = User(0, "Sandbox Agent", type="SuperAdmin")
        self.add_user(self.administrator)
        self.add_member(self.account, self.administrator, role="administrator")
        self.inbox: Inbox = self.account.create_inbox("Sandbox")

    def renewed(self) -> Installation:
        """One that has nothing but what is there from the start, under the tokens and the identifier of this one."""
        new = Installation(self.store.messages_per_minute, self.store.release)
        new.platform_app.access_token = self.platform_app.access_token
        new.administrator.access_token = self.administrator.access_token
        new.inbox.identifier, new.inbox.hmac_token = self.inbox.identifier, self.inbox.hmac_token
        return new

    def add_account(self, account: Account) -> None:
        """Save a new account."""
        account.id = self.store.next_id(Account)
        self.accounts[account.id] = account

    # People and bots

    def add_user(self, user: User) -> None:
        """Save a new user; one without an address gets one."""
        user.id = self.store.next_id(User)
        user.email = user.email or f"user-{user.id}@sandbox.test"
        self.users[user.id] = user

    def user_with_email(self, email: str | None) -> User | None:
        """The user with this address, in any case."""
        wanted = (email or "").strip().lower()
        return next((user for user in self.users.values() if user.email == wanted), None)

    def sign_in(self, user: User, user_agent: str) -> Session:
        """Begin a session of a user."""
        session = Session(self.store.next_id(Session), user, user_agent)
        self.sessions[session.id] = session
        return session

    def session(self, headers: Headers) -> Session | None:
        """The session whose token, client and user some headers name."""
        sent = tuple(headers.get(name) for name in ("access-token", "client", "uid"))
        known = self.sessions.values()
        return next((each for each in known if (each.token, each.client, each.user.email) == sent), None)

    def delete_user(self, user: User) -> None:
        """Remove a user, everywhere."""
        for account in self.accounts.values():
            account.remove_member(user)
        del self.users[user.id]

    def add_member(self, account: Account, user: User, **fields: Any) -> Membership:
        """Give a user a place in an account; `fields` are those of `Membership`."""
        membership = Membership(self.store.next_id(Membership), account.id, user, **fields)
        account.members[user.id] = membership
        return membership

    def memberships(self, user: User) -> Iterator[tuple[Account, Membership]]:
        """The accounts that a user is in, with its place there."""
        for account in self.accounts.values():
            if user.id in account.members:
                yield account, account.members[user.id]

    def add_bot(self, bot: AgentBot) -> None:
        """Save a new bot."""
        bot.id = self.store.next_id(AgentBot)
        self.bots[bot.id] = bot

    def delete_bot(self, bot: AgentBot) -> None:
        """Remove a bot, from its inboxes too."""
        del self.bots[bot.id]
        for inbox in self.inboxes():
            if inbox.agent_bot is bot:
                inbox.agent_bot = None

    def inboxes(self) -> Iterator[Inbox]:
        """The inboxes of all accounts."""
        for account in self.accounts.values():
            yield from account.inboxes.values()

    # Tokens

    def caller(self, token: str) -> Caller:
        """Whose token this is; None when it's nobody's."""
        everybody: list[User | AgentBot | PlatformApp] = [self.platform_app, *self.users.values(), *self.bots.values()]
        return next((each for each in everybody if each.access_token == token), None)
