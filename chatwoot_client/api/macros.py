"""The macros of an account (``MacrosApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api, missing
from chatwoot_client.calls.route import Route
from chatwoot_client.models.macros import MacroCreateUpdatePayload, MacroExecutePayload, MacroList, MacroShow

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

MACROS = Route("/api/v1/accounts/{account_id}/macros")
MACRO = Route("/api/v1/accounts/{account_id}/macros/{id}")
EXECUTE = Route("/api/v1/accounts/{account_id}/macros/{id}/execute")

_MISSING = missing("macro", "list_macros")


class MacrosApi(Api):
    """The macros of an account. Since Chatwoot 4.16, changing global ones is for administrators.

    Raises:
        NotFoundException: a macro that isn't there, from :meth:`get_a_macro` (404).
        ServiceException: a macro that isn't there, from the others (500).
    """

    _auth = USER

    def list_macros(self, account_id: int, **options: Unpack[RequestOptions]) -> MacroList:
        """The macros that the caller sees (``GET /macros``)."""
        return self._call("GET", MACROS, (account_id,), returns=MacroList, options=options)

    def create_a_macro(
        self, body: MacroCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> MacroShow:
        """Create a macro (``POST /macros``).

        Raises:
            UnprocessableEntityException: an unknown action (422).
        """
        return self._call(
            "POST", MACROS, (account_id,), body=body, takes=MacroCreateUpdatePayload, returns=MacroShow, options=options
        )

    def get_a_macro(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> MacroShow:
        """Get a macro (``GET /macros/{id}``)."""
        return self._call("GET", MACRO, (account_id, id), returns=MacroShow, advice=_MISSING, options=options)

    def update_a_macro(
        self, body: MacroCreateUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> MacroShow:
        """Change a macro (``PATCH /macros/{id}``).

        Give ``visibility`` in any case: a macro loses it when it's left out.

        Raises:
            UnprocessableEntityException: an unknown action (422).
        """
        return self._call(
            "PATCH",
            MACRO,
            (account_id, id),
            body=body,
            takes=MacroCreateUpdatePayload,
            returns=MacroShow,
            advice=_MISSING,
            options=options,
        )

    def delete_a_macro(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a macro (``DELETE /macros/{id}``)."""
        return self._call("DELETE", MACRO, (account_id, id), advice=_MISSING, options=options)

    def execute_a_macro(
        self, body: MacroExecutePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Carry out a macro on conversations, a little later (``POST /macros/{id}/execute``)."""
        return self._call(
            "POST", EXECUTE, (account_id, id), body=body, takes=MacroExecutePayload, advice=_MISSING, options=options
        )
