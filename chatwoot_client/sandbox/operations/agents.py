"""The people of an account."""

from __future__ import annotations

from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves, with_id
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params, leading_int, text
from chatwoot_client.sandbox.rails.errors import RecordInvalid, ServerFault
from chatwoot_client.sandbox.records.columns import change, named, permitted
from chatwoot_client.sandbox.records.people import Membership, User
from chatwoot_client.sandbox.records.policies import CustomRole
from chatwoot_client.sandbox.records.release import NAMES_ARE_LOOKED_AT
from chatwoot_client.sandbox.rules.people import MEMBERSHIP, USER, change_user
from chatwoot_client.sandbox.views import people as people_views
from chatwoot_client.sandbox.views.fields import Json


class AgentOperations(ApplicationOperation):
    """The operations of the people of an account."""

    path: ClassVar[str] = ACCOUNT + "/agents"
    for_administrators: ClassVar[frozenset[str]] = frozenset(("create", "bulk_create", "update", "destroy"))

    @serves("GET")
    def index(self) -> Answer:
        members = sorted(self._account.members.values(), key=lambda member: member.user.name.lower())
        return shown([self._view(member) for member in members])

    @serves("POST")
    def create(self) -> Answer:
        sent = self._required("agent")
        return shown(self._view(self._invite(text(sent, "email"), text(sent, "name"), self._fields_of_place(sent))))

    @serves("POST", "/bulk_create")
    def bulk_create(self) -> Answer:
        emails = self._params.get("emails")
        if not isinstance(emails, list):
            raise ServerFault("there are no addresses")
        for email in emails:
            # One that can't be invited is left out without a word.
            try:
                self._invite(str(email), None, {"availability": "offline", "auto_offline": False})
            except RecordInvalid:
                continue
        return empty()

    def _invite(self, email: str | None, name: str | None, fields: dict[str, Any]) -> Membership:
        user = self._installation.user_with_email(email) if email else None
        if user is None and name is None and not self._installation.store.plays(NAMES_ARE_LOOKED_AT):
            raise ServerFault("PG::NotNullViolation: name")
        if user is None:
            user = User(0, "", confirmed=False)
            given = {"email": email, "name": name or (email or "").partition("@")[0]}
            change_user(self._installation, user, given, USER)
            self._installation.add_user(user)
        elif user.id in self._account.members:
            raise RecordInvalid(("user_id", "User has already been taken"))
        return self._installation.add_member(self._account, user, inviter_id=self._user.id, **fields)

    @serves("PATCH PUT", "/<id>")
    def update(self) -> Answer:
        member, sent = self._member(), self._required("agent")
        fields_of_place = self._fields_of_place(sent)
        change_user(self._installation, member.user, permitted(sent, named(string="name")), USER)
        change(member, fields_of_place, MEMBERSHIP)
        return shown(self._view(member))

    @serves("DELETE", "/<id>")
    def destroy(self) -> Answer:
        user = self._member().user
        self._account.remove_member(user)
        if not any(self._installation.memberships(user)):
            self._installation.delete_user(user)
        return empty()

    def _member(self) -> Membership:
        return with_id(self._account.members, self._values["id"])

    def _fields_of_place(self, sent: Params) -> dict[str, Any]:
        given = {name: value for name, value in permitted(sent, MEMBERSHIP).items() if value is not None}
        if "custom_role_id" in sent:
            given["custom_role"] = self._account.all(CustomRole).get(leading_int(sent["custom_role_id"]))
        return given

    def _view(self, member: Membership) -> Json:
        return people_views.agent(member, self._base_url)
