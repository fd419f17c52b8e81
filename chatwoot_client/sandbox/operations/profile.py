"""What a user sees and changes of itself."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ApplicationOperation
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import is_blank, is_scalar
from chatwoot_client.sandbox.rails.errors import RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.base import new_token, now
from chatwoot_client.sandbox.records.columns import change, named, permitted
from chatwoot_client.sandbox.records.people import Membership
from chatwoot_client.sandbox.rules.people import MEMBERSHIP, USER, change_user
from chatwoot_client.sandbox.views import people as people_views

_PROFILE = {**USER, **named(text="message_signature", object="ui_settings", avatar="avatar", string="password")}


class ProfileOperations(ApplicationOperation):
    """What a user sees and changes of itself."""

    path: ClassVar[str] = "/api/v1/profile"

    @serves("GET")
    def show(self) -> Answer:
        user = self._user
        return shown(people_views.profile(user, self._installation.memberships(user), self._base_url))

    @serves("PATCH PUT")
    def update(self) -> Answer:
        user, sent = self._user, self._required("profile")
        if is_scalar(sent.get("account_id", [])):
            raise ServerFault("unknown attribute 'account_id' for User")
        given = permitted(sent, _PROFILE)
        if is_blank(given.get("password")):
            given.pop("password", None)
        elif sent.get("current_password") != user.password:
            raise Refused(422, {"error": "Invalid current password"})
        given["custom_attributes"] = {**user.custom_attributes, **permitted(sent, named(string="phone_number"))}
        email = user.email
        change_user(self._installation, user, given, _PROFILE)
        # A new address counts once its owner has confirmed it, which nobody does here.
        user.email = email
        self._installation.store.keep(user.avatar)
        return self.show()

    @serves("DELETE", "/avatar")
    def remove_avatar(self) -> Answer:
        self._user.avatar = None
        return self.show()

    @serves("POST", "/reset_access_token")
    def reset_access_token(self) -> Answer:
        self._user.access_token = new_token()
        return self.show()

    @serves("POST", "/resend_confirmation")
    def resend_confirmation(self) -> Answer:
        return empty()

    @serves("POST", "/availability")
    def set_availability(self) -> Answer:
        return self._change_place("availability")

    @serves("POST", "/auto_offline")
    def set_auto_offline(self) -> Answer:
        return self._change_place("auto_offline")

    @serves("PUT", "/set_active_account")
    def set_active_account(self) -> Answer:
        place = self._membership()
        if place is None:
            raise ServerFault("the user is in no such account")
        place.active_at = now()
        return empty()

    def _change_place(self, name: str) -> Answer:
        place = self._membership()
        if place is None:
            raise RecordNotFound
        change(place, permitted(self._required("profile"), {name: MEMBERSHIP[name]}), MEMBERSHIP)
        return self.show()

    def _membership(self) -> Membership | None:
        account_id = permitted(self._required("profile"), named(integer="account_id")).get("account_id")
        account = self._installation.accounts.get(account_id or 0)
        return account.members.get(self._user.id) if account else None
