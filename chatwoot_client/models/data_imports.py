"""Imports from other services."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, listed, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class DataImport(Model):
    """An import from another service, or of a CSV of contacts.

    The last three fields are for one import alone, not for the list: the latest entries of its logs.
    """

    id: int | None = field()
    name: str | None = field()
    data_type: str | None = field()
    source_type: str | None = field()
    source_provider: str | None = field()
    import_types: list[str] | None = field()
    status: str | None = field()
    stalled: bool | None = field()
    total_records: int | None = field()
    processed_records: int | None = field()
    stats: dict[str, Any] | None = field()
    cursor: dict[str, Any] | None = field()
    created_at: datetime.datetime | None = iso()
    updated_at: datetime.datetime | None = iso()
    started_at: datetime.datetime | None = iso()
    completed_at: datetime.datetime | None = iso()
    abandoned_at: datetime.datetime | None = iso()
    initiated_by: DataImportInitiator | None = nested("DataImportInitiator")
    import_errors_count: int | None = field()
    skip_logs_count: int | None = field()
    import_errors: list[DataImportLog] | None = nested_list("DataImportLog")
    skip_logs: list[DataImportLog] | None = nested_list("DataImportLog")
    skip_logs_filters: DataImportSkipLogsFilters | None = nested("DataImportSkipLogsFilters")


class DataImportInitiator(Model):
    """Who began an import."""

    id: int | None = field()
    name: str | None = field()
    email: str | None = field()


class DataImportLog(Model):
    """What couldn't be imported, or was left out; ``kind`` is for the latter alone."""

    id: int | None = field()
    kind: str | None = field()
    error_code: str | None = field()
    message: str | None = field()
    source_object_type: str | None = field()
    source_object_id: str | None = field()
    details: dict[str, Any] | None = field()
    created_at: datetime.datetime | None = iso()


class DataImportSkipLogsFilters(Model):
    """Which kind of object the entries are of, and how many there are of each."""

    selected_source_object_type: str | None = field()
    counts_by_type: dict[str, int] | None = field()


class DataImportList(Model):
    """All imports of an account, latest first."""

    payload: list[DataImport] | None = nested_list("DataImport")


class DataImportCreatePayload(Model):
    """An import to begin, or a source to try.

    ``source_provider`` is the other service, such as ``intercom``, and ``access_token`` its own. ``import_types`` is
    what to import, such as ``contacts``; all of it when left out.
    """

    name: str | None = field()
    source_provider: str | None = field()
    access_token: str | None = field()
    import_types: ListOf[str] | None = listed(of=str)


class DataImportValidation(Model):
    """That a source answers, and how much it has."""

    valid: bool | None = field()
    totals: dict[str, Any] | None = field()
    message: str | None = field()
