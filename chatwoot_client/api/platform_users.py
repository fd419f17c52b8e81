"""The users of a platform app (``UsersApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import PLATFORM, Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.platform_users import UserCreateUpdatePayload, UserSsoUrl, UserToken
from chatwoot_client.models.profile import User

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

USERS = Route("/platform/api/v1/users")
USER = Route("/platform/api/v1/users/{id}")
LOGIN = Route("/platform/api/v1/users/{id}/login")
TOKEN = Route("/platform/api/v1/users/{id}/token")


class UsersApi(Api):
    """Users as a platform app sees them: the ones that it made.

    Raises:
        UnauthorizedException: any other user (401).
    """

    _auth = PLATFORM

    def create_a_user(self, body: UserCreateUpdatePayload | Json, **options: Unpack[RequestOptions]) -> User:
        """Create a user (``create-a-user``).

        The user belongs to no account yet; see :class:`AccountUsersApi`. For an e-mail address that's known the server
        answers with the user who has it, unchanged, and lets the app manage that one from then on.

        Raises:
            UnprocessableEntityException: no name, no address, or a password that's too weak (422).
        """
        return self._call("POST", USERS, (), body=body, takes=UserCreateUpdatePayload, returns=User, options=options)

    def get_details_of_a_user(self, id: int, **options: Unpack[RequestOptions]) -> User:
        """Get a user (``get-details-of-a-user``)."""
        return self._call("GET", USER, (id,), returns=User, options=options)

    def update_a_user(self, body: UserCreateUpdatePayload | Json, id: int, **options: Unpack[RequestOptions]) -> User:
        """Change a user (``update-a-user``). ``custom_attributes`` are added to those that the user has.

        Raises:
            UnprocessableEntityException: a value that isn't one, or a password that's too weak (422).
        """
        return self._call("PATCH", USER, (id,), body=body, takes=UserCreateUpdatePayload, returns=User, options=options)

    def delete_a_user(self, id: int, **options: Unpack[RequestOptions]) -> None:
        """Delete a user (``delete-a-user``). The user is gone some seconds later."""
        return self._call("DELETE", USER, (id,), options=options)

    def get_sso_url_of_a_user(self, id: int, **options: Unpack[RequestOptions]) -> UserSsoUrl:
        """Get an address that signs its visitor in as a user (``get-sso-url-of-a-user``)."""
        return self._call("GET", LOGIN, (id,), returns=UserSsoUrl, options=options)

    def get_user_token(self, id: int, **options: Unpack[RequestOptions]) -> UserToken:
        """Get the token of a user (``POST /platform/api/v1/users/{id}/token``). Since Chatwoot 4.8."""
        return self._call("POST", TOKEN, (id,), returns=UserToken, reads=True, options=options)
