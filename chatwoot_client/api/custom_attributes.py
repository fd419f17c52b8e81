"""The attributes that an account defines (``CustomAttributesApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.custom_attributes import CustomAttribute, CustomAttributeCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

ATTRIBUTES = Route("/api/v1/accounts/{account_id}/custom_attribute_definitions")
ATTRIBUTE = Route("/api/v1/accounts/{account_id}/custom_attribute_definitions/{id}")


class CustomAttributesApi(Api):
    """The attributes that an account defines. Since Chatwoot 4.16, changing them is for administrators."""

    _auth = USER

    def get_account_custom_attribute(
        self, account_id: int, attribute_model: int | str | None = None, **options: Unpack[RequestOptions]
    ) -> list[CustomAttribute]:
        """The attributes that an account defines (``get-account-custom-attribute``).

        Parameters:
            attribute_model: one of :class:`AttributeModel` or its number; all attributes when left out, and none for
                an unknown word.
        """
        query = (("attribute_model", attribute_model),)
        return self._call("GET", ATTRIBUTES, (account_id,), query=query, returns=[CustomAttribute], options=options)

    def add_new_custom_attribute_to_account(
        self, body: CustomAttributeCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> CustomAttribute:
        """Define an attribute (``add-new-custom-attribute-to-account``).

        Raises:
            ServiceException: an unknown type (500).
            UnprocessableEntityException: a key that's taken or isn't one, or something left out (422).
        """
        return self._call(
            "POST",
            ATTRIBUTES,
            (account_id,),
            body=body,
            takes=CustomAttributeCreateUpdatePayload,
            returns=CustomAttribute,
            options=options,
        )

    def get_details_of_a_single_custom_attribute(
        self, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> CustomAttribute:
        """Get an attribute's definition (``get-details-of-a-single-custom-attribute``)."""
        return self._call("GET", ATTRIBUTE, (account_id, id), returns=CustomAttribute, options=options)

    def update_custom_attribute_in_account(
        self,
        body: CustomAttributeCreateUpdatePayload | Json,
        account_id: int,
        id: int,
        **options: Unpack[RequestOptions],
    ) -> CustomAttribute:
        """Change an attribute's definition (``update-custom-attribute-in-account``).

        Raises:
            UnprocessableEntityException: a blank name (422).
        """
        return self._call(
            "PATCH",
            ATTRIBUTE,
            (account_id, id),
            body=body,
            takes=CustomAttributeCreateUpdatePayload,
            returns=CustomAttribute,
            options=options,
        )

    def delete_custom_attribute_from_account(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete an attribute's definition (``delete-custom-attribute-from-account``)."""
        return self._call("DELETE", ATTRIBUTE, (account_id, id), options=options)
