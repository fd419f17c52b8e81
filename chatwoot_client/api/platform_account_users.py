"""Who belongs to an account, for platform apps (``AccountUsersApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import PLATFORM, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.platform_account_users import (
    AccountUser,
    AccountUserCreateUpdatePayload,
    AccountUserDeletePayload,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

ACCOUNT_USERS = Route("/platform/api/v1/accounts/{account_id}/account_users")


class AccountUsersApi(Api):
    """Who belongs to the accounts that a platform app made.

    Raises:
        UnauthorizedException: any other account (401).
    """

    _auth = PLATFORM

    def list_all_account_users(self, account_id: int, **options: Unpack[RequestOptions]) -> list[AccountUser]:
        """Everybody who belongs to an account (``list-all-account-users``)."""
        return self._call("GET", ACCOUNT_USERS, (account_id,), returns=[AccountUser], options=options)

    def create_an_account_user(
        self, body: AccountUserCreateUpdatePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> AccountUser:
        """Take a user into an account, or change the role of one who belongs to it (``create-an-account-user``).

        Raises:
            UnprocessableEntityException: no such user (422).
            ServiceException: an unknown role (500).
        """
        return self._call(
            "POST",
            ACCOUNT_USERS,
            (account_id,),
            body=body,
            takes=AccountUserCreateUpdatePayload,
            returns=AccountUser,
            options=options,
        )

    def delete_an_account_user(
        self, body: AccountUserDeletePayload | Json, account_id: int, **options: Unpack[RequestOptions]
    ) -> None:
        """Take a user out of an account (``delete-an-account-user``). One who isn't in it is no error."""
        return self._call(
            "DELETE", ACCOUNT_USERS, (account_id,), body=body, takes=AccountUserDeletePayload, options=options
        )
