"""The people of an account, who is in a team, and what a user sees and changes of itself and of the account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from werkzeug.routing import Rule

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.answers import BRIEFLY_CACHED, empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, ApplicationOperation, found
from chatwoot_client.sandbox.columns import (
    AVATAR,
    BOOLEAN,
    INTEGER,
    OBJECT,
    STRING,
    TEXT,
    Columns,
    Error,
    blank,
    change,
    choice,
    human,
    permitted,
)
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.installation import Installation
from chatwoot_client.sandbox.operation import Refused, rule
from chatwoot_client.sandbox.params import Params, is_blank, leading_int, text
from chatwoot_client.sandbox.records import (
    Membership,
    RecordInvalid,
    RecordNotFound,
    ServerFault,
    Team,
    User,
    new_token,
    now,
)
from chatwoot_client.sandbox.setting_records import LOCALES, AccountDetails
from chatwoot_client.sandbox.views import Json

ROLE = choice("agent", "administrator")
MEMBERSHIP = Columns(role=ROLE, availability=choice("online", "offline", "busy"), auto_offline=BOOLEAN)
USER = Columns(name=STRING, display_name=STRING, email=STRING)

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PASSWORD_RULES = (
    (r".{6}", "6 characters"),
    (r"[A-Z]", "1 uppercase character  (A..Z)"),
    (r"[a-z]", "1 lowercase character  (a..z)"),
    (r"[0-9]", "1 number character  (0..9)"),
    (r"[^A-Za-z0-9]", "1 special character  ( !@#$%^&*()_+-=[]{}|\"/\\.,`<>:;?~')"),
)


def user_errors(installation: Installation, user: User) -> Iterator[Error]:
    """What is wrong with a user, apart from the length of its texts."""
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


def tidy_email(given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a user, with the address as it's kept."""
    return {**given, "email": given["email"].strip().lower()} if given.get("email") else given


class AgentOperations(ApplicationOperation):
    """The operations of the people of an account."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(("create", "bulk_create", "update", "destroy"))

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        agents = ACCOUNT + "/agents"
        yield rule("GET", agents, cls, "index")
        yield rule("POST", agents, cls, "create")
        yield rule("POST", agents + "/bulk_create", cls, "bulk_create")
        yield rule("PATCH PUT", agents + "/<segment:id>", cls, "update")
        yield rule("DELETE", agents + "/<segment:id>", cls, "destroy")

    def index(self) -> Answer:
        members = sorted(self._account.members.values(), key=lambda member: member.user.name.lower())
        return shown([self._view(member) for member in members])

    def create(self) -> Answer:
        sent = self._required("agent")
        return shown(self._view(self._invite(text(sent, "email"), text(sent, "name"), self._fields_of_place(sent))))

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
            given = tidy_email({"email": email, "name": name or (email or "").partition("@")[0]})
            change(user, given, USER, lambda draft: user_errors(self._installation, draft))
            self._installation.add_user(user)
        elif user.id in self._account.members:
            raise RecordInvalid(("user_id", "User has already been taken"))
        return self._installation.add_member(self._account, user, inviter_id=self._user.id, **fields)

    def update(self) -> Answer:
        member = self._member()
        sent = self._required("agent")
        name, place = permitted(sent, {"name": STRING}), self._fields_of_place(sent)
        change(member.user, name, USER, lambda draft: user_errors(self._installation, draft))
        change(member, place, MEMBERSHIP)
        return shown(self._view(member))

    def destroy(self) -> Answer:
        user = self._member().user
        self._installation.remove_member(self._account, user)
        if not any(self._installation.memberships(user)):
            self._installation.delete_user(user)
        return empty()

    def _member(self) -> Membership:
        return found(self._account.members, self._values["id"])

    def _fields_of_place(self, sent: Params) -> dict[str, Any]:
        return {name: value for name, value in permitted(sent, MEMBERSHIP).items() if value is not None}

    def _view(self, member: Membership) -> Json:
        return setting_views.agent(member, self._base_url)


class TeamMemberOperations(ApplicationOperation):
    """The operations of the members of a team."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(("add", "replace", "remove"))

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        for methods, operation in (("GET", "index"), ("POST", "add"), ("PATCH PUT", "replace"), ("DELETE", "remove")):
            yield rule(methods, ACCOUNT + "/teams/<segment:team_id>/team_members", cls, operation)

    def index(self) -> Answer:
        return self._shown(self._team().members)

    def add(self) -> Answer:
        team, users = self._team(), self._users()
        added = [user for user in users if user not in team.members]
        team.members += added
        return self._shown(added)

    def replace(self) -> Answer:
        team, users = self._team(), self._users()
        staying = [user for user in team.members if user in users]
        team.members = [*staying, *(user for user in users if user not in staying)]
        return self._shown(team.members)

    def remove(self) -> Answer:
        team, users = self._team(), self._users()
        team.members = [user for user in team.members if user not in users]
        return empty()

    def _team(self) -> Team:
        return found(self._account.settings.of(Team), self._values["team_id"])

    def _users(self) -> list[User]:
        ids = self._params.get("user_ids")
        if not isinstance(ids, list):
            raise ServerFault("there is no list of users")
        members = self._account.members
        wanted = dict.fromkeys(leading_int(str(each)) for each in ids)
        if not members.keys() >= wanted.keys():
            raise Refused(401, {"error": "Invalid User IDs"})
        return [members[each].user for each in wanted]

    def _shown(self, users: list[User]) -> Answer:
        members = self._account.members
        return shown([setting_views.agent(members[user.id], self._base_url) for user in users])


_PROFILE = Columns(USER, message_signature=TEXT, ui_settings=OBJECT, avatar=AVATAR, password=STRING)


class ProfileOperations(ApplicationOperation):
    """What a user sees and changes of itself."""

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """The methods and paths."""
        for methods, path, operation in (
            ("GET", "", "show"),
            ("PATCH PUT", "", "update"),
            ("DELETE", "/avatar", "remove_avatar"),
            ("POST", "/availability", "set_availability"),
            ("POST", "/auto_offline", "set_auto_offline"),
            ("PUT", "/set_active_account", "set_active_account"),
            ("POST", "/reset_access_token", "reset_access_token"),
            ("POST", "/resend_confirmation", "resend_confirmation"),
        ):
            yield rule(methods, "/api/v1/profile" + path, cls, operation)

    def show(self) -> Answer:
        user = self._user
        return shown(setting_views.profile(user, self._installation.memberships(user), self._base_url))

    def update(self) -> Answer:
        user, sent = self._user, self._required("profile")
        given = tidy_email(permitted(sent, _PROFILE))
        if is_blank(given.get("password")):
            given.pop("password", None)
        elif sent.get("current_password") != user.password:
            raise Refused(422, {"error": "Invalid current password"})
        given["custom_attributes"] = {**user.custom_attributes, **permitted(sent, {"phone_number": STRING})}
        email = user.email
        change(user, given, _PROFILE, lambda draft: user_errors(self._installation, draft))
        # A new address counts once its owner has confirmed it, which nobody does here.
        user.email = email
        self._installation.keep_file(user.avatar)
        return self.show()

    def remove_avatar(self) -> Answer:
        self._user.avatar = None
        return self.show()

    def reset_access_token(self) -> Answer:
        self._user.access_token = new_token()
        return self.show()

    def resend_confirmation(self) -> Answer:
        return empty()

    def set_availability(self) -> Answer:
        return self._change_place("availability")

    def set_auto_offline(self) -> Answer:
        return self._change_place("auto_offline")

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
        account_id = permitted(self._required("profile"), {"account_id": INTEGER}).get("account_id")
        account = self._installation.accounts.get(account_id or 0)
        return account.members.get(self._user.id) if account else None


ACCOUNT_COLUMNS = Columns(name=STRING, locale=choice(*LOCALES), domain=replace(STRING, limit=100), support_email=STRING)
_SETTINGS: dict[str, type] = {
    "auto_resolve_after": int,
    "auto_resolve_message": str,
    "auto_resolve_ignore_waiting": bool,
    "audio_transcriptions": bool,
    "auto_resolve_label": str,
}
_ABOUT_THE_COMPANY = ("industry", "company_size", "timezone", "referral_source", "website", "user_role")
_SHORTEST_SILENCE = 10
_LONGEST_SILENCE = 1_439_856


def account_errors(details: AccountDetails) -> Iterator[Error]:
    """What is wrong with an account, apart from the length of its texts."""
    yield from blank(details, "name")
    if details.support_email and not _EMAIL.search(details.support_email):
        yield "support_email", "Support email is not a valid email address"
    for name, value in details.settings.items():
        if value is not None and type(value) is not _SETTINGS[name]:
            yield name, f"{human(name)} must be of type type"
    minutes = details.settings.get("auto_resolve_after")
    if isinstance(minutes, int) and minutes < _SHORTEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be greater than or equal to {_SHORTEST_SILENCE}"
    if isinstance(minutes, int) and minutes > _LONGEST_SILENCE:
        yield "auto_resolve_after", f"Auto resolve after must be less than or equal to {_LONGEST_SILENCE}"


class AccountOperations(ApplicationOperation):
    """The operations of the account itself."""

    for_administrators: ClassVar[frozenset[str]] = frozenset(("update",))

    @classmethod
    def rules(cls) -> Iterator[Rule]:
        """Their methods and paths."""
        yield rule("GET", ACCOUNT, cls, "show")
        yield rule("PATCH PUT", ACCOUNT, cls, "update")
        yield rule("GET", ACCOUNT + "/cache_keys", cls, "cache_keys")
        yield rule("POST", ACCOUNT + "/update_active_at", cls, "update_active_at")

    def _admit(self) -> None:
        # An account that one isn't in looks like none.
        if self._user.id not in self._account.members:
            raise RecordNotFound
        super()._admit()

    def show(self) -> Answer:
        more: Json = {"latest_chatwoot_version": None, "subscribed_features": []}
        return shown({**setting_views.account(self._account), **more})

    def update(self) -> Answer:
        details = self._account.details
        about = permitted(self._params, dict.fromkeys(_ABOUT_THE_COMPANY, STRING))
        settings = {name: self._params[name] for name in _SETTINGS if name in self._params}
        given = {
            **permitted(self._params, ACCOUNT_COLUMNS),
            "settings": {**details.settings, **settings},
            "custom_attributes": {**details.custom_attributes, **about},
        }
        change(details, given, ACCOUNT_COLUMNS, account_errors)
        return shown(setting_views.account(self._account))

    def cache_keys(self) -> Answer:
        answer = shown(setting_views.cache_keys(self._account))
        answer.headers["cache-control"] = BRIEFLY_CACHED
        return answer

    def update_active_at(self) -> Answer:
        self._account.members[self._user.id].active_at = now()
        return empty()
