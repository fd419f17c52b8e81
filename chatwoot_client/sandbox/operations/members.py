"""Who serves an inbox, who is in a team, and who follows a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, CONVERSATION, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.errors import RecordInvalid, RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.inboxes import Inbox
from chatwoot_client.sandbox.records.people import Team, User
from chatwoot_client.sandbox.records.release import PARTICIPANTS_NEED_ACCESS


class MemberOperations(ApplicationOperation):
    """The operations on a list of users."""

    @property
    def _members(self) -> list[User]:
        """The list itself, which the operations change."""
        raise NotImplementedError

    @serves("GET")
    def index(self) -> Answer:
        return self._shown(self._members)

    @serves("POST")
    def create(self) -> Answer:
        members, named = self._members, self._members_named()
        added = [user for user in named if user not in members]
        members += added
        return self._shown(added)

    @serves("PATCH PUT")
    def update(self) -> Answer:
        members, named = self._members, self._members_named()
        staying = [user for user in members if user in named]
        members[:] = [*staying, *(user for user in named if user not in staying)]
        return self._shown(members)

    @serves("DELETE")
    def destroy(self) -> Answer:
        members, ids = self._members, self._ids_named()
        members[:] = [user for user in members if user.id not in ids]
        return empty()

    def _shown(self, users: Iterable[User]) -> Answer:
        return shown(self._views.agents(users))


class InboxMemberOperations(MemberOperations):
    """The operations on the agents of an inbox, who see its conversations."""

    path: ClassVar[str] = ACCOUNT + "/inbox_members"
    for_administrators: ClassVar[frozenset[str]] = CHANGING

    @property
    def _inbox(self) -> Inbox:
        return self._inbox_with_id(self._values.get("id", self._params.get("inbox_id")))

    @property
    def _members(self) -> list[User]:
        return self._inbox.members

    @serves("GET", "/<id>")
    def index(self) -> Answer:
        self._authorize(self._sees(self._inbox))
        return super().index()

    def create(self) -> Answer:
        super().create()
        return self._shown(self._members)

    def _shown(self, users: Iterable[User]) -> Answer:
        return shown({"payload": self._views.agents(sorted(users, key=lambda user: user.id))})


class TeamMemberOperations(MemberOperations):
    """The operations on the members of a team."""

    path: ClassVar[str] = ACCOUNT + "/teams/<id>/team_members"
    for_administrators: ClassVar[frozenset[str]] = CHANGING

    @property
    def _members(self) -> list[User]:
        return with_id(self._account.all(Team), self._values["id"]).members

    def _ids_named(self) -> list[int]:
        # Here they are looked at before anything is done with them, and be it to remove them.
        ids = super()._ids_named()
        if not all(each in self._account.members for each in ids):
            raise Refused(401, {"error": "Invalid User IDs"})
        return ids


class ParticipantOperations(MemberOperations):
    """The operations on those who follow a conversation."""

    path: ClassVar[str] = CONVERSATION + "/participants"

    @property
    def _members(self) -> list[User]:
        return self._conversation().participants

    def create(self) -> Answer:
        if self._installation.store.plays(PARTICIPANTS_NEED_ACCESS):
            return super().create()
        # Who may not see the inbox was answered with, though not added.
        followers = self._members
        added = [user for user in self._members_named() if user not in followers]
        followers += [user for user in added if self._has_access(user)]
        return self._shown(added)

    def _has_access(self, user: User) -> bool:
        return user in self._conversation().inbox.members or self._account.administers(user)

    def _members_named(self) -> list[User]:
        users = super()._members_named()
        if self._installation.store.plays(PARTICIPANTS_NEED_ACCESS) and not all(map(self._has_access, users)):
            raise RecordInvalid(("user", "User must have inbox access"))
        return users

    def _unknown_member(self) -> Exception:
        if not self._installation.store.plays(PARTICIPANTS_NEED_ACCESS):
            return ServerFault("PG::ForeignKeyViolation: user_id")
        return super()._unknown_member()


class AssignableAgentOperations(ApplicationOperation):
    """Who may be given conversations: the members of an inbox, and administrators."""

    path: ClassVar[str] = ACCOUNT

    @serves("GET", "/inboxes/<id>/assignable_agents")
    def of_inbox(self) -> Answer:
        return self._shown([self._values["id"]])

    @serves("GET", "/assignable_agents")
    def of_all_inboxes(self) -> Answer:
        ids = self._params.get("inbox_ids")
        if ids is None:
            raise RecordNotFound
        return self._shown(ids if isinstance(ids, list) else [ids])

    def _shown(self, inbox_ids: list[Any]) -> Answer:
        inboxes = [self._inbox_with_id(each) for each in inbox_ids]
        users = [member.user for member in self._account.members.values()]
        fitting = [
            each for each in users if self._account.administers(each) or all(each in inbox.members for inbox in inboxes)
        ]
        return shown({"payload": self._views.agents(fitting)})
