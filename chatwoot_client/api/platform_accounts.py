"""The accounts of a platform app (``AccountsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import PLATFORM, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.platform_accounts import (
    AccountCreateUpdatePayload,
    EmailChannelMigrationResults,
    EmailChannelMigrationsPayload,
    PlatformAccount,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

ACCOUNTS = Route("/platform/api/v1/accounts")
ACCOUNT = Route("/platform/api/v1/accounts/{account_id}")
MIGRATIONS = Route("/platform/api/v1/accounts/{account_id}/email_channel_migrations")


class AccountsApi(Api):
    """Accounts as a platform app sees them: the ones that it made.

    Raises:
        UnauthorizedException: any other account (401).
    """

    _auth = PLATFORM

    def list_accounts(self, **options: Unpack[RequestOptions]) -> list[PlatformAccount]:
        """All accounts of the app (``GET /platform/api/v1/accounts``). Since Chatwoot 4.8."""
        return self._call("GET", ACCOUNTS, (), returns=[PlatformAccount], options=options)

    def create_an_account(
        self, body: AccountCreateUpdatePayload | Json, **options: Unpack[RequestOptions]
    ) -> PlatformAccount:
        """Create an account (``create-an-account``).

        Raises:
            UnprocessableEntityException: no name, or a ``support_email`` that isn't an address (422).
            ServiceException: an unknown feature, locale or status (500).
        """
        return self._call(
            "POST", ACCOUNTS, (), body=body, takes=AccountCreateUpdatePayload, returns=PlatformAccount, options=options
        )

    def get_details_of_an_account(self, account_id: int, **options: Unpack[RequestOptions]) -> PlatformAccount:
        """Get an account (``get-details-of-an-account``)."""
        return self._call("GET", ACCOUNT, (account_id,), returns=PlatformAccount, options=options)

    def update_an_account(
        self, body: AccountCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> PlatformAccount:
        """Change an account (``update-an-account``).

        Raises:
            UnprocessableEntityException: a blank name, or a ``support_email`` that isn't an address (422).
            ServiceException: an unknown feature, locale or status (500).
        """
        return self._call(
            "PATCH",
            ACCOUNT,
            (account_id,),
            body=body,
            takes=AccountCreateUpdatePayload,
            returns=PlatformAccount,
            options=options,
        )

    def delete_an_account(self, account_id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete an account and all that's in it (``delete-an-account``). It's gone some seconds later."""
        return self._call("DELETE", ACCOUNT, (account_id,), options=options)

    def migrate_email_channels(
        self, body: EmailChannelMigrationsPayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> EmailChannelMigrationResults:
        """Move mailboxes (``POST /platform/api/v1/accounts/{account_id}/email_channel_migrations``).

        Since Chatwoot 4.13. They become inboxes of the account, with tokens of Google or Microsoft that one has
        already. The answer tells what became of each; one that failed doesn't fail the call.

        Raises:
            ForbiddenException: a server whose ``EMAIL_CHANNEL_MIGRATION`` isn't set (403).
            UnprocessableEntityException: none at all, or more than 25 (422).
        """
        path = (account_id,)
        return self._call(
            "POST",
            MIGRATIONS,
            path,
            body=body,
            takes=EmailChannelMigrationsPayload,
            returns=EmailChannelMigrationResults,
            options=options,
        )
