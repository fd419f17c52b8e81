"""The sandbox's sessions: each test states what a program that signs in with a password relies on."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from office import Caller

from chatwoot_client.sandbox import Sandbox, User

SESSION_HEADERS = ("access-token", "client", "uid")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def grace(server: Sandbox) -> User:
    return server.create_agent("Grace")


class Browser:
    """What keeps the headers of the session that it began."""

    def __init__(self, server: Sandbox, user_agent: str = FIREFOX) -> None:
        self.server = server
        self.headers = {"User-Agent": user_agent, "Accept": "application/json", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), self.headers)
            response = connection.getresponse()
            read = response.read()
            if path == "/auth/sign_in" and response.status == 200:
                self.headers.update({name: response.headers[name] for name in SESSION_HEADERS})
            return response.status, json.loads(read) if read else None
        finally:
            connection.close()

    def sign_in(self, user: User) -> Any:
        status, body = self.ask("POST", "/auth/sign_in", {"email": user.email, "password": user.password})
        assert status == 200
        return body["data"]

    def sessions(self) -> list[Any]:
        status, body = self.ask("GET", "/api/v1/profile/sessions")
        assert status == 200
        return body


def test_who_signs_in_gets_the_profile_and_may_do_what_the_token_may(server: Sandbox, grace: User) -> None:
    browser = Browser(server)
    assert browser.sign_in(grace)["access_token"] == grace.access_token

    assert browser.ask("GET", "/api/v1/profile")[1]["id"] == grace.id
    assert browser.ask("GET", "/api/v1/accounts/1/conversations")[0] == 200
    assert browser.ask("GET", "/auth/validate_token")[1]["payload"]["data"]["email"] == grace.email


def test_a_wrong_password_begins_nothing(server: Sandbox, grace: User) -> None:
    words = ["Invalid login credentials. Please try again."]
    refused = Browser(server).ask("POST", "/auth/sign_in", {"email": grace.email, "password": "wrong"})
    assert refused == (401, {"success": False, "errors": words})
    assert Caller(server, grace.access_token).get("/api/v1/profile/sessions") == []


def test_a_session_that_was_signed_out_is_good_for_nothing(server: Sandbox, grace: User) -> None:
    browser = Browser(server)
    browser.sign_in(grace)
    assert browser.ask("DELETE", "/auth/sign_out") == (200, {"success": True})
    assert browser.ask("GET", "/api/v1/profile")[0] == 401
    assert browser.ask("GET", "/auth/validate_token")[0] == 401


def test_sessions_are_listed_with_their_browsers_the_latest_first(server: Sandbox, grace: User) -> None:
    browser, phone = Browser(server), Browser(server, IPHONE)
    browser.sign_in(grace)
    phone.sign_in(grace)

    seen = [(each["browser_name"], each["platform_name"], each["current"]) for each in browser.sessions()]
    assert seen == [("Safari", "iOS (iPhone)", False), ("Firefox", "Generic Linux", True)]


def test_a_user_ends_any_session_of_its_own_but_the_one_in_use(server: Sandbox, grace: User) -> None:
    browser, phone = Browser(server), Browser(server, IPHONE)
    browser.sign_in(grace)
    phone.sign_in(grace)
    of_phone, of_browser = (f"/api/v1/profile/sessions/{each['id']}" for each in browser.sessions())

    assert browser.ask("DELETE", of_browser) == (422, {"error": "You cannot revoke the current session."})
    assert Caller(server, server.user_token).ask("DELETE", of_phone).status == 404
    assert browser.ask("DELETE", of_phone)[0] == 200
    assert phone.ask("GET", "/api/v1/profile")[0] == 401
