"""The campaigns of an account (``CampaignsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api, missing
from chatwoot_client.calls.route import Route
from chatwoot_client.models.campaigns import Campaign, CampaignCreateUpdatePayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

CAMPAIGNS = Route("/api/v1/accounts/{account_id}/campaigns")
CAMPAIGN = Route("/api/v1/accounts/{account_id}/campaigns/{id}")

_MISSING = missing("campaign", "list_campaigns")


class CampaignsApi(Api):
    """The campaigns of an account.

    Raises:
        ServiceException: a campaign that isn't there (500).
    """

    _auth = USER

    def list_campaigns(self, account_id: int, **options: Unpack[RequestOptions]) -> list[Campaign]:
        """All campaigns of an account (``GET /campaigns``)."""
        return self._call("GET", CAMPAIGNS, (account_id,), returns=[Campaign], options=options)

    def create_a_campaign(
        self, body: CampaignCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> Campaign:
        """Create a campaign (``POST /campaigns``).

        Raises:
            UnprocessableEntityException: something needed that's missing, or an inbox of a channel without campaigns
                (422).
        """
        return self._call(
            "POST",
            CAMPAIGNS,
            (account_id,),
            body=body,
            takes=CampaignCreateUpdatePayload,
            returns=Campaign,
            options=options,
        )

    def get_a_campaign(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> Campaign:
        """Get a campaign (``GET /campaigns/{id}``)."""
        return self._call("GET", CAMPAIGN, (account_id, id), returns=Campaign, advice=_MISSING, options=options)

    def update_a_campaign(
        self, body: CampaignCreateUpdatePayload | Json, account_id: int, id: int, **options: Unpack[RequestOptions]
    ) -> Campaign:
        """Change a campaign (``PATCH /campaigns/{id}``).

        Raises:
            UnprocessableEntityException: a completed campaign, or something needed left blank (422).
        """
        return self._call(
            "PATCH",
            CAMPAIGN,
            (account_id, id),
            body=body,
            takes=CampaignCreateUpdatePayload,
            returns=Campaign,
            advice=_MISSING,
            options=options,
        )

    def delete_a_campaign(self, account_id: int, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a campaign (``DELETE /campaigns/{id}``)."""
        return self._call("DELETE", CAMPAIGN, (account_id, id), advice=_MISSING, options=options)
