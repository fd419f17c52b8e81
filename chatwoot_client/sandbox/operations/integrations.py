"""The operations of the services that an account may be connected with, and of its connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.operations.settings import SettingOperations
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import leading_int
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.columns import Columns, Error, choice, named
from chatwoot_client.sandbox.records.integrations import App, Hook, apps_of
from chatwoot_client.sandbox.records.settings import Webhook
from chatwoot_client.sandbox.views.fields import Json, fields


class HookOperations(SettingOperations[Hook]):
    """The operations of connections. No service is called here."""

    path: ClassVar[str] = ACCOUNT + "/integrations/hooks"
    kind: ClassVar[type[Setting]] = Hook
    key: ClassVar[str] = "hook"
    columns: ClassVar[Columns] = {
        **named(string="app_id reference_id", object="settings"),
        "status": choice("disabled", "enabled"),
    }
    lacks: ClassVar[frozenset[str]] = frozenset(("index", "show"))

    @serves("POST", "/<id>/process_event")
    def process_event(self) -> Answer:
        self._record()
        raise Refused(422, {"error": "No processor found"})

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        # The service is chosen once.
        if "id" in self._values:
            given.pop("app_id", None)
        elif "inbox_id" in self._sent():
            given["inbox"] = self._account.inboxes.get(leading_int(self._sent()["inbox_id"]))
        return given

    def _errors(self, record: Hook) -> Iterator[Error]:
        app = self._apps.get(record.app_id or "")
        if app is None:
            return
        if app.properties and not app.takes(record.settings):
            yield "settings", "Settings : Invalid settings data"
            if app.complaint:
                yield "base", app.complaint
        if app.hook_type == "inbox" and record.inbox is None:
            yield "inbox_id", "Inbox can't be blank"
        if not app.allow_multiple_hooks:
            yield from self._taken(record, "app_id")

    @property
    def _apps(self) -> dict[str, App]:
        return apps_of(self._installation.store.release)

    def _view(self, record: Hook) -> Json:
        """A connection; of the settings only those that its service lets be seen."""
        app = self._apps.get(record.app_id or "")
        visible = app.visible_properties if app else ()
        settings = {name: value for name, value in record.settings.items() if name in visible}
        return {
            **fields(record, "id app_id"),
            "status": record.status == "enabled",
            "inbox": fields(record.inbox, "id name") if record.inbox else None,
            "account_id": record.account_id,
            "hook_type": app.hook_type if app else "account",
            **({"settings": settings} if self._is_administrator else {}),
            "reference_id": record.reference_id,
        }


class AppOperations(HookOperations):
    """The operations of the services."""

    path: ClassVar[str] = ACCOUNT + "/integrations/apps"
    lacks: ClassVar[frozenset[str]] = CHANGING | {"process_event"}
    for_administrators: ClassVar[frozenset[str]] = frozenset()

    def index(self) -> Answer:
        return shown({"payload": [self._app(each) for each in self._apps.values()]})

    def show(self) -> Answer:
        app = self._apps.get(self._values["id"])
        if app is None:
            raise ServerFault("the service is taken for granted")
        return shown(self._app(app))

    def _app(self, app: App) -> Json:
        hooks = [each for each in self._all.values() if each.app_id == app.id]
        enabled = bool(self._account.all(Webhook)) if app.id == "webhook" else bool(hooks)
        return {
            **fields(app, "id name description short_description"),
            "enabled": enabled,
            **(self._for_administrators(app) if self._is_administrator else {}),
            "hooks": [self._view(each) for each in hooks],
        }

    def _for_administrators(self, app: App) -> Json:
        shown_of_app = fields(app, "logo i18n_key action hook_type allow_multiple_hooks")
        if app.properties:
            schema = {
                "type": "object",
                "properties": {name: {"type": kind} for name, kind in app.properties.items()},
                "required": list(app.required),
                "additionalProperties": False,
            }
            shown_of_app["settings_json_schema"] = schema
            shown_of_app["settings_form_schema"] = list(app.form)
            shown_of_app["visible_properties"] = list(app.visible_properties)
        return {**shown_of_app, "button": app.action}
