"""The settings of an account: labels, teams, canned responses, custom attributes, filters, webhooks and apps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, TypeVar, cast

from chatwoot_client.sandbox.filters.sql import has_words, is_like
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.operations.resources import CHANGING, ResourceOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import Params, enum_sought, is_blank, text
from chatwoot_client.sandbox.rails.errors import ServerFault
from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.columns import OBJECTS, STRING, Columns, Error, blank, choice, human, named
from chatwoot_client.sandbox.records.contacts import Contact
from chatwoot_client.sandbox.records.conversations import Conversation
from chatwoot_client.sandbox.records.people import Team
from chatwoot_client.sandbox.records.release import NAMES_OF_TEAMS_ARE_TRIMMED, SETTINGS_ARE_FOR_ADMINISTRATORS, Release
from chatwoot_client.sandbox.records.settings import (
    ATTRIBUTE_MODELS,
    ATTRIBUTE_TYPES,
    DEFAULT_ATTRIBUTES,
    FILTER_TYPES,
    SUBSCRIPTIONS,
    CannedResponse,
    CustomAttribute,
    CustomFilter,
    DashboardApp,
    Label,
    Webhook,
)
from chatwoot_client.sandbox.views import settings as setting_views
from chatwoot_client.sandbox.views.fields import Json, fields

S = TypeVar("S", bound=Setting)


class SettingOperations(ApplicationOperation, ResourceOperations[S]):
    """The operations of one kind of settings."""

    kind: ClassVar[type[Setting]]
    """The class of the records, `S`; class variables can't be said to be of such a type."""
    key: ClassVar[str]
    """What the fields are nested under."""
    shown_fields: ClassVar[str]
    """Those that are shown, in their order."""
    for_administrators: ClassVar[frozenset[str]] = CHANGING
    status_when_destroyed: ClassVar[int] = 200
    audited: ClassVar[str] = ""
    """The fields that the audit log keeps; none for settings that it leaves out."""

    @property
    def _all(self) -> dict[int, S]:
        return self._account.all(cast("type[S]", self.kind))

    def _records(self) -> Mapping[int, S]:
        return self._all

    def _new(self) -> S:
        return cast("S", self.kind(0, self._account.id))

    def _keep(self, record: S) -> None:
        record.id = self._installation.store.next_id(self.kind)
        record.updated_at = record.created_at
        self._all[record.id] = record

    def _remove(self, record: S) -> None:
        del self._all[record.id]

    def create(self) -> Answer:
        answer = super().create()
        record = next(reversed(self._all.values()))
        self._audit(record, "create", fields(record, self.audited))
        return answer

    def update(self) -> Answer:
        record = self._record()
        before = fields(record, self.audited)
        answer = super().update()
        after = fields(record, self.audited)
        changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
        if changed:
            self._audit(record, "update", changed)
        return answer

    def _audit(self, record: S, action: str, changes: Json) -> None:
        if self.audited:
            self._account.audit(record, action, changes, self._user)

    def destroy(self) -> Answer:
        record = self._record()
        super().destroy()
        self._audit(record, "destroy", fields(record, self.audited))
        answer = empty(self.status_when_destroyed)
        if self.status_when_destroyed == 204:
            del answer.headers["content-type"]
        return answer

    def _view(self, record: S) -> Json:
        return fields(record, self.shown_fields)

    def _sent(self) -> Params:
        return self._required(self.key)

    def _taken(self, record: S, name: str, *scope: str) -> Iterator[Error]:
        """The error of a field that another setting of the kind has the same value in."""
        same = (name, *scope)
        for other in self._all.values():
            if other.id != record.id and all(getattr(other, each) == getattr(record, each) for each in same):
                yield name, f"{human(name)} has already been taken"


class LabelOperations(SettingOperations[Label]):
    """The operations of labels. Agents may list them only."""

    path: ClassVar[str] = ACCOUNT + "/labels"
    kind: ClassVar[type[Setting]] = Label
    key: ClassVar[str] = "label"
    shown_fields: ClassVar[str] = "id title description color show_on_sidebar"
    columns: ClassVar[Columns] = named(string="title color", text="description", boolean="show_on_sidebar")
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"show"}

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        return {**given, "title": given["title"].lower()} if given.get("title") else given

    def _change(self, record: Label) -> None:
        super()._change(record)
        self._account.touch("label")

    def _remove(self, record: Label) -> None:
        super()._remove(record)
        self._account.touch("label")
        # Chatwoot does that in a job.
        account = self._account
        everything: list[Conversation | Contact] = [*account.conversations.values(), *account.contacts.values()]
        for labelled in everything:
            labelled.labels = [title for title in labelled.labels if title != record.title]

    def _errors(self, record: Label) -> Iterator[Error]:
        yield from blank(record, "title", "must not be blank")
        if not re.fullmatch(r"[^\W_]+[\w-]+\n?", record.title or ""):
            yield "title", "Title is invalid"
        yield from self._taken(record, "title")
        if record.color is None:
            raise ServerFault("a label has a colour")

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": sorted(views, key=lambda view: str(view["title"]))}


class TeamOperations(SettingOperations[Team]):
    """The operations of teams."""

    path: ClassVar[str] = ACCOUNT + "/teams"
    kind: ClassVar[type[Setting]] = Team
    key: ClassVar[str] = "team"
    audited: ClassVar[str] = "name description allow_auto_assign account_id"
    columns: ClassVar[Columns] = named(string="name icon icon_color", text="description", boolean="allow_auto_assign")

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        if not given.get("name"):
            return given
        name = given["name"].lower()
        return {**given, "name": name.strip() if self._installation.store.plays(NAMES_OF_TEAMS_ARE_TRIMMED) else name}

    def _change(self, record: Team) -> None:
        super()._change(record)
        self._account.touch("team")

    def _remove(self, record: Team) -> None:
        super()._remove(record)
        self._account.touch("team")
        for conversation in self._account.conversations.values():
            if conversation.team is record:
                conversation.team = None

    def _errors(self, record: Team) -> Iterator[Error]:
        yield from blank(record, "name", "must not be blank")
        yield from self._taken(record, "name")

    def _view(self, record: Team) -> Json:
        return setting_views.team(record, self._user)


class CannedResponseOperations(SettingOperations[CannedResponse]):
    """The operations of canned responses, which are for every agent."""

    path: ClassVar[str] = ACCOUNT + "/canned_responses"
    kind: ClassVar[type[Setting]] = CannedResponse
    key: ClassVar[str] = "canned_response"
    shown_fields: ClassVar[str] = "id account_id short_code content created_at updated_at"
    columns: ClassVar[Columns] = named(string="short_code", text="content")
    lacks: ClassVar[frozenset[str]] = frozenset(("show",))
    for_administrators: ClassVar[frozenset[str]] = frozenset()

    def _wanted(self) -> list[CannedResponse]:
        searched = text(self._params, "search") or ""

        def place(each: CannedResponse) -> int | None:
            """Those whose code begins with it come first, then those that have it in the code, then in the text."""
            if is_like((each.short_code or "").lower(), f"{searched.lower()}%"):
                return 0
            return 1 if has_words(each.short_code, searched) else 2 if has_words(each.content, searched) else None

        places = {each: place(each) for each in self._all.values()}
        found = [each for each in places if places[each] is not None]
        return sorted(found, key=lambda each: places[each] or 0)

    def _changed(self, record: CannedResponse) -> Answer:
        return shown(fields(record, "account_id content short_code id created_at updated_at"))

    def _errors(self, record: CannedResponse) -> Iterator[Error]:
        yield from blank(record, "content")
        yield from blank(record, "short_code")
        yield from self._taken(record, "short_code")


class CustomAttributeOperations(SettingOperations[CustomAttribute]):
    """The operations of the definitions of custom attributes."""

    path: ClassVar[str] = ACCOUNT + "/custom_attribute_definitions"
    kind: ClassVar[type[Setting]] = CustomAttribute
    key: ClassVar[str] = "custom_attribute_definition"
    shown_fields: ClassVar[str] = """
        id attribute_display_name attribute_display_type attribute_description attribute_key regex_pattern regex_cue
        attribute_values attribute_model default_value created_at updated_at
    """
    columns: ClassVar[Columns] = {
        **named(string="attribute_display_name attribute_key regex_pattern regex_cue"),
        **named(text="attribute_description", values="attribute_values"),
        "attribute_display_type": choice(*ATTRIBUTE_TYPES),
        "attribute_model": choice(*ATTRIBUTE_MODELS),
    }
    for_administrators_since: ClassVar[Release] = SETTINGS_ARE_FOR_ADMINISTRATORS
    status_when_destroyed: ClassVar[int] = 204

    def _wanted(self) -> list[CustomAttribute]:
        sent = self._params.get("attribute_model")
        wanted = enum_sought(sent, ATTRIBUTE_MODELS)
        return [each for each in self._all.values() if is_blank(sent) or each.attribute_model in wanted]

    def _errors(self, record: CustomAttribute) -> Iterator[Error]:
        for name in ("attribute_display_name", "attribute_key", "attribute_display_type", "attribute_model"):
            yield from blank(record, name)
        yield from self._taken(record, "attribute_key", "attribute_model")
        if not re.fullmatch(r"[\w.-]+", record.attribute_key or ""):
            yield "attribute_key", "Attribute key must only contain letters, numbers, underscores, hyphens, and dots"
        if record.id == 0 and record.attribute_key in DEFAULT_ATTRIBUTES.get(record.attribute_model or "", ()):
            conflict = "The provided key is not allowed as it might conflict with default attributes."
            yield "attribute_key", f"Attribute key {conflict}"


class CustomFilterOperations(SettingOperations[CustomFilter]):
    """The operations of the filters that a user has kept; nobody else sees them."""

    path: ClassVar[str] = ACCOUNT + "/custom_filters"
    kind: ClassVar[type[Setting]] = CustomFilter
    key: ClassVar[str] = "custom_filter"
    shown_fields: ClassVar[str] = "id name filter_type query created_at updated_at"
    columns: ClassVar[Columns] = {
        **named(string="name", object="query"),
        "filter_type": choice(*FILTER_TYPES),
    }
    for_administrators: ClassVar[frozenset[str]] = frozenset()
    status_when_destroyed: ClassVar[int] = 204

    def _records(self) -> Mapping[int, CustomFilter]:
        return {each.id: each for each in self._all.values() if each.user_id == self._user.id}

    def _wanted(self) -> list[CustomFilter]:
        wanted = enum_sought(self._params.get("filter_type") or "conversation", FILTER_TYPES)
        return [each for each in self._records().values() if each.filter_type in wanted]

    def _new(self) -> CustomFilter:
        record = super()._new()
        record.user_id = self._user.id
        return record

    def _errors(self, record: CustomFilter) -> Iterator[Error]:
        if record.name is None:
            raise ServerFault("a filter has a name")
        return iter(())


class WebhookOperations(SettingOperations[Webhook]):
    """The operations of webhooks."""

    path: ClassVar[str] = ACCOUNT + "/webhooks"
    kind: ClassVar[type[Setting]] = Webhook
    key: ClassVar[str] = "webhook"
    audited: ClassVar[str] = "url name inbox_id account_id subscriptions"
    columns: ClassVar[Columns] = named(string="name", text="url", integer="inbox_id", values="subscriptions")
    lacks: ClassVar[frozenset[str]] = frozenset(("show",))
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"index"}

    def _errors(self, record: Webhook) -> Iterator[Error]:
        yield from self._taken(record, "url")
        if not re.search(r"https?:[-\w.!~*'();/?:@&=+$,%]", record.url or ""):
            yield "url", "Url is invalid"
        if not record.subscriptions or not SUBSCRIPTIONS.issuperset(map(str, record.subscriptions)):
            yield "subscriptions", "Subscriptions Invalid events"

    def _view(self, record: Webhook) -> Json:
        return setting_views.webhook(record, self._account)

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": {"webhooks": views}}

    def _shown(self, record: Webhook) -> Answer:
        return shown({"payload": {"webhook": self._view(record)}})


class DashboardAppOperations(SettingOperations[DashboardApp]):
    """The operations of dashboard apps."""

    path: ClassVar[str] = ACCOUNT + "/dashboard_apps"
    kind: ClassVar[type[Setting]] = DashboardApp
    key: ClassVar[str] = "dashboard_app"
    shown_fields: ClassVar[str] = "id title content created_at"
    columns: ClassVar[Columns] = {"title": replace(STRING, never_null=True), "content": OBJECTS}
    for_administrators_since: ClassVar[Release] = SETTINGS_ARE_FOR_ADMINISTRATORS
    status_when_destroyed: ClassVar[int] = 204

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        if "content" in given:
            given["content"] = [
                {name: each[name] for name in ("url", "type") if name in each} for each in given["content"]
            ]
        return given

    def _errors(self, record: DashboardApp) -> Iterator[Error]:
        if not record.content or not all(map(_is_frame, record.content)):
            yield "content", "Content : Invalid data"


def _is_frame(content: Mapping[str, Any]) -> bool:
    return content.get("type") == "frame" and re.match(r"https?://[^\s/]", str(content.get("url"))) is not None
