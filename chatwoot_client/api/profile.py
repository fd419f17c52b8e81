"""Whose token is used (``ProfileApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.body import Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.profile import (
    Mfa,
    MfaBackupCodes,
    MfaCodePayload,
    MfaSetup,
    ProfileAccountPayload,
    ProfileAutoOfflinePayload,
    ProfileAvailabilityPayload,
    ProfileUpdatePayload,
    User,
    UserSession,
)

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

PROFILE = Route("/api/v1/profile")
AVAILABILITY = Route("/api/v1/profile/availability")
AUTO_OFFLINE = Route("/api/v1/profile/auto_offline")
ACTIVE_ACCOUNT = Route("/api/v1/profile/set_active_account")
AVATAR = Route("/api/v1/profile/avatar")
RESET_ACCESS_TOKEN = Route("/api/v1/profile/reset_access_token")
RESEND_CONFIRMATION = Route("/api/v1/profile/resend_confirmation")
MFA = Route("/api/v1/profile/mfa")
MFA_VERIFY = Route("/api/v1/profile/mfa/verify")
MFA_BACKUP_CODES = Route("/api/v1/profile/mfa/backup_codes")
SESSIONS = Route("/api/v1/profile/sessions")
SESSION = Route("/api/v1/profile/sessions/{id}")
FILES = Files("avatar", within="profile")


class ProfileApi(Api):
    """The user whose token is used.

    Bodies are flat, as their models are; plain data may as well be nested under ``profile``, but not with an avatar.

    Raises:
        ForbiddenException: a second factor (``mfa``), on a server that isn't set up for it (403).
    """

    _auth = USER

    def fetch_profile(self, **options: Unpack[RequestOptions]) -> User:
        """Get oneself, with one's accounts (``fetchProfile``)."""
        return self._call("GET", PROFILE, (), returns=User, options=options)

    def update_profile(self, body: ProfileUpdatePayload | Json, **options: Unpack[RequestOptions]) -> User:
        """Change oneself (``updateProfile``).

        Raises:
            UnprocessableEntityException: a wrong ``current_password``, a value or an avatar that isn't one, nothing to
                change, or a new password whose answer was lost, when the client asks again (422).
        """
        return self._call(
            "PUT", PROFILE, (), body=body, takes=ProfileUpdatePayload, files=FILES, returns=User, options=options
        )

    def update_availability(self, body: ProfileAvailabilityPayload | Json, **options: Unpack[RequestOptions]) -> User:
        """Say whether one is there for an account (``POST /api/v1/profile/availability``)."""
        return self._call(
            "POST", AVAILABILITY, (), body=body, takes=ProfileAvailabilityPayload, returns=User, options=options
        )

    def update_auto_offline(self, body: ProfileAutoOfflinePayload | Json, **options: Unpack[RequestOptions]) -> User:
        """Say whether one is offline while one isn't seen (``POST /api/v1/profile/auto_offline``)."""
        return self._call(
            "POST", AUTO_OFFLINE, (), body=body, takes=ProfileAutoOfflinePayload, returns=User, options=options
        )

    def set_active_account(self, body: ProfileAccountPayload | Json, **options: Unpack[RequestOptions]) -> None:
        """Choose which account one is in (``PUT /api/v1/profile/set_active_account``)."""
        return self._call("PUT", ACTIVE_ACCOUNT, (), body=body, takes=ProfileAccountPayload, options=options)

    def delete_avatar(self, **options: Unpack[RequestOptions]) -> User:
        """Remove one's picture (``DELETE /api/v1/profile/avatar``)."""
        return self._call("DELETE", AVATAR, (), returns=User, options=options)

    def reset_access_token(self, **options: Unpack[RequestOptions]) -> User:
        """Get a new token (``POST /api/v1/profile/reset_access_token``). Since Chatwoot 4.8.

        The token that's in use is void from then on, and the configuration still holds it; the new one is the
        answer's ``access_token``.
        """
        return self._call("POST", RESET_ACCESS_TOKEN, (), returns=User, options=options)

    def resend_confirmation(self, **options: Unpack[RequestOptions]) -> None:
        """Have one's address confirmed by e-mail (``POST /api/v1/profile/resend_confirmation``).

        The server allows five in half an hour. A confirmed address gets no e-mail.
        """
        return self._call("POST", RESEND_CONFIRMATION, (), options=options)

    def get_mfa(self, **options: Unpack[RequestOptions]) -> Mfa:
        """Whether signing in takes a second factor (``GET /api/v1/profile/mfa``). Since Chatwoot 4.8."""
        return self._call("GET", MFA, (), returns=Mfa, options=options)

    def enable_mfa(self, **options: Unpack[RequestOptions]) -> MfaSetup:
        """Begin with a second factor (``POST /api/v1/profile/mfa``). Since Chatwoot 4.8.

        It counts once :meth:`verify_mfa` was told a code.

        Raises:
            UnprocessableEntityException: there's one already (422).
        """
        return self._call("POST", MFA, (), returns=MfaSetup, options=options)

    def verify_mfa(self, body: MfaCodePayload | Json, **options: Unpack[RequestOptions]) -> Mfa:
        """Prove that one can make codes (``POST /api/v1/profile/mfa/verify``). Since Chatwoot 4.8.

        Raises:
            UnprocessableEntityException: a wrong code, or any if the factor counts already (422).
        """
        return self._call("POST", MFA_VERIFY, (), body=body, takes=MfaCodePayload, returns=Mfa, options=options)

    def create_mfa_backup_codes(self, body: MfaCodePayload | Json, **options: Unpack[RequestOptions]) -> MfaBackupCodes:
        """Get new backup codes (``POST /api/v1/profile/mfa/backup_codes``). Since Chatwoot 4.8.

        They stand in for a device that's lost. The old ones are void.

        Raises:
            UnprocessableEntityException: a wrong code, or no second factor (422).
        """
        return self._call(
            "POST", MFA_BACKUP_CODES, (), body=body, takes=MfaCodePayload, returns=MfaBackupCodes, options=options
        )

    def disable_mfa(self, body: MfaCodePayload | Json, **options: Unpack[RequestOptions]) -> None:
        """Do without a second factor (``DELETE /api/v1/profile/mfa``). Since Chatwoot 4.8.

        Raises:
            UnprocessableEntityException: a wrong code or password, or no second factor (422).
        """
        return self._call("DELETE", MFA, (), body=body, takes=MfaCodePayload, options=options)

    def list_sessions(self, **options: Unpack[RequestOptions]) -> list[UserSession]:
        """Where one is signed in by password (``GET /api/v1/profile/sessions``). Since Chatwoot 4.16."""
        return self._call("GET", SESSIONS, (), returns=[UserSession], options=options)

    def delete_session(self, id: int, **options: Unpack[RequestOptions]) -> None:
        """End a session (``DELETE /api/v1/profile/sessions/{id}``). Since Chatwoot 4.16.

        Raises:
            UnprocessableEntityException: the session that asks (422).
        """
        return self._call("DELETE", SESSION, (id,), options=options)
