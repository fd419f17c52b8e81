"""The doctor on a webhook's URL: what Chatwoot wouldn't call, and how a delivery is answered."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import trustme
from patients import HOOK_SECRET, INBOX_SECRET, PASSWORD, QUERY_TOKEN, Chatwoot, found_at, found_of
from servers import HANG, ScriptedServer, answer, closed_port

from chatwoot_client import Configuration
from chatwoot_client.doctor import webhook
from chatwoot_client.events import Receiver, verify

NO_SERVER = "http://127.0.0.1:9"


def looked_at(url: str, **asked: object) -> dict:
    """What is found of a webhook, whatever the server is like."""
    return found_of(Configuration(host=NO_SERVER), webhook_url=url, **asked)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[str]:
    """The URL of a program that receives with chatwoot_client.events."""
    receiving = Receiver(secrets=HOOK_SECRET)
    with make_server("127.0.0.1", 0, receiving.wsgi, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/chatwoot"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "url",
    ["example.com/hook", "ftp://example.com", "https://", "http://[::1", "http://a b/", f"https://{'ü' * 70}.example"],
)
def test_what_is_no_address_is_told(url: str) -> None:
    assert looked_at(url)["webhook-url"].severity == "error"


def test_an_address_that_is_too_long_for_an_inbox_is_told() -> None:
    assert "2048" in looked_at("https://example.com/" + "a" * 2048)["webhook-url"].message


def test_a_private_address_is_told_whether_or_not_a_server_answers(receiver: str) -> None:
    found = looked_at(receiver)
    assert "127.0.0.1" in found["webhook-private"].message
    assert "unreachable" in found


def test_without_a_secret_nothing_is_sent(receiver: str) -> None:
    with ScriptedServer([answer(b"", 200)]) as server:
        found = looked_at(server.url)
        assert server.requests == []
    assert found["webhook-reachable"].severity == "ok"
    assert "CHATWOOT_WEBHOOK_SECRET" in found["webhook-not-tried"].advice


def test_a_program_that_verifies_takes_the_one_delivery_and_refuses_the_other(receiver: str) -> None:
    found = looked_at(receiver, webhook_secret=HOOK_SECRET)
    assert found["webhook-answers"].severity == "ok"
    assert "webhook-trusts" not in found


def test_a_delivery_is_signed_like_chatwoot_s() -> None:
    with ScriptedServer([answer(b"", 200), answer(b"", 401)]) as server:
        looked_at(f"http://me:{PASSWORD}@127.0.0.1:{server.port}/hook?t={QUERY_TOKEN}", webhook_secret=HOOK_SECRET)
        good, bad = server.requests
    assert (good.method, good.target) == ("POST", f"/hook?t={QUERY_TOKEN}")
    assert verify(good.body, good.headers, HOOK_SECRET)
    with pytest.raises(Exception, match="fits none"):
        verify(bad.body, bad.headers, HOOK_SECRET)
    assert good.headers["authorization"].startswith("Basic ")


def test_a_program_that_takes_anything_is_told() -> None:
    with ScriptedServer([answer(b"", 200)]) as server:
        found = looked_at(server.url, webhook_secret=HOOK_SECRET)
    assert "anybody" in found["webhook-trusts"].message


@pytest.mark.parametrize(
    ("status", "word"), [(401, "secret"), (403, "secret"), (404, "path"), (405, "path"), (500, "log"), (503, "log")]
)
def test_a_program_that_refuses_a_delivery_is_told(status: int, word: str) -> None:
    with ScriptedServer([answer(b"", status)]) as server:
        finding = looked_at(server.url, webhook_secret=HOOK_SECRET)["webhook-refuses"]
    assert str(status) in finding.message
    assert word in finding.advice


def test_a_redirect_is_told_as_the_release_takes_it() -> None:
    moved = answer(b"", 301, {"Location": "/elsewhere"})
    with ScriptedServer([moved]) as server:
        assert "since 4.14" in looked_at(server.url, webhook_secret=HOOK_SECRET)["webhook-redirects"].message
        assert len(server.requests) == 1
        old = Chatwoot()
        old.version = "4.13.0"
        found = found_at(old, webhook_url=server.url, webhook_secret=HOOK_SECRET)
    assert "takes for a failure" in found["webhook-redirects"].message


def test_a_program_that_answers_too_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_PATIENCE", 0.5)
    with ScriptedServer([HANG]) as server:
        finding = looked_at(server.url, webhook_secret=HOOK_SECRET)["webhook-slow"]
    assert "queue" in finding.advice


@pytest.mark.parametrize("secret", [None, HOOK_SECRET])
def test_a_program_that_is_not_there_is_told(secret: str | None) -> None:
    found = looked_at(f"http://127.0.0.1:{closed_port()}/", webhook_secret=secret)
    assert "refused" in found["webhook-unreachable"].message


def test_a_certificate_is_looked_at_even_where_the_client_does_not(authority: trustme.CA, roots: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with ScriptedServer([answer(b"", 200)], tls=tls) as server:
        settings = Configuration(host=NO_SERVER, verify_ssl=False)
        found = found_of(settings, webhook_url=server.url, webhook_secret=HOOK_SECRET)
    assert "certificate" in found["webhook-unreachable"].message


def test_an_address_that_the_server_is_not_told_of_is_told() -> None:
    found = found_at(Chatwoot(), webhook_url="https://127.0.0.1:9/other")
    assert found["webhook-not-set"].severity == "warning"


@pytest.mark.parametrize("of_inbox", [False, True])
def test_a_secret_that_is_another_one_s_is_told(of_inbox: bool) -> None:
    with ScriptedServer([answer(b"", 200)]) as server:
        chatwoot = Chatwoot()
        if of_inbox:
            chatwoot.inbox["webhook_url"] = server.url
        else:
            chatwoot.webhooks = [{"id": 1, "url": server.url, "secret": INBOX_SECRET}]
        wrong = found_at(chatwoot, webhook_url=server.url, webhook_secret=HOOK_SECRET)
        right = found_at(chatwoot, webhook_url=server.url, webhook_secret=INBOX_SECRET)
    assert "webhook-secret" in wrong
    assert not {"webhook-secret", "webhook-not-set"} & set(right)
