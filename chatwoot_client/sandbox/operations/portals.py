"""The operations of help centers, and of the categories in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ACCOUNT
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.operations.settings import S, SettingOperations
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int, text, texts, whole_object
from chatwoot_client.sandbox.rails.errors import RecordNotFound, Refused, ServerFault
from chatwoot_client.sandbox.records.base import Setting
from chatwoot_client.sandbox.records.columns import Columns, Error, blank, named
from chatwoot_client.sandbox.records.help_center import LAYOUTS, Category, Portal
from chatwoot_client.sandbox.records.release import PORTALS_NEED_NO_DOMAIN
from chatwoot_client.sandbox.rules.help_center import categories_of, in_order, remove_category, remove_portal
from chatwoot_client.sandbox.views.fields import Json
from chatwoot_client.sandbox.views.help_center import HelpCenterViews

PORTALS = ACCOUNT + "/portals"
_LISTS, _OBJECTS, _TEXTS = (
    ("allowed_locales", "draft_locales"),
    ("social_profiles", "locale_translations", "popular_content"),
    ("default_locale", "layout"),
)


class HelpCenterOperations(SettingOperations[S]):
    """The operations of one kind of what a help center has."""

    @property
    def _help_center(self) -> HelpCenterViews:
        return HelpCenterViews(self._account, self._views)

    def _portal_with_slug(self, slug: str) -> Portal:
        portals = self._account.all(Portal).values()
        portal = next((each for each in portals if each.slug == slug), None)
        if portal is None:
            raise RecordNotFound
        return portal

    @property
    def _portal(self) -> Portal:
        """The portal that the path names, in which the records are."""
        return self._portal_with_slug(self._values["slug"])

    def _shown(self, record: S) -> Answer:
        return shown({"payload": self._view(record)})


class PortalOperations(HelpCenterOperations[Portal]):
    """The operations of portals, which the path names by their slugs. One that isn't there breaks the server."""

    path: ClassVar[str] = PORTALS
    kind: ClassVar[type[Setting]] = Portal
    key: ClassVar[str] = "portal"
    columns: ClassVar[Columns] = named(
        string="name slug color custom_domain header_text homepage_link page_title", boolean="archived", object="config"
    )
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"archive", "remove_logo", "send_instructions"}

    @serves("PATCH PUT", "/<id>/archive")
    def archive(self) -> Answer:
        # So it is on a server, too: what it calls was removed.
        raise ServerFault("undefined method `archive' for an instance of Portal")

    @serves("DELETE", "/<id>/logo")
    def remove_logo(self) -> Answer:
        self._record().logo = None
        return empty()

    @serves("POST", "/<id>/send_instructions")
    def send_instructions(self) -> Answer:
        # They would go out by e-mail, and the sandbox sends none.
        email = text(self._params, "email")
        if is_blank(email):
            raise Refused(422, {"error": "Email is required"})
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email or ""):
            raise Refused(422, {"error": "Invalid email format"})
        self._refuse_without_domain()
        return shown({"message": "Instructions sent successfully"})

    @serves("GET", "/<id>/ssl_status")
    def ssl_status(self) -> Answer:
        self._refuse_without_domain()
        raise Refused(501, {"status": 501, "error": "The sandbox asks no other service for certificates"})

    def _refuse_without_domain(self) -> None:
        if is_blank(self._record().custom_domain):
            raise Refused(422, {"error": "Custom domain is not configured"})

    def _record(self) -> Portal:
        try:
            return self._portal_with_slug(self._values["id"])
        except RecordNotFound as error:
            raise ServerFault("the portal is taken for granted") from error

    def _given(self) -> dict[str, Any]:
        given = super()._given()
        is_new = "id" not in self._values
        if is_new and "custom_domain" not in given and not self._installation.store.plays(PORTALS_NEED_NO_DOMAIN):
            raise ServerFault("undefined method `gsub' for nil")
        if "custom_domain" in given:
            given["custom_domain"] = _host(given["custom_domain"])
        if "config" in given:
            before = Portal(0, 0).config if is_new else self._record().config
            given["config"] = {**before, **_permitted_config(given["config"])}
        return given

    def _change(self, record: Portal) -> None:
        super()._change(record)
        if "inbox_id" in self._params:
            record.inbox = self._account.inboxes.get(leading_int(self._params["inbox_id"]))

    def _errors(self, record: Portal) -> Iterator[Error]:
        yield from blank(record, "name")
        yield from blank(record, "slug")
        yield from self._taken(record, "slug")
        if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", record.color or ""):
            yield "color", "Color is invalid"
        if record.config["layout"] not in LAYOUTS:
            yield "layout", "Layout must be of type enum"

    def _remove(self, record: Portal) -> None:
        remove_portal(self._account, record)

    def _view(self, record: Portal) -> Json:
        return self._help_center.portal(record)

    def _listed(self, views: list[Json]) -> Any:
        return {"payload": views, "meta": {"current_page": 1, "portals_count": len(views)}}

    def show(self) -> Answer:
        return shown(self._help_center.portal(self._record(), counting=True))

    def _shown(self, record: Portal) -> Answer:
        return shown(self._view(record))


def _host(domain: str | None) -> str | None:
    """A domain without what stands around it in an address; None for a blank one."""
    if domain is None or is_blank(domain):
        return None
    return urlsplit(domain).hostname if "://" in domain else domain


def _permitted_config(sent: Mapping[str, Any]) -> dict[str, Any]:
    sent = dict(sent)
    return {
        **{name: texts(sent, name) for name in _LISTS if name in sent},
        **{name: whole_object(sent, name) for name in _OBJECTS if name in sent},
        **{name: text(sent, name) for name in _TEXTS if name in sent},
    }


class CategoryOperations(HelpCenterOperations[Category]):
    """The operations of the categories of a portal."""

    path: ClassVar[str] = PORTALS + "/<slug>/categories"
    kind: ClassVar[type[Setting]] = Category
    key: ClassVar[str] = "category"
    columns: ClassVar[Columns] = named(
        string="name slug locale icon icon_color", text="description", integer="position"
    )
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"reorder"}

    @serves("POST", "/reorder")
    def reorder(self) -> Answer:
        for id_, position in whole_object(self._params, "positions_hash").items():
            category = self._records().get(leading_int(id_))
            if category is not None:
                category.position = leading_int(position)
        return empty()

    def _records(self) -> Mapping[int, Category]:
        return {each.id: each for each in categories_of(self._account, self._portal)}

    def _wanted(self) -> list[Category]:
        locale = text(self._params, "locale")
        return in_order(each for each in self._records().values() if not locale or each.locale == locale)

    def _new(self) -> Category:
        category = super()._new()
        category.portal, category.locale = self._portal, self._portal.default_locale
        return category

    def _given(self) -> dict[str, Any]:
        sent, given = self._sent(), super()._given()
        if is_blank(given.get("locale", "en")):
            del given["locale"]
        known = self._records()
        for name, field in (("parent_category_id", "parent"), ("associated_category_id", "root")):
            if name in sent:
                given[field] = known.get(leading_int(sent[name]))
        if isinstance(sent.get("related_category_ids"), list):
            ids = map(leading_int, sent["related_category_ids"])
            given["related"] = [known[id_] for id_ in ids if id_ in known]
        return given

    def _errors(self, record: Category) -> Iterator[Error]:
        yield from blank(record, "slug")
        yield from blank(record, "name")
        allowed = self._portal.config["allowed_locales"]
        if record.locale not in allowed:
            codes = ", ".join(f'"{code}"' for code in allowed)
            yield "locale", f"Locale {record.locale} of category is not part of portal's [{codes}]."
        for other in self._records().values():
            if other.id != record.id and (other.slug, other.locale) == (record.slug, record.locale):
                yield "locale", "Locale should be unique in the category and portal"

    def _remove(self, record: Category) -> None:
        remove_category(self._account, record)

    def _view(self, record: Category) -> Json:
        return self._help_center.category(record)

    def _listed(self, views: list[Json]) -> Any:
        page = self._params.get("page")
        return {"payload": views, "meta": {"current_page": page or 1, "categories_count": len(views)}}
