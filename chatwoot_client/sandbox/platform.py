"""The platform API: accounts with their users, users and bots, as a platform app makes them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from werkzeug.routing import Rule

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import found
from chatwoot_client.sandbox.columns import INTEGER, OBJECT, STRING, Columns, Error, change, choice, permitted
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.installation import PlatformApp
from chatwoot_client.sandbox.operation import Operation, Refused, rule
from chatwoot_client.sandbox.params import is_blank, whole_object
from chatwoot_client.sandbox.people import ACCOUNT_COLUMNS, ROLE, USER, account_errors, tidy_email, user_errors
from chatwoot_client.sandbox.records import AgentBot, RecordInvalid, ServerFault, User
from chatwoot_client.sandbox.resources import R, ResourceOperations
from chatwoot_client.sandbox.setting_records import FEATURES, AccountDetails
from chatwoot_client.sandbox.settings import BotOperations
from chatwoot_client.sandbox.state import Account
from chatwoot_client.sandbox.views import Json

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

    def index(self) -> Answer:
        return shown([self._view(record) for record in self._records().values() if record in self._app.permitted])

    def _record(self) -> R:
        record = super()._record()
        self._check_permitted(record)
        return record

    def _keep(self, record: R) -> None:
        self._app.permitted.add(record)


class PlatformAccountOperations(PlatformResourceOperations[AccountDetails]):
    """The operations of accounts."""

    path = _PLATFORM + "/accounts"
    columns: ClassVar[Columns] = Columns(
        ACCOUNT_COLUMNS, status=choice("active", "suspended"), limits=OBJECT, custom_attributes=OBJECT
    )

    more: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("POST", "/<segment:id>/email_channel_migrations", "migrate_email_channels"),
    )

    def migrate_email_channels(self) -> Answer:
        raise Refused(403, {"error": "Email channel migration is not enabled"})

    def _records(self) -> Mapping[int, AccountDetails]:
        return {account.id: account.details for account in self._installation.accounts.values()}

    def _new(self) -> AccountDetails:
        return AccountDetails(name="")

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        if "features" in self._params:
            given["features"] = self._features()
        return given

    def _features(self) -> frozenset[str]:
        features = set(self._record().features if "id" in self._values else self._new().features)
        for name, wanted in whole_object(self._params, "features").items():
            if name not in FEATURES:
                raise ServerFault(f"there is no feature {name}")
            (features.discard if is_blank(wanted) else features.add)(name)
        return frozenset(features)

    def _keep(self, record: AccountDetails) -> None:
        self._installation.create_account(record)
        super()._keep(record)

    def _remove(self, record: AccountDetails) -> None:
        del self._installation.accounts[record.id]

    def _errors(self, record: AccountDetails) -> Iterable[Error]:
        return account_errors(record)

    def _view(self, record: AccountDetails) -> Json:
        return setting_views.platform_account(record)


class AccountUserOperations(PlatformOperation):
    """The operations of the users of an account."""

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for method, operation in (("GET", "index"), ("POST", "create"), ("DELETE", "destroy")):
            yield rule(method, _PLATFORM + "/accounts/<segment:account_id>/account_users", cls, operation)

    @property
    def _account(self) -> Account:
        account = found(self._installation.accounts, self._values["account_id"])
        self._check_permitted(account.details)
        return account

    def index(self) -> Answer:
        return shown([setting_views.account_user(member) for member in self._account.members.values()])

    def create(self) -> Answer:
        account, role = self._account, permitted(self._params, {"role": ROLE})
        user = self._user()
        if user is None:
            raise RecordInvalid(("user", "User must exist"))
        if user.id not in account.members:
            return shown(setting_views.account_user(self._installation.add_member(account, user, **role)))
        change(account.members[user.id], role, {})
        return shown(setting_views.changed_account_user(account.members[user.id]))

    def destroy(self) -> Answer:
        account, user = self._account, self._user()
        if user is not None:
            self._installation.remove_member(account, user)
        return empty()

    def _user(self) -> User | None:
        return self._installation.users.get(permitted(self._params, {"user_id": INTEGER}).get("user_id") or 0)


class PlatformUserOperations(PlatformResourceOperations[User]):
    """The operations of users."""

    path = _PLATFORM + "/users"
    columns: ClassVar[Columns] = Columns(USER, password=STRING, custom_attributes=OBJECT)
    actions: ClassVar[tuple[str, ...]] = ("show", "create", "update", "destroy")
    more: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("GET", "/<segment:id>/login", "login"),
        ("POST", "/<segment:id>/token", "token"),
    )

    def create(self) -> Answer:
        known = self._installation.user_with_email(self._given().get("email"))
        if known is None:
            return super().create()
        self._app.permitted.add(known)
        return self._shown(known)

    def login(self) -> Answer:
        query = urlencode({"email": self._record().email, "sso_auth_token": secrets.token_hex(32)})
        return shown({"url": f"{self._base_url}/app/login?{query}"})

    def token(self) -> Answer:
        return shown(setting_views.user_token(self._record()))

    def _records(self) -> Mapping[int, User]:
        return self._installation.users

    def _new(self) -> User:
        return User(0, "", password="")

    def _given(self) -> dict[str, Any]:
        given = {name: value for name, value in super()._given().items() if (name, value) != ("password", None)}
        return tidy_email(given)

    def _change(self, record: User) -> None:
        given = self._given()
        given["custom_attributes"] = {**record.custom_attributes, **given.get("custom_attributes", {})}
        change(record, given, self.columns, self._errors)

    def _keep(self, record: User) -> None:
        self._installation.add_user(record)
        super()._keep(record)

    def _remove(self, record: User) -> None:
        self._installation.delete_user(record)

    def _errors(self, record: User) -> Iterable[Error]:
        return user_errors(self._installation, record)

    def _view(self, record: User) -> Json:
        return setting_views.platform_user(record, self._installation.memberships(record), self._base_url)


class PlatformBotOperations(PlatformResourceOperations[AgentBot], BotOperations):
    """The operations of bots, which are for one account or for all."""

    path = _PLATFORM + "/agent_bots"
    columns: ClassVar[Columns] = Columns(BotOperations.columns, account_id=INTEGER)
    more: ClassVar[tuple[tuple[str, str, str], ...]] = (("DELETE", "/<segment:id>/avatar", "remove_avatar"),)

    def _records(self) -> Mapping[int, AgentBot]:
        return self._installation.bots

    def _new(self) -> AgentBot:
        return AgentBot(0)

    def _keep(self, record: AgentBot) -> None:
        BotOperations._keep(self, record)
        super()._keep(record)

    def _view(self, record: AgentBot) -> Json:
        return setting_views.fields(record, "id name description outgoing_url account_id access_token")
