"""The doctor on what answers in Chatwoot's place, and what Chatwoot says of itself."""

from __future__ import annotations

import ssl
import time
from pathlib import Path

import pytest
import trustme
from patients import PASSWORD, QUERY_TOKEN, Chatwoot, found_at, found_of
from proxies import Proxy
from servers import Answer, Request, ScriptedServer, answer, http_date, json_answer

from chatwoot_client import Configuration
from chatwoot_client.doctor.releases import operations_after

HTML = {"Content-Type": "text/html"}


def redirect(location: str, status: int = 301) -> bytes:
    return answer(b"", status, {"Location": location})


def test_a_server_that_wants_https_is_told_with_the_host_to_set() -> None:
    with ScriptedServer(lambda request: redirect(f"https://127.0.0.1:4433{request.target}?t={QUERY_TOKEN}")) as server:
        found = found_of(Configuration(host=server.url))
    assert "'https://127.0.0.1:4433'" in found["redirect-https"].advice
    assert "stopped" in found


def test_a_server_that_has_moved_is_told_with_the_host_to_set() -> None:
    with ScriptedServer(lambda request: redirect(f"https://new.example/help{request.target}")) as server:
        found = found_of(Configuration(host=server.url))
    assert "'https://new.example/help'" in found["redirect-host"].advice


def test_a_sign_in_page_in_front_is_told() -> None:
    to_sign_in = redirect(f"https://sso.example/start?token={QUERY_TOKEN}", 302)
    found = found_at(Chatwoot(**{"/api": to_sign_in}))
    assert "https://sso.example" in found["redirect-host"].message
    assert "/cable" in found["redirect-host"].advice


def test_a_sign_in_page_on_the_same_server_is_told() -> None:
    found = found_at(
        Chatwoot(**{"/api": redirect("/login", 302), "/login": answer(b"<title>Sign in</title>", 200, HTML)})
    )
    assert "'/login'" in found["not-chatwoot"].message


def test_a_redirect_that_leads_nowhere_is_told() -> None:
    assert "leads nowhere" in found_at(Chatwoot(**{"/api": answer(b"", 302)}))["not-chatwoot"].message


def test_a_redirect_to_a_sub_path_of_the_same_server_costs_a_request_each_time() -> None:
    chatwoot = Chatwoot(base="/help")

    def served(request: Request) -> Answer:
        target = request.target
        return chatwoot(request) if target.startswith("/help") else redirect(f"/help{target}")

    with ScriptedServer(served) as server:
        found = found_of(Configuration(host=server.url))
        assert f"'{server.url}/help'" in found["redirect-within"].advice
    assert found["chatwoot"].severity == "ok"


def test_a_circle_of_redirects_ends() -> None:
    to_and_fro = {"/api": redirect("/other"), "/other": redirect("/api")}
    assert found_at(Chatwoot(**to_and_fro))["not-chatwoot"].severity == "error"


def test_a_redirect_to_where_it_comes_from_is_told_as_such(authority: trustme.CA, roots: Path) -> None:
    plain = found_at(Chatwoot(**{"/api": redirect("/api")}))["redirect-circle"]
    assert "FORCE_SSL" not in plain.advice
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    # As Rails does it behind a proxy that doesn't say that it was asked by https.
    with ScriptedServer(lambda request: redirect(f"https://{request.headers['host']}{request.target}"), tls=tls) as it:
        forced = found_of(Configuration(host=it.url, ssl_ca_cert=roots))["redirect-circle"]
    assert "X-Forwarded-Proto" in forced.advice


def test_what_a_proxy_may_have_answered_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(Chatwoot(**{"/api": answer(b"no", 403), "/api/v1/profile": answer(b"no", 403)})) as server:
        assert "proxy" not in found_of(Configuration(host=server.url))["blocked"].message
        with Proxy(("127.0.0.1", server.port)) as proxy:
            by_proxy = found_of(Configuration(host="http://chatwoot.example", proxy=f"http://{proxy.address}"))
    assert f"the proxy http://{proxy.address}" in by_proxy["blocked"].message


def test_a_network_that_wants_one_to_sign_in_first_is_told() -> None:
    found = found_at(
        Chatwoot(**{"/api": answer(b"<title>Wi-Fi</title>", 511, HTML), "/api/v1/profile": answer(b"", 511)})
    )
    assert "Sign in" in found["blocked"].advice


def test_a_release_of_any_number_is_looked_at() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "9999.1.0"
    assert "release-newer" in found_at(chatwoot)


@pytest.mark.parametrize(
    ("base", "asked"),
    [("", "/api"), ("", "/api/v1"), ("", "/app/login"), ("", "/chat"), ("/help", "/help/app/accounts/1/dashboard")],
)
def test_a_path_too_many_is_told_with_the_host_to_set(base: str, asked: str) -> None:
    with ScriptedServer(Chatwoot(base=base)) as server:
        found = found_of(Configuration(host=f"{server.url}{asked}"))
        assert found["path-wrong"].advice == f"Set Configuration.host to '{server.url}{base}'."


def test_a_sub_path_that_is_missing_is_found_by_where_the_root_leads() -> None:
    chatwoot = Chatwoot(base="/help")

    def served(request: Request) -> Answer:
        return redirect("/help/app/login", 302) if request.target == "/" else chatwoot(request)

    with ScriptedServer(served) as server:
        found = found_of(Configuration(host=server.url))
        assert found["path-wrong"].advice == f"Set Configuration.host to '{server.url}/help'."


def test_another_page_in_its_place_is_told_by_its_title() -> None:
    page = answer(b"<html><title>Welcome to nginx!\x1b[31m</title>", 200, HTML)
    with ScriptedServer([page]) as server:
        found = found_of(Configuration(host=server.url))
    assert "'Welcome to nginx!" in found["not-chatwoot"].message
    assert "\x1b" not in str(found["not-chatwoot"])


@pytest.mark.parametrize("served", [json_answer({"version": 5}), json_answer(["4.16.2"]), answer(b"[" * 100_000)])
def test_other_json_is_no_chatwoot(served: bytes) -> None:
    with ScriptedServer([served]) as server:
        assert "not-chatwoot" in found_of(Configuration(host=server.url))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "password-wanted"),
        (403, "blocked"),
        (429, "rate-limited"),
        (500, "server-fails"),
        (502, "gateway"),
        (503, "gateway"),
        (504, "gateway"),
        (522, "gateway"),
    ],
)
def test_a_status_of_what_stands_in_front_has_its_code(status: int, code: str) -> None:
    with ScriptedServer([answer(b"<title>No</title>", status, HTML)]) as server:
        found = found_of(Configuration(host=server.url, password=PASSWORD))
    assert str(status) in found[code].message
    assert found[code].advice


def test_a_password_for_what_stands_in_front_goes_along() -> None:
    chatwoot = Chatwoot()

    def served(request: Request) -> Answer:
        entitled = "authorization" in request.headers
        return chatwoot(request) if entitled else answer(b"", 401)

    with ScriptedServer(served) as server:
        found = found_of(Configuration(host=server.url, username="ada", password=PASSWORD))
    assert found["chatwoot"].severity == "ok"


def test_a_chatwoot_that_hides_its_release_is_one_all_the_same() -> None:
    found = found_at(Chatwoot(**{"/api": answer(b"", 403)}))
    assert found["release-unknown"].severity == "undecided"
    assert found["token-user"].severity == "ok"


def test_services_that_fail_are_told() -> None:
    status = {"version": "4.16.2", "timestamp": "", "queue_services": "failing", "data_services": "ok"}
    assert "queue_services" in found_at(Chatwoot(**{"/api": json_answer(status)}))["services-failing"].message


# --- clocks ---


def at(seconds: float, date: bool = True) -> Chatwoot:
    stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + (0 if date else seconds)))
    headers = {"Date": http_date(seconds)} if date else {}
    return Chatwoot(**{"/api": json_answer({"version": "4.16.2", "timestamp": stamp}, headers=headers)})


@pytest.mark.parametrize("date", [True, False], ids=["Date", "timestamp"])
@pytest.mark.parametrize(
    ("seconds", "code", "word"),
    [(0, "clock", ""), (90, "clock-off", "ahead"), (-90, "clock-off", "behind"), (400, "clock-wrong", "ahead"),
     (-400, "clock-wrong", "behind")],
)  # fmt: skip
def test_clocks_are_compared_by_whatever_tells_the_time(seconds: int, code: str, word: str, date: bool) -> None:
    finding = found_at(at(seconds, date))[code]
    assert word in finding.message
    if seconds:
        assert int(finding.message.split(" s ")[0].rpartition(" ")[2]) == pytest.approx(abs(seconds), abs=3)


@pytest.mark.parametrize(("seconds", "told"), [(-3 * 86400, "3 days behind"), (3 * 3600, "3 hours ahead")])
def test_a_clock_that_is_off_by_much_is_told_in_hours_or_days(seconds: float, told: str) -> None:
    assert told in found_at(at(seconds))["clock-wrong"].message


def test_clocks_that_nobody_tells_are_undecided() -> None:
    odd = json_answer({"version": "4.16.2", "timestamp": "noon"}, headers={"Date": "yesterday"})
    assert found_at(Chatwoot(**{"/api": odd}))["clock-unknown"].severity == "undecided"


# --- releases ---


def test_an_older_release_is_told_with_what_it_lacks() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "4.10.1"
    found = found_at(chatwoot, settings={"keepalive_expiry": 20})
    older = found["release-older"].message
    assert "account webhooks aren't signed" in older
    assert "none of these operations: " in older
    assert "get_first_response_time_distribution" in older  # since 4.11
    assert "channel_summary" not in older  # since 4.10
    assert "keepalive_expiry is 20 s" in found["release-needs"].message
    assert "release-needs" not in found_at(chatwoot)


def test_what_a_release_needs_set_is_told() -> None:
    assert "SAFE_FETCH_ALLOW_PRIVATE_NETWORK" in found_at(Chatwoot())["release-needs"].advice
    assert "after 65 s" in found_at(Chatwoot(), settings={"keepalive_expiry": 65})["release-needs"].message


def test_a_newer_release_is_told_with_what_it_brings() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "4.18.0"
    newer = found_at(chatwoot)["release-newer"].message
    assert "include_ai_assignees" in newer
    assert "Bearer" not in newer


def test_a_release_lacks_no_operation_that_came_before_it() -> None:
    assert operations_after((99,)) == {}
    assert operations_after((4, 18, 3)) == {"InboxesApi": ["list_whatsapp_message_templates"]}
    assert "list_sessions" in operations_after((4, 15, 1))["ProfileApi"]
    assert "ProfileApi" not in operations_after((4, 16, 0))


def test_a_release_before_3_is_told_as_unknown_ground() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "v2.18.0"
    assert "before 3.0" in found_at(chatwoot)["release-older"].message


def test_a_release_without_numbers_is_undecided() -> None:
    chatwoot = Chatwoot()
    chatwoot.version = "develop"
    assert found_at(chatwoot)["release-unknown"].severity == "undecided"
