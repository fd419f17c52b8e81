"""The operations of the articles of a help center."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.portals import PORTALS, HelpCenterOperations
from chatwoot_client.sandbox.operations.resources import CHANGING
from chatwoot_client.sandbox.rails.answers import empty, shown
from chatwoot_client.sandbox.rails.casts import is_blank, leading_int, text, whole_object
from chatwoot_client.sandbox.rails.errors import Refused, ServerFault
from chatwoot_client.sandbox.records.base import Setting, now
from chatwoot_client.sandbox.records.columns import Columns, Error, blank, choice, named
from chatwoot_client.sandbox.records.help_center import ARTICLE_STATUSES, Article, Category
from chatwoot_client.sandbox.records.release import POSITIONS_ARE_TOLD
from chatwoot_client.sandbox.rules.help_center import (
    articles_of,
    categories_of,
    has_words,
    next_position,
    usual_slug,
)
from chatwoot_client.sandbox.views.fields import Json

ARTICLES_PER_PAGE = 25


class ArticleOperations(HelpCenterOperations[Article]):
    """The operations of single articles."""

    path: ClassVar[str] = PORTALS + "/<slug>/articles"
    kind: ClassVar[type[Setting]] = Article
    key: ClassVar[str] = "article"
    columns: ClassVar[Columns] = {
        **named(string="title slug locale draft_title", text="content description draft_content"),
        **named(integer="position", object="meta"),
        "status": choice(*ARTICLE_STATUSES),
    }
    for_administrators: ClassVar[frozenset[str]] = CHANGING | {"reorder"}

    def index(self) -> Answer:
        listed = self._listing()
        payload = [self._view(each) for each in self._paged(listed, ARTICLES_PER_PAGE)]
        counts = self._help_center.article_counts(self._portal, listed, self._user)
        meta = {**counts, "current_page": self._params.get("page") or 1}
        return shown({"payload": payload, "meta": {name: meta[name] for name in sorted(meta)}})

    def _listing(self) -> list[Article]:
        """The articles that the parameters ask for: of a category by their positions, otherwise the latest first."""
        slug, locale, query, author_id, status = (
            text(self._params, name) for name in ("category_slug", "locale", "query", "author_id", "status")
        )
        if status and status.isdigit():
            status = ARTICLE_STATUSES[int(status)] if int(status) < len(ARTICLE_STATUSES) else "none"
        listed = [
            each
            for each in articles_of(self._account, self._portal)
            if (not slug or getattr(each.category, "slug", None) == slug)
            and (not locale or each.locale == locale)
            and (not status or each.status == status)
            and (not author_id or getattr(each.author, "id", None) == leading_int(author_id))
            and (not query or has_words(each, query))
        ]
        if slug:
            return sorted(listed, key=lambda each: each.position or 0)
        return sorted(listed, key=lambda each: (each.updated_at, each.id), reverse=True)

    @serves("POST", "/reorder")
    def reorder(self) -> Answer:
        for id_, position in whole_object(self._params, "positions_hash").items():
            article = self._records().get(leading_int(id_))
            if article is not None:
                article.position = leading_int(position)
        return shown({"positions": {}}) if self._installation.store.plays(POSITIONS_ARE_TOLD) else empty()

    def _records(self) -> Mapping[int, Article]:
        return {each.id: each for each in articles_of(self._account, self._portal)}

    def _new(self) -> Article:
        article = super()._new()
        article.portal, article.locale = self._portal, self._portal.default_locale
        return article

    def _keep(self, record: Article) -> None:
        record.slug = record.slug or usual_slug(record.title or "")
        self._refuse_taken_slug(record)
        if record.position is None:
            record.position = next_position(self._account, self._portal)
        super()._keep(record)

    def _change(self, record: Article) -> None:
        super()._change(record)
        if record.id:
            self._refuse_taken_slug(record)

    def _refuse_taken_slug(self, record: Article) -> None:
        for account in self._installation.accounts.values():
            if any(each.slug == record.slug and each is not record for each in account.all(Article).values()):
                raise ServerFault("duplicate key value violates unique constraint")

    def _given(self) -> dict[str, Any]:
        sent, given = self._sent(), super()._given()
        if is_blank(given.get("locale", "en")):
            del given["locale"]
        if "author_id" in sent:
            given["author"] = self._member_with_id(sent["author_id"])
        if "category_id" in sent:
            given["category"] = self._category_with_id(sent["category_id"])
        if "associated_article_id" in sent:
            given["root"] = self._records().get(leading_int(sent["associated_article_id"]))
        return given

    def _category_with_id(self, id_: Any) -> Category | None:
        wanted = leading_int(id_)
        return next((each for each in categories_of(self._account, self._portal) if each.id == wanted), None)

    def _errors(self, record: Article) -> Iterator[Error]:
        if record.author is None:
            yield "author", "Author must exist"
            yield "author_id", "Author can't be blank"
        yield from blank(record, "title")
        if record.status == "published":
            yield from blank(record, "content")

    def _view(self, record: Article) -> Json:
        return self._help_center.article(record)


class ArticleBulkOperations(ArticleOperations):
    """The operations on many articles of a portal."""

    path: ClassVar[str] = PORTALS + "/<slug>/articles/bulk_actions"
    lacks: ClassVar[frozenset[str]] = frozenset(("index", "show", "create", "update", "destroy", "reorder"))
    for_administrators: ClassVar[frozenset[str]] = frozenset(("update_status", "update_category", "delete_articles"))

    @serves("PATCH PUT", "/update_status")
    def update_status(self) -> Answer:
        status = self._params.get("status")
        if status not in ARTICLE_STATUSES:
            raise Refused(422, {"error": "Invalid status value"})
        for article in self._named():
            article.status, article.updated_at = status, now()
        return empty()

    @serves("PATCH PUT", "/update_category")
    def update_category(self) -> Answer:
        articles, category = self._named(), self._category_with_id(self._params.get("category_id"))
        if category is None:
            raise Refused(422, {"error": "Category not found in this portal"})
        for article in articles:
            article.category, article.updated_at = category, now()
        return empty()

    @serves("DELETE", "/delete_articles")
    def delete_articles(self) -> Answer:
        for article in self._named():
            del self._all[article.id]
        return empty()

    def _named(self) -> list[Article]:
        ids, known = self._params.get("ids"), self._records()
        wanted = dict.fromkeys(map(leading_int, ids)) if isinstance(ids, list) else {}
        articles = [known[id_] for id_ in wanted if id_ in known]
        if not articles:
            raise Refused(422, {"error": "No articles found to process"})
        return articles
