"""The whole server: its accounts, the people and bots that have tokens, and who a token belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional, Union

from chatwoot_client.sandbox.records import AgentBot, Blob, Membership, Team, User, new_token
from chatwoot_client.sandbox.setting_records import AccountDetails
from chatwoot_client.sandbox.state import Account, Ids


class PlatformApp:
    """What a platform token belongs to."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.permitted: set[object] = set()
        """The accounts, users and bots that it may see: those that it made."""


Caller = Optional[Union[User, AgentBot, PlatformApp]]


class Installation:
    """All that one Chatwoot server keeps. Account 1 is there from the start, with one administrator."""

    def __init__(
        self, messages_per_minute: int | None, user_token: str | None = None, platform_token: str | None = None
    ) -> None:
        """Begin with one account and its administrator.

        Parameters:
            messages_per_minute: how many messages a conversation takes in 60 seconds; None for any number.
            user_token: the administrator's token; None makes one up.
            platform_token: the platform app's token; None makes one up.
        """
        self.messages_per_minute = messages_per_minute
        self.ids: Ids = Ids()
        self.platform_app: PlatformApp = PlatformApp(platform_token or new_token())
        self.accounts: dict[int, Account] = {}
        self.users: dict[int, User] = {}
        self.bots: dict[int, AgentBot] = {}
        self.account: Account = self.create_account(AccountDetails())
        """The account that is there from the start."""
        self.administrator: User = self.add_user(User(0, "Sandbox Agent", type="SuperAdmin"))
        self.administrator.access_token = user_token or new_token()
        self.add_member(self.account, self.administrator, role="administrator")

    def create_account(self, details: AccountDetails) -> Account:
        """Add an account without records; its details get its id."""
        account = Account(self.messages_per_minute, self.ids)
        details.id, account.details = account.id, details
        self.accounts[account.id] = account
        return account

    # People and bots

    def add_user(self, user: User) -> User:
        """Give a new user its id; one without an address gets one."""
        user.id = self.ids.next(User)
        user.email = user.email or f"user-{user.id}@sandbox.test"
        self.users[user.id] = user
        return user

    def user_with_email(self, email: str | None) -> User | None:
        """The user with this address, in any case."""
        wanted = (email or "").strip().lower()
        return next((user for user in self.users.values() if user.email == wanted), None)

    def delete_user(self, user: User) -> None:
        """Remove a user, everywhere."""
        for account in self.accounts.values():
            self.remove_member(account, user)
        del self.users[user.id]

    def add_member(self, account: Account, user: User, **fields: Any) -> Membership:
        """Give a user a place in an account; `fields` are those of `Membership`."""
        membership = Membership(self.ids.next(Membership), account.id, user, **fields)
        account.members[user.id] = membership
        return membership

    def remove_member(self, account: Account, user: User) -> None:
        """Take a user out of an account, its teams and inboxes. Nothing changes when it isn't in."""
        account.members.pop(user.id, None)
        for team in account.settings.of(Team).values():
            team.members = [member for member in team.members if member is not user]
        for inbox in account.inboxes:
            inbox.members = [member for member in inbox.members if member is not user]
        for conversation in account.conversations.values():
            if conversation.assignee is user:
                conversation.assignee = None

    def memberships(self, user: User) -> Iterator[tuple[Account, Membership]]:
        """The accounts that a user is in, with its place there."""
        for account in self.accounts.values():
            if user.id in account.members:
                yield account, account.members[user.id]

    def add_bot(self, bot: AgentBot) -> AgentBot:
        """Give a new bot its id."""
        bot.id = self.ids.next(AgentBot)
        self.bots[bot.id] = bot
        return bot

    def delete_bot(self, bot: AgentBot) -> None:
        """Remove a bot, from its inboxes too."""
        del self.bots[bot.id]
        for account in self.accounts.values():
            for inbox in account.inboxes:
                if inbox.agent_bot is bot:
                    inbox.agent_bot = None

    def keep_file(self, file: Blob | None) -> None:
        """Let a picture be fetched."""
        if file is not None:
            self.account.files[file.key] = file

    # Tokens

    def caller(self, token: str) -> Caller:
        """Whose token this is; None when it's nobody's."""
        if token == self.platform_app.token:
            return self.platform_app
        people: list[User | AgentBot] = [*self.users.values(), *self.bots.values()]
        return next((each for each in people if each.access_token == token), None)
