"""What may be done with the account itself."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import BRIEFLY_CACHED, empty, shown
from chatwoot_client.sandbox.rails.errors import RecordNotFound
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.columns import change, named, permitted
from chatwoot_client.sandbox.rules.account_settings import ACCOUNT_COLUMNS, ACCOUNT_SETTINGS, account_errors
from chatwoot_client.sandbox.views import accounts as account_views
from chatwoot_client.sandbox.views.fields import Json

_ABOUT_THE_COMPANY = named(string="industry company_size timezone referral_source website user_role")


class AccountOperations(ApplicationOperation):
    """The operations of the account itself."""

    path: ClassVar[str] = ACCOUNT
    for_administrators: ClassVar[frozenset[str]] = frozenset(("update",))

    def _admit(self) -> None:
        # An account that one isn't in looks like none.
        if self._user.id not in self._account.members:
            raise RecordNotFound
        super()._admit()

    @serves("GET")
    def show(self) -> Answer:
        more: Json = {"latest_chatwoot_version": None, "subscribed_features": []}
        return shown({**account_views.account(self._account), **more})

    @serves("PATCH PUT")
    def update(self) -> Answer:
        account = self._account
        about = permitted(self._params, _ABOUT_THE_COMPANY)
        settings = {name: self._params[name] for name in ACCOUNT_SETTINGS if name in self._params}
        given = {
            **permitted(self._params, ACCOUNT_COLUMNS),
            "settings": {**account.settings, **settings},
            "custom_attributes": {**account.custom_attributes, **about},
        }
        change(account, given, ACCOUNT_COLUMNS, account_errors)
        return shown(account_views.account(account))

    @serves("GET", "/cache_keys")
    def cache_keys(self) -> Answer:
        answer = shown(account_views.cache_keys(self._account))
        answer.headers["cache-control"] = BRIEFLY_CACHED
        return answer

    @serves("POST", "/update_active_at")
    def update_active_at(self) -> Answer:
        self._account.members[self._user.id].active_at = now()
        return empty()
