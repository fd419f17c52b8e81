"""Imports from other services (``DataImportsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.data_imports import (
    DataImport,
    DataImportCreatePayload,
    DataImportList,
    DataImportValidation,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

DATA_IMPORTS = Route("/api/v1/accounts/{account_id}/data_imports")
VALIDATE_SOURCE = Route("/api/v1/accounts/{account_id}/data_imports/validate_source")
DATA_IMPORT = Route("/api/v1/accounts/{account_id}/data_imports/{id}")
START = Route("/api/v1/accounts/{account_id}/data_imports/{id}/start")
RETRY = Route("/api/v1/accounts/{account_id}/data_imports/{id}/retry")
ABANDON = Route("/api/v1/accounts/{account_id}/data_imports/{id}/abandon")
ERROR_LOGS = Route("/api/v1/accounts/{account_id}/data_imports/{id}/error_logs")
SKIP_LOGS = Route("/api/v1/accounts/{account_id}/data_imports/{id}/skip_logs")


class DataImportsApi(Api):
    """Imports from other services, and of contacts out of CSV. None of it is described. Since Chatwoot 4.16.

    For administrators of an account with the feature ``data_import``. A CSV is imported with :class:`ContactsApi`.

    Raises:
        UnauthorizedException: an account without that feature (401).
    """

    _auth = USER

    def list_data_imports(self, account_id: int, **options: Unpack[RequestOptions]) -> DataImportList:
        """All imports of an account, latest first (``GET /data_imports``)."""
        return self._call("GET", DATA_IMPORTS, (account_id,), returns=DataImportList, options=options)

    def create_data_import(
        self, body: DataImportCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> DataImport:
        """Begin an import (``POST /data_imports``).

        Raises:
            UnprocessableEntityException: an unknown or unreachable source, a refused token, or another import that
                isn't over yet (422).
        """
        return self._call(
            "POST",
            DATA_IMPORTS,
            (account_id,),
            body=body,
            takes=DataImportCreatePayload,
            returns=DataImport,
            options=options,
        )

    def validate_data_import_source(
        self, body: DataImportCreatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> DataImportValidation:
        """Try a source, and see how much it has (``POST /data_imports/validate_source``).

        Raises:
            UnprocessableEntityException: an unknown or unreachable source, or a refused token (422).
        """
        return self._call(
            "POST",
            VALIDATE_SOURCE,
            (account_id,),
            body=body,
            takes=DataImportCreatePayload,
            returns=DataImportValidation,
            reads=True,
            options=options,
        )

    def get_data_import(
        self, account_id: int, id: int, *, skip_logs_type: str | None = None, **options: Unpack[RequestOptions]
    ) -> DataImport:
        """Get an import with the latest entries of its logs (``GET /data_imports/{id}``).

        Parameters:
            skip_logs_type: list what was left out of ``contact``, ``conversation`` or ``message``.
        """
        query = (("skip_logs_type", skip_logs_type),)
        return self._call("GET", DATA_IMPORT, (account_id, id), query=query, returns=DataImport, options=options)

    def start_data_import(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> DataImport:
        """Start an import again; one that can't be is given back as it is (``POST /data_imports/{id}/start``)."""
        return self._call("POST", START, (account_id, id), returns=DataImport, options=options)

    def retry_data_import(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> DataImport:
        """Go on with an import that is ``stalled`` (``POST /data_imports/{id}/retry``).

        Raises:
            UnprocessableEntityException: one that isn't stalled, or another one that isn't over yet (422).
        """
        return self._call("POST", RETRY, (account_id, id), returns=DataImport, options=options)

    def abandon_data_import(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> DataImport:
        """Give an import up; one that can't be is given back as it is (``POST /data_imports/{id}/abandon``)."""
        return self._call("POST", ABANDON, (account_id, id), returns=DataImport, options=options)

    def get_data_import_error_logs(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> str:
        """All that couldn't be imported, as CSV (``GET /data_imports/{id}/error_logs``)."""
        return self._call("GET", ERROR_LOGS, (account_id, id), returns=str, options=options)

    def get_data_import_skip_logs(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> str:
        """All that was left out, as CSV (``GET /data_imports/{id}/skip_logs``)."""
        return self._call("GET", SKIP_LOGS, (account_id, id), returns=str, options=options)
