"""The people of an account, and what a user sees and changes of itself and of the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.account import Account
from chatwoot_client.sandbox.answers import BRIEFLY_CACHED, empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.columns import STRING, Columns, Error, blank, change, choice, human, named, permitted
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.installation import Installation
from chatwoot_client.sandbox.operation import Refused, serves, with_id
from chatwoot_client.sandbox.params import Params, is_blank, text
from chatwoot_client.sandbox.records import Membership, RecordInvalid, RecordNotFound, ServerFault, User, new_token, now
from chatwoot_client.sandbox.setting_records import LOCALES
from chatwoot_client.sandbox.views import Json

ROLE = choice("agent", "administrator")
MEMBERSHIP: Columns = {
    "role": ROLE,
    "availability": choice("online", "offline", "busy"),
    **named(boolean="auto_offline"),
}
USER: Columns = named(string="name display_name email")

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PASSWORD_RULES = (
    (r".{6}", "6 characters"),
    (r"[A-Z]", "1 uppercase character  (A..Z)"),
    (r"[a-z]", "1 lowercase character  (a..z)"),
    (r"[0-9]", "1 number character  (0..9)"),
    (r"[^A-Za-z0-9]", "1 special character  ( !@#$%^&*()_+-=[]{}|\"/\\.,`<>:;?~')"),
)


def change_user(installation: Installation, user: User, given: dict[str, Any], columns: Columns) -> None:
    """Set fields of a user, all or none. Raises `RecordInvalid`."""
    if given.get("email"):
        given = {**given, "email": given["email"].strip().lower()}
    change(user, given, columns, lambda draft: _user_errors(installation, draft))


def _user_errors(installation: Installation, user: User) -> Iterator[Error]:
    yield from blank(user, "email")
    if user.email and not _EMAIL.fullmatch(user.email):
        yield "email", "Email is invalid"
        yield "email", "Email is not an email"
    known = installation.user_with_email(user.email)
    if known is not None and known.id != user.id:
        yield "email", "Email has already been taken"
    for pattern, what in _PASSWORD_RULES:
        if not re.search(pattern, user.password, re.DOTALL):
            yield "password", f"Password must contain at least {what}"
    yield from blank(user, "name")


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
                self._invite(str(email), None, {})
            except RecordInvalid:
                continue
        return empty()

    def _invite(self, email: str | None, name: str | None, fields: dict[str, Any]) -> Membership:
        user = self._installation.user_with_email(email) if email else None
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
        return {name: value for name, value in permitted(sent, MEMBERSHIP).items() if value is not None}

    def _view(self, member: Membership) -> Json:
        return setting_views.agent(member, self._base_url)


_PROFILE = {**USER, **named(text="message_signature", object="ui_settings", avatar="avatar", string="password")}


class ProfileOperations(ApplicationOperation):
    """What a user sees and changes of itself."""

    path: ClassVar[str] = "/api/v1/profile"

    @serves("GET")
    def show(self) -> Answer:
        user = self._user
        return shown(setting_views.profile(user, self._installation.memberships(user), self._base_url))

    @serves("PATCH PUT")
    def update(self) -> Answer:
        user, sent = self._user, self._required("profile")
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


ACCOUNT_COLUMNS: Columns = {
    **named(string="name support_email"),
    "locale": choice(*LOCALES),
    "domain": replace(STRING, limit=100),
}
_SETTINGS: dict[str, type] = {
    "auto_resolve_after": int,
    "auto_resolve_message": str,
    "auto_resolve_ignore_waiting": bool,
    "audio_transcriptions": bool,
    "auto_resolve_label": str,
}
_ABOUT_THE_COMPANY = named(string="industry company_size timezone referral_source website user_role")
_SHORTEST_SILENCE = 10
_LONGEST_SILENCE = 1_439_856


def account_errors(account: Account) -> Iterator[Error]:
    """What is wrong with an account, apart from the length of its texts."""
    yield from blank(account, "name")
    if account.support_email and not _EMAIL.search(account.support_email):
        yield "support_email", "Support email is not a valid email address"
    for name, value in account.settings.items():
        if value is not None and type(value) is not _SETTINGS[name]:
            yield name, f"{human(name)} must be of type type"
    minutes = account.settings.get("auto_resolve_after")
    if isinstance(minutes, int) and minutes < _SHORTEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be greater than or equal to {_SHORTEST_SILENCE}"
    if isinstance(minutes, int) and minutes > _LONGEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be less than or equal to {_LONGEST_SILENCE}"


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
        return shown({**setting_views.account(self._account), **more})

    @serves("PATCH PUT")
    def update(self) -> Answer:
        account = self._account
        about = permitted(self._params, _ABOUT_THE_COMPANY)
        settings = {name: self._params[name] for name in _SETTINGS if name in self._params}
        given = {
            **permitted(self._params, ACCOUNT_COLUMNS),
            "settings": {**account.settings, **settings},
            "custom_attributes": {**account.custom_attributes, **about},
        }
        change(account, given, ACCOUNT_COLUMNS, account_errors)
        return shown(setting_views.account(account))

    @serves("GET", "/cache_keys")
    def cache_keys(self) -> Answer:
        answer = shown(setting_views.cache_keys(self._account))
        answer.headers["cache-control"] = BRIEFLY_CACHED
        return answer

    @serves("POST", "/update_active_at")
    def update_active_at(self) -> Answer:
        self._account.members[self._user.id].active_at = now()
        return empty()
