"""Signing in with a password, as browsers do, and the sessions that a user has."""

from __future__ import annotations

import base64
from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.application import ApplicationOperation
from chatwoot_client.sandbox.operations.operation import Operation, serves, with_id
from chatwoot_client.sandbox.rails.answers import dump, empty, shown
from chatwoot_client.sandbox.rails.casts import text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.sessions import Session
from chatwoot_client.sandbox.views import people as people_views
from chatwoot_client.sandbox.views.fields import Json, fields, iso


class SignInOperations(Operation):
    """The operations of sessions, which need no token. A session's own token is good for all that an API token is."""

    path: ClassVar[str] = "/auth"

    @serves("POST", "/sign_in")
    def sign_in(self) -> Answer:
        user = self._installation.user_with_email(text(self._params, "email"))
        if user is None or text(self._params, "password") != user.password:
            raise _refused("Invalid login credentials. Please try again.")
        user_agent = self._request.headers.get("user-agent", "") if self._request else ""
        return _of_session(shown({"data": self._profile(user)}), self._installation.sign_in(user, user_agent))

    @serves("GET", "/validate_token")
    def validate_token(self) -> Answer:
        session = self._session
        if session is None:
            raise _refused("Invalid login credentials")
        data = {**self._profile(session.user), "created_at": iso(session.user.created_at)}
        return _of_session(shown({"payload": {"success": True, "data": data}}), session)

    @serves("DELETE", "/sign_out")
    def sign_out(self) -> Answer:
        session = self._session
        if session is None:
            raise Refused(404, {"success": False, "errors": ["User was not found or was not logged in."]})
        del self._installation.sessions[session.id]
        return shown({"success": True})

    @property
    def _session(self) -> Session | None:
        return self._installation.session(self._request.headers) if self._request else None

    def _profile(self, user: User) -> Json:
        return people_views.profile(user, self._installation.memberships(user), self._base_url)


def _refused(error: str) -> Refused:
    return Refused(401, {"success": False, "errors": [error]})


def _of_session(answer: Answer, session: Session) -> Answer:
    """An answer with the headers that name its session from then on."""
    headers = {
        "access-token": session.token,
        "token-type": "Bearer",
        "client": session.client,
        "expiry": str(session.expiry),
        "uid": session.user.email,
    }
    authorization = base64.b64encode(dump(headers)).decode()
    answer.headers.update(headers, authorization=f"Bearer {authorization}")
    return answer


class SessionOperations(ApplicationOperation):
    """The operations of a user's sessions."""

    path: ClassVar[str] = "/api/v1/profile/sessions"

    @serves("GET")
    def index(self) -> Answer:
        own = sorted(self._own().values(), key=lambda each: each.last_activity_at, reverse=True)
        return shown([self._view(each) for each in own])

    @serves("DELETE", "/<id>")
    def destroy(self) -> Answer:
        session = with_id(self._own(), self._values["id"])
        if session is self._current:
            raise Refused(422, {"error": "You cannot revoke the current session."})
        del self._installation.sessions[session.id]
        return empty()

    def _own(self) -> dict[int, Session]:
        return {id_: each for id_, each in self._installation.sessions.items() if each.user is self._user}

    @property
    def _current(self) -> Session | None:
        return self._installation.session(self._request.headers) if self._request else None

    def _view(self, record: Session) -> Json:
        return {
            "id": record.id,
            **record.device,
            "ip_address": "127.0.0.1",
            "city": None,
            "country": None,
            "country_code": None,
            **fields(record, "last_activity_at created_at"),
            "current": record is self._current,
        }
