"""The platform API: accounts with their users, users and bots, as a platform app makes them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.agent_bots import BotOperations
from chatwoot_client.sandbox.operations.operation import Operation, serves, with_id
from chatwoot_client.sandbox.operations.resources import R, ResourceOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import is_blank, whole_object
from chatwoot_client.sandbox.rails.errors import RecordInvalid, Refused, ServerFault
from chatwoot_client.sandbox.records.columns import Columns, Error, change, choice, named, permitted
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.settings import FEATURES
from chatwoot_client.sandbox.rules.account import Account
from chatwoot_client.sandbox.rules.account_settings import ACCOUNT_COLUMNS, account_errors
from chatwoot_client.sandbox.rules.installation import PlatformApp
from chatwoot_client.sandbox.rules.people import ROLE, USER, change_user
from chatwoot_client.sandbox.views import accounts as account_views
from chatwoot_client.sandbox.views import people as people_views
from chatwoot_client.sandbox.views.fields import Json, fields

_PLATFORM = "/platform/api/v1"


class PlatformOperation(Operation):
    """An operation that takes the token of a platform app."""

    api: ClassVar[str] = "platform"

    @property
    def _app(self) -> PlatformApp:
        assert isinstance(self._caller, PlatformApp)
        return self._caller

    def _check_permitted(self, record: object) -> None:
        if record not in self._app.permitted:
            raise Refused(401, {"error": "Non permissible resource"})


class PlatformResourceOperations(PlatformOperation, ResourceOperations[R]):
    """The operations of one kind of records that platform apps make, and then see."""

    def _wanted(self) -> list[R]:
        return [record for record in self._records().values() if record in self._app.permitted]

    def _record(self) -> R:
        record = super()._record()
        self._check_permitted(record)
        return record

    def _created(self, record: R) -> Answer:
        self._app.permitted.add(record)
        return super()._created(record)


class PlatformAccountOperations(PlatformResourceOperations[Account]):
    """The operations of accounts."""

    path: ClassVar[str] = _PLATFORM + "/accounts"
    columns: ClassVar[Columns] = {
        **ACCOUNT_COLUMNS,
        **named(object="limits custom_attributes"),
        "status": choice("active", "suspended"),
    }

    @serves("POST", "/<id>/email_channel_migrations")
    def migrate_email_channels(self) -> Answer:
        raise Refused(403, {"error": "Email channel migration is not enabled"})

    def _records(self) -> Mapping[int, Account]:
        return self._installation.accounts

    def _new(self) -> Account:
        return Account(self._installation.store, name="")

    def _change(self, record: Account) -> None:
        features = set(record.features)
        for name, wanted in whole_object(self._params, "features").items():
            if name not in FEATURES:
                raise ServerFault(f"there is no feature {name}")
            (features.discard if is_blank(wanted) else features.add)(name)
        change(record, {**self._given(), "features": frozenset(features)}, self.columns, self._errors)

    def _keep(self, record: Account) -> None:
        self._installation.add_account(record)

    def _remove(self, record: Account) -> None:
        del self._installation.accounts[record.id]

    def _errors(self, record: Account) -> Iterable[Error]:
        return account_errors(record)

    def _view(self, record: Account) -> Json:
        return account_views.platform_account(record)


class AccountUserOperations(PlatformOperation):
    """The operations of the users of an account."""

    path: ClassVar[str] = _PLATFORM + "/accounts/<account_id>/account_users"

    @property
    def _account(self) -> Account:
        account = with_id(self._installation.accounts, self._values["account_id"])
        self._check_permitted(account)
        return account

    @serves("GET")
    def index(self) -> Answer:
        return shown([people_views.account_user(member) for member in self._account.members.values()])

    @serves("POST")
    def create(self) -> Answer:
        account, role = self._account, permitted(self._params, {"role": ROLE})
        user = self._user()
        if user is None:
            raise RecordInvalid(("user", "User must exist"))
        if user.id not in account.members:
            return shown(people_views.account_user(self._installation.add_member(account, user, **role)))
        change(account.members[user.id], role, {})
        return shown(people_views.changed_account_user(account.members[user.id]))

    @serves("DELETE")
    def destroy(self) -> Answer:
        account, user = self._account, self._user()
        if user is not None:
            account.remove_member(user)
        return empty()

    def _user(self) -> User | None:
        return self._installation.users.get(permitted(self._params, named(integer="user_id")).get("user_id") or 0)


class PlatformUserOperations(PlatformResourceOperations[User]):
    """The operations of users."""

    path: ClassVar[str] = _PLATFORM + "/users"
    columns: ClassVar[Columns] = {**USER, **named(string="password", object="custom_attributes")}
    lacks: ClassVar[frozenset[str]] = frozenset(("index",))

    def create(self) -> Answer:
        known = self._installation.user_with_email(self._given().get("email"))
        return self._created(known) if known else super().create()

    @serves("GET", "/<id>/login")
    def login(self) -> Answer:
        query = urlencode({"email": self._record().email, "sso_auth_token": secrets.token_hex(32)})
        return shown({"url": f"{self._base_url}/app/login?{query}"})

    @serves("POST", "/<id>/token")
    def token(self) -> Answer:
        return shown(people_views.user_token(self._record()))

    def _records(self) -> Mapping[int, User]:
        return self._installation.users

    def _new(self) -> User:
        return User(0, "", password="")

    def _given(self) -> dict[str, Any]:
        return {name: value for name, value in super()._given().items() if (name, value) != ("password", None)}

    def _change(self, record: User) -> None:
        given = self._given()
        given["custom_attributes"] = {**record.custom_attributes, **given.get("custom_attributes", {})}
        change_user(self._installation, record, given, self.columns)

    def _keep(self, record: User) -> None:
        self._installation.add_user(record)

    def _remove(self, record: User) -> None:
        self._installation.delete_user(record)

    def _view(self, record: User) -> Json:
        return people_views.platform_user(record, self._installation.memberships(record), self._base_url)


class PlatformBotOperations(PlatformResourceOperations[AgentBot], BotOperations):
    """The operations of bots, which are for one account or for all."""

    path: ClassVar[str] = _PLATFORM + "/agent_bots"
    columns: ClassVar[Columns] = {**BotOperations.columns, **named(integer="account_id")}

    def _records(self) -> Mapping[int, AgentBot]:
        return self._installation.bots

    def _new(self) -> AgentBot:
        return AgentBot(0)

    def _view(self, record: AgentBot) -> Json:
        return fields(record, "id name description outgoing_url account_id access_token")
