"""The settings of an account: labels, teams, canned responses, custom attributes, filters, webhooks and bots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar, cast

from chatwoot_client.sandbox import setting_views
from chatwoot_client.sandbox.answers import empty, shown
from chatwoot_client.sandbox.application import ACCOUNT, ApplicationOperation
from chatwoot_client.sandbox.columns import (
    AVATAR,
    BOOLEAN,
    INTEGER,
    OBJECT,
    OBJECTS,
    STRING,
    TEXT,
    URL,
    VALUES,
    Columns,
    Error,
    blank,
    choice,
    human,
)
from chatwoot_client.sandbox.exchange import Answer
from chatwoot_client.sandbox.params import Params, text
from chatwoot_client.sandbox.records import AgentBot, RecordNotFound, ServerFault, Setting, Team, new_token
from chatwoot_client.sandbox.resources import ResourceOperations
from chatwoot_client.sandbox.setting_records import (
    ATTRIBUTE_MODELS,
    ATTRIBUTE_TYPES,
    DEFAULT_ATTRIBUTES,
    SUBSCRIPTIONS,
    CannedResponse,
    CustomAttribute,
    CustomFilter,
    DashboardApp,
    Label,
    Webhook,
)
from chatwoot_client.sandbox.views import Json

CHANGING = frozenset(("create", "update", "destroy"))

S = TypeVar("S", bound=Setting)


class SettingOperations(ApplicationOperation, ResourceOperations[S]):
    """The operations of one kind of settings."""

    kind: ClassVar[type[Setting]]
    """The class of the records, `S`; class variables can't be said to be of such a type."""
    key: ClassVar[str]
    """What the fields are nested under."""
    fields: ClassVar[str]
    """Those that are shown, in their order."""
    for_administrators: ClassVar[frozenset[str]] = CHANGING
    status_when_destroyed: ClassVar[int] = 200

    def _records(self) -> Mapping[int, S]:
        return self._all()

    def _all(self) -> dict[int, S]:
        return self._account.settings.of(self._kind())

    def _kind(self) -> type[S]:
        return cast("type[S]", self.kind)

    def _new(self) -> S:
        return self._kind()(0, self._account.id)

    def _keep(self, record: S) -> None:
        record.id = self._installation.ids.next(self.kind)
        record.updated_at = record.created_at
        self._all()[record.id] = record

    def _remove(self, record: S) -> None:
        del self._all()[record.id]

    def destroy(self) -> Answer:
        super().destroy()
        answer = empty(self.status_when_destroyed)
        if self.status_when_destroyed == 204:
            del answer.headers["content-type"]
        return answer

    def _view(self, record: S) -> Json:
        return setting_views.fields(record, self.fields)

    def _sent(self) -> Params:
        return self._required(self.key)

    def _taken(self, record: S, name: str, *scope: str) -> Iterator[Error]:
        """The error of a field that another setting of the kind has the same value in."""
        same = (name, *scope)
        for other in self._all().values():
            if other.id != record.id and all(getattr(other, each) == getattr(record, each) for each in same):
                yield name, f"{human(name)} has already been taken"


class LabelOperations(SettingOperations[Label]):
    """The operations of labels. Agents may list them only."""

    path = ACCOUNT + "/labels"
    kind: ClassVar[type[Setting]] = Label
    fields = "id title description color show_on_sidebar"
    key = "label"
    columns: ClassVar[Columns] = Columns(title=STRING, description=STRING, color=STRING, show_on_sidebar=BOOLEAN)
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"show"}

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        return {**given, "title": given["title"].lower()} if given.get("title") else given

    def _change(self, record: Label) -> None:
        super()._change(record)
        self._account.details.touch("label")

    def _remove(self, record: Label) -> None:
        super()._remove(record)
        self._account.details.touch("label")
        # Chatwoot does that in a job.
        for conversation in self._account.conversations.values():
            conversation.labels = [title for title in conversation.labels if title != record.title]
        for contact in self._account.contacts.values():
            contact.labels = [title for title in contact.labels if title != record.title]

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

    path = ACCOUNT + "/teams"
    kind: ClassVar[type[Setting]] = Team
    key = "team"
    columns: ClassVar[Columns] = Columns(
        name=STRING, description=TEXT, allow_auto_assign=BOOLEAN, icon=STRING, icon_color=STRING
    )

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        return {**given, "name": given["name"].strip().lower()} if given.get("name") else given

    def _change(self, record: Team) -> None:
        super()._change(record)
        self._account.details.touch("team")

    def _remove(self, record: Team) -> None:
        super()._remove(record)
        self._account.details.touch("team")
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

    path = ACCOUNT + "/canned_responses"
    kind: ClassVar[type[Setting]] = CannedResponse
    fields = "id account_id short_code content created_at updated_at"
    key = "canned_response"
    columns: ClassVar[Columns] = Columns(short_code=STRING, content=TEXT)
    actions: ClassVar[tuple[str, ...]] = ("index", "create", "update", "destroy")
    for_administrators: ClassVar[frozenset[str]] = frozenset()

    def _records(self) -> Mapping[int, CannedResponse]:
        searched = (text(self._params, "search") or "").lower()
        codes = {each: str(each.short_code).lower() for each in self._all().values()}
        found = [each for each, code in codes.items() if searched in code or searched in str(each.content).lower()]
        # Those whose code begins with it come first, then those that have it in the code.
        found.sort(key=lambda each: (not codes[each].startswith(searched), searched not in codes[each]))
        return {each.id: each for each in found}

    def _changed(self, record: CannedResponse) -> Answer:
        return shown(setting_views.fields(record, "account_id content short_code id created_at updated_at"))

    def _errors(self, record: CannedResponse) -> Iterator[Error]:
        yield from blank(record, "content")
        yield from blank(record, "short_code")
        yield from self._taken(record, "short_code")


class CustomAttributeOperations(SettingOperations[CustomAttribute]):
    """The operations of the definitions of custom attributes."""

    path = ACCOUNT + "/custom_attribute_definitions"
    kind: ClassVar[type[Setting]] = CustomAttribute
    fields = (
        "id attribute_display_name attribute_display_type attribute_description attribute_key regex_pattern regex_cue "
        "attribute_values attribute_model default_value created_at updated_at"
    )
    key = "custom_attribute_definition"
    columns: ClassVar[Columns] = Columns(
        attribute_display_name=STRING,
        attribute_description=TEXT,
        attribute_display_type=choice(*ATTRIBUTE_TYPES),
        attribute_key=STRING,
        attribute_model=choice(*ATTRIBUTE_MODELS),
        regex_pattern=STRING,
        regex_cue=STRING,
        attribute_values=VALUES,
    )
    status_when_destroyed = 204

    def index(self) -> Answer:
        model = text(self._params, "attribute_model")
        wanted = ATTRIBUTE_MODELS[int(model)] if model in ("0", "1", "2") else model
        views = [self._view(each) for each in self._all().values() if not model or each.attribute_model == wanted]
        return shown(self._listed(views))

    def _errors(self, record: CustomAttribute) -> Iterator[Error]:
        for name in ("attribute_display_name", "attribute_key", "attribute_display_type", "attribute_model"):
            yield from blank(record, name)
        yield from self._taken(record, "attribute_key", "attribute_model")
        if record.attribute_key and not re.fullmatch(r"[\w.-]+", record.attribute_key):
            yield "attribute_key", "Attribute key must only contain letters, numbers, underscores, hyphens, and dots"
        if record.id == 0 and record.attribute_key in DEFAULT_ATTRIBUTES.get(record.attribute_model or "", ()):
            conflict = "The provided key is not allowed as it might conflict with default attributes."
            yield "attribute_key", f"Attribute key {conflict}"


class CustomFilterOperations(SettingOperations[CustomFilter]):
    """The operations of the filters that a user has kept; nobody else sees them."""

    path = ACCOUNT + "/custom_filters"
    kind: ClassVar[type[Setting]] = CustomFilter
    fields = "id name filter_type query created_at updated_at"
    key = "custom_filter"
    columns: ClassVar[Columns] = Columns(
        name=STRING, filter_type=choice("conversation", "contact", "report"), query=OBJECT
    )
    for_administrators: ClassVar[frozenset[str]] = frozenset()
    status_when_destroyed = 204

    def _records(self) -> Mapping[int, CustomFilter]:
        return {each.id: each for each in self._all().values() if each.user_id == self._user.id}

    def index(self) -> Answer:
        wanted = text(self._params, "filter_type") or "conversation"
        return shown([self._view(each) for each in self._records().values() if each.filter_type == wanted])

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

    path = ACCOUNT + "/webhooks"
    kind: ClassVar[type[Setting]] = Webhook
    key = "webhook"
    columns: ClassVar[Columns] = Columns(name=STRING, url=TEXT, inbox_id=INTEGER, subscriptions=VALUES)
    actions: ClassVar[tuple[str, ...]] = ("index", "create", "update", "destroy")
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

    path = ACCOUNT + "/dashboard_apps"
    kind: ClassVar[type[Setting]] = DashboardApp
    fields = "id title content created_at"
    key = "dashboard_app"
    columns: ClassVar[Columns] = Columns(title=STRING, content=OBJECTS)
    status_when_destroyed = 204


class BotOperations(ResourceOperations[AgentBot]):
    """What both APIs do with bots."""

    columns: ClassVar[Columns] = Columns(name=STRING, description=STRING, outgoing_url=URL, avatar=AVATAR)

    def remove_avatar(self) -> Answer:
        bot = self._record()
        bot.avatar = None
        return self._shown(bot)

    def _change(self, record: AgentBot) -> None:
        super()._change(record)
        self._installation.keep_file(record.avatar)

    def _keep(self, record: AgentBot) -> None:
        self._installation.add_bot(record)

    def _remove(self, record: AgentBot) -> None:
        self._installation.delete_bot(record)


class AgentBotOperations(ApplicationOperation, BotOperations):
    """The operations of an account's bots. Everybody sees those of the whole installation, too."""

    path = ACCOUNT + "/agent_bots"
    columns: ClassVar[Columns] = Columns(BotOperations.columns, bot_type=choice("webhook"), bot_config=OBJECT)
    more: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("DELETE", "/<segment:id>/avatar", "remove_avatar"),
        ("POST", "/<segment:id>/reset_access_token", "reset_access_token"),
        ("POST", "/<segment:id>/reset_secret", "reset_secret"),
    )
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"remove_avatar", "reset_access_token", "reset_secret"}

    def show(self) -> Answer:
        return self._shown(super()._record())

    def reset_access_token(self) -> Answer:
        bot = self._record()
        bot.access_token = new_token()
        return self._shown(bot)

    def reset_secret(self) -> Answer:
        bot = self._record()
        bot.secret = new_token()
        return self._shown(bot)

    def _records(self) -> Mapping[int, AgentBot]:
        reached = (None, self._account.id)
        return {bot.id: bot for bot in self._installation.bots.values() if bot.account_id in reached}

    def _record(self) -> AgentBot:
        """A bot of the account itself: no other can be changed."""
        bot = super()._record()
        if bot.account_id is None:
            raise RecordNotFound
        return bot

    def _new(self) -> AgentBot:
        return AgentBot(0, account_id=self._account.id)

    def _view(self, record: AgentBot) -> Json:
        return setting_views.agent_bot(record, self._base_url, with_secrets=self._is_administrator)
