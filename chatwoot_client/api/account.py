"""An account and its settings (``AccountApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.account import (
    AccountDetail,
    AccountOnboardingPayload,
    AccountShowResponse,
    AccountUpdatePayload,
    CacheKeysResponse,
    HelpCenterGeneration,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

ACCOUNT = Route("/api/v1/accounts/{account_id}")
CACHE_KEYS = Route("/api/v1/accounts/{account_id}/cache_keys")
ACTIVE_AT = Route("/api/v1/accounts/{account_id}/update_active_at")
ONBOARDING = Route("/api/v1/accounts/{account_id}/onboarding")
HELP_CENTER_GENERATION = Route("/api/v1/accounts/{account_id}/onboarding/help_center_generation")


class AccountApi(Api):
    """An account and its settings. All agents may read them; changing them is for administrators."""

    _auth = USER

    def get_account_details(self, account_id: int, **options: Unpack[RequestOptions]) -> AccountShowResponse:
        """Get an account (``get-account-details``).

        Raises:
            NotFoundException: an account that one doesn't belong to (404).
        """
        return self._call("GET", ACCOUNT, (account_id,), returns=AccountShowResponse, options=options)

    def update_account(
        self, body: AccountUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AccountDetail:
        """Change an account (``update-account``).

        Raises:
            UnprocessableEntityException: a blank name, a ``support_email`` that isn't an address, or less than ten
                minutes to resolve after (422).
            ServiceException: an unknown locale (500).
        """
        return self._call(
            "PATCH",
            ACCOUNT,
            (account_id,),
            body=body,
            takes=AccountUpdatePayload,
            returns=AccountDetail,
            options=options,
        )

    def get_cache_keys(self, account_id: int, **options: Unpack[RequestOptions]) -> CacheKeysResponse:
        """When labels, inboxes and teams last changed (``GET /cache_keys``)."""
        return self._call("GET", CACHE_KEYS, (account_id,), returns=CacheKeysResponse, options=options)

    def update_active_at(self, account_id: int, **options: Unpack[RequestOptions]) -> None:
        """Have oneself noted as active in an account at this moment (``POST /update_active_at``)."""
        return self._call("POST", ACTIVE_AT, (account_id,), options=options)

    def update_onboarding(
        self, body: AccountOnboardingPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AccountDetail:
        """Complete a step of a new account's set-up (``PATCH /onboarding``). Since Chatwoot 4.16.

        An account that's past the step stays as it is.

        Raises:
            UnprocessableEntityException: an unknown step, or none (422).
        """
        return self._call(
            "PATCH",
            ONBOARDING,
            (account_id,),
            body=body,
            takes=AccountOnboardingPayload,
            returns=AccountDetail,
            options=options,
        )

    def get_help_center_generation(self, account_id: int, **options: Unpack[RequestOptions]) -> HelpCenterGeneration:
        """How far a new help center is (``GET /onboarding/help_center_generation``).

        Since Chatwoot 4.16. A server with enterprise code writes one for a new account from its website.
        """
        return self._call("GET", HELP_CENTER_GENERATION, (account_id,), returns=HelpCenterGeneration, options=options)
