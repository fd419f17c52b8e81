"""Finds the contact of an API inbox by its source id, or makes it, as the public API can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatwoot_client.calls.body import encoded, fields_of
from chatwoot_client.certain.doubts import shown, with_id
from chatwoot_client.certain.found import FoundPublicContact
from chatwoot_client.certain.settling import surely
from chatwoot_client.certain.turns import in_turn
from chatwoot_client.checks import check_text
from chatwoot_client.exceptions import NotFoundException, UnprocessableEntityException
from chatwoot_client.models.public_contacts import PublicContactCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.certain.budget import Budget
    from chatwoot_client.certain.operations import PublicContactOperations

__all__ = ["find_or_create"]

_PROOF = ("identifier", "identifier_hash")


def find_or_create(
    api: PublicContactOperations, inbox_identifier: str, source_id: str, body: Any, budget: Budget
) -> FoundPublicContact:
    """The contact that has this source id in the inbox; made if nobody has it.

    Raises:
        ApiException: a request failed.
        TypeError, ValueError: the body has another source id, or isn't one.
    """
    if not check_text("source_id", source_id):
        raise ValueError("source_id must not be empty")
    profile = {} if body is None else fields_of(body)
    encoded(profile, None, PublicContactCreateUpdatePayload)
    if profile.get("source_id", source_id) != source_id:
        raise ValueError("body has another source_id")
    proof = {name: profile[name] for name in _PROOF if name in profile}
    with in_turn(budget, api.api_client.configuration.host, inbox_identifier, source_id):
        try:
            there = api.get_details_of_a_contact(inbox_identifier, source_id, **proof, **budget.options())
        except NotFoundException:
            body = {**profile, "source_id": source_id}
            # The server gives what it has under a source id, so that nothing is made twice. Some releases say 422 to
            # whoever loses a race; then it's there the next time.
            made = surely(
                lambda: with_id(api.create_a_contact(body, inbox_identifier, **budget.options()), "the contact"),
                budget,
                UnprocessableEntityException,
            )
            return FoundPublicContact(made, True)
    return FoundPublicContact(shown(there, "a contact"), False)
