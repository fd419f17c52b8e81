"""The filters that a user has saved (``CustomFiltersApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.api.filtering import with_conditions_to_save
from chatwoot_client.calls.route import Route
from chatwoot_client.models.custom_filters import CustomFilter, CustomFilterCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

FILTERS = Route("/api/v1/accounts/{account_id}/custom_filters")
FILTER = Route("/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}")


class CustomFiltersApi(Api):
    """The filters that a user has saved in an account; nobody sees another user's."""

    _auth = USER

    def list_all_filters(
        self, account_id: int, *, filter_type: str | None = None, **options: Unpack[RequestOptions]
    ) -> list[CustomFilter]:
        """The caller's filters of one type (``list-all-filters``).

        Parameters:
            filter_type: one of :class:`CustomFilterType`; conversations' when left out, and none for an unknown word.
        """
        query = (("filter_type", filter_type),)
        return self._call("GET", FILTERS, (account_id,), query=query, returns=[CustomFilter], options=options)

    def create_a_custom_filter(
        self,
        body: CustomFilterCreateUpdatePayload | Json,
        account_id: int,
        *,
        filter_type: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CustomFilter:
        """Save a filter (``create-a-custom-filter``).

        An expression of :mod:`chatwoot_client.filters` as ``query`` is written for what ``filter_type`` says; the kinds
        of its custom attributes are asked for as for :meth:`ContactsApi.contact_filter`.

        Parameters:
            filter_type: described, but the server goes by the body's ``filter_type``.

        Raises:
            UnprocessableEntityException: nothing at all (422).
            ServiceException: no name, or an unknown type (500).
        """
        query = (("filter_type", filter_type),)
        body = with_conditions_to_save(self.api_client, body, account_id, options)
        return self._call(
            "POST",
            FILTERS,
            (account_id,),
            query=query,
            body=body,
            takes=CustomFilterCreateUpdatePayload,
            returns=CustomFilter,
            options=options,
        )

    def get_details_of_a_single_custom_filter(
        self, account_id: int, custom_filter_id: int, **options: Unpack[RequestOptions]
    ) -> CustomFilter:
        """Get a filter (``get-details-of-a-single-custom-filter``)."""
        return self._call("GET", FILTER, (account_id, custom_filter_id), returns=CustomFilter, options=options)

    def update_a_custom_filter(
        self,
        body: CustomFilterCreateUpdatePayload | Json,
        account_id: int,
        custom_filter_id: int,
        **options: Unpack[RequestOptions],
    ) -> CustomFilter:
        """Change a filter (``update-a-custom-filter``).

        An expression as ``query`` is written as for :meth:`create_a_custom_filter`, so that it needs ``filter_type``.
        """
        path = (account_id, custom_filter_id)
        body = with_conditions_to_save(self.api_client, body, account_id, options)
        return self._call(
            "PATCH",
            FILTER,
            path,
            body=body,
            takes=CustomFilterCreateUpdatePayload,
            returns=CustomFilter,
            options=options,
        )

    def delete_a_custom_filter(self, account_id: int, custom_filter_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a filter (``delete-a-custom-filter``)."""
        return self._call("DELETE", FILTER, (account_id, custom_filter_id), options=options)
