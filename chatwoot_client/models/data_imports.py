"""Imports from other services."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from chatwoot_client.models.base import Model, field, iso, listed, nested, nested_list

if TYPE_CHECKING:
    from chatwoot_client.models.base.lists import ListOf


class DataImport(Model):
    """An import from another service, or of a CSV of contacts; since Chatwoot 4.16."""

    id: int | None = field()
    """Id of the import."""
    name: str | None = field()
    """Name that the import was given; null for a CSV."""
    data_type: str | None = field()
    """What a CSV has: ``contacts``."""
    source_type: str | None = field()
    """What kind of source it's from; null for a CSV."""
    source_provider: str | None = field()
    """The other service, such as ``intercom``; null for a CSV."""
    import_types: list[str] | None = field()
    """What is imported of it, such as ``contacts``; empty for a CSV."""
    status: str | None = field()
    """How far the import is, such as ``pending``."""
    stalled: bool | None = field()
    """Whether it has come to a halt."""
    total_records: int | None = field()
    """How many records there are; null until they're counted."""
    processed_records: int | None = field()
    """How many of them are done; null until it begins."""
    stats: dict[str, Any] | None = field()
    """What was imported, by kind."""
    cursor: dict[str, Any] | None = field()
    """Where the other service is read on."""
    created_at: datetime.datetime | None = iso()
    """When the import was asked for."""
    updated_at: datetime.datetime | None = iso()
    """When it last got on."""
    started_at: datetime.datetime | None = iso()
    """When it began; null before that."""
    completed_at: datetime.datetime | None = iso()
    """When it ended; null before that."""
    abandoned_at: datetime.datetime | None = iso()
    """When it was given up; null unless it was."""
    initiated_by: DataImportInitiator | None = nested("DataImportInitiator")
    """Who asked for it; null for a CSV."""
    import_errors_count: int | None = field()
    """How many records couldn't be imported."""
    skip_logs_count: int | None = field()
    """How many records were left out."""
    import_errors: list[DataImportLog] | None = nested_list("DataImportLog")
    """The latest of what couldn't be imported; sent for one import alone."""
    skip_logs: list[DataImportLog] | None = nested_list("DataImportLog")
    """The latest of what was left out; sent for one import alone."""
    skip_logs_filters: DataImportSkipLogsFilters | None = nested("DataImportSkipLogsFilters")
    """Which kind of object ``skip_logs`` are of; sent for one import alone."""


class DataImportInitiator(Model):
    """Who began an import."""

    id: int | None = field()
    """Id of the user."""
    name: str | None = field()
    """Name of the user."""
    email: str | None = field()
    """E-mail address of the user."""


class DataImportLog(Model):
    """What couldn't be imported, or was left out."""

    id: int | None = field()
    """Id of the entry."""
    kind: str | None = field()
    """Why a record was left out, in a word; not there for one that couldn't be imported."""
    error_code: str | None = field()
    """What went wrong, in a word."""
    message: str | None = field()
    """What went wrong, in a sentence."""
    source_object_type: str | None = field()
    """What kind of object it is in the other service."""
    source_object_id: str | None = field()
    """Id of the object in the other service."""
    details: dict[str, Any] | None = field()
    """What else is known of it."""
    created_at: datetime.datetime | None = iso()
    """When it was noted."""


class DataImportSkipLogsFilters(Model):
    """Which kind of object the entries are of, and how many there are of each."""

    selected_source_object_type: str | None = field()
    """The kind of object that was asked for; null for all."""
    counts_by_type: dict[str, int] | None = field()
    """How many entries there are, by kind of object."""


class DataImportList(Model):
    """All imports of an account, latest first."""

    payload: list[DataImport] | None = nested_list("DataImport")
    """The imports."""


class DataImportCreatePayload(Model):
    """An import to begin, or a source to try."""

    name: str | None = field()
    """Name for the import."""
    source_provider: str | None = field()
    """The other service, such as ``intercom``."""
    access_token: str | None = field()
    """Token of the other service's, which lets the server read there."""
    import_types: ListOf[str] | None = listed(of=str)
    """What to import, such as ``contacts``; all of it when left out."""


class DataImportValidation(Model):
    """What came of trying a source."""

    valid: bool | None = field()
    """Whether the source answers."""
    totals: dict[str, Any] | None = field()
    """How much it has, by kind."""
    message: str | None = field()
    """What is wrong where it doesn't answer."""
