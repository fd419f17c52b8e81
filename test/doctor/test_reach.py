"""The doctor on the way to a server: names, connections, proxies, TLS."""

from __future__ import annotations

import datetime
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme
from patients import PROXY_PASSWORD, Chatwoot, found_of
from proxies import Proxy
from servers import CLOSE, HANG, ScriptedServer, answer, closed_port, deaf_port
from urllib3.exceptions import InsecureRequestWarning

from chatwoot_client import Configuration


def context(authority: trustme.CA, *names: str, not_after: datetime.datetime | None = None) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    before = None if not_after is None else not_after - datetime.timedelta(days=90)
    authority.issue_cert(*names, not_before=before, not_after=not_after).configure_cert(made)
    return made


def in_days(days: float) -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)


def test_a_server_that_answers_is_told_with_the_way_there() -> None:
    with ScriptedServer(Chatwoot()) as server:
        found = found_of(Configuration(host=f"http://localhost:{server.port}"))
    assert found["name"].severity == found["connection"].severity == found["chatwoot"].severity == "ok"
    assert "directly" in found["connection"].message


def test_a_name_that_dns_does_not_know_is_told() -> None:
    finding = found_of(Configuration(host="https://chatwoot.invalid"))["name-unknown"]
    assert finding.severity == "error"
    assert "chatwoot.invalid" in finding.message
    assert "Configuration.host" in finding.advice


def test_an_address_of_several_that_takes_no_connection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    known = socket.getaddrinfo
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("127.0.0.9", "127.0.0.1")]

    def two_addresses(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host != "both.example":
            return known(host, port, *rest, **more)
        return [(*each[:4], (each[4][0], port)) for each in both]

    monkeypatch.setattr(socket, "getaddrinfo", two_addresses)
    with ScriptedServer(Chatwoot()) as server:
        found = found_of(Configuration(host=f"http://both.example:{server.port}"))
    assert "127.0.0.9 (Connection refused)" in found["address-silent"].message
    assert found["chatwoot"].severity == "ok"


def test_a_port_on_which_nobody_listens_is_told() -> None:
    found = found_of(Configuration(host=f"http://127.0.0.1:{closed_port()}"))
    assert "refused" in found["unreachable"].message
    assert "stopped" in found


def test_a_port_that_takes_no_connection_is_given_up_within_the_time() -> None:
    with deaf_port() as port:
        found = found_of(Configuration(host=f"http://127.0.0.1:{port}"), seconds=2.0)
    assert {"unreachable", "time-over"} & set(found)


def test_a_certificate_is_told_with_its_roots_and_its_end(authority: trustme.CA, roots: Path) -> None:
    with ScriptedServer(Chatwoot(), tls=context(authority, "127.0.0.1", not_after=in_days(60))) as server:
        found = found_of(Configuration(host=server.url, ssl_ca_cert=roots))
    assert in_days(60).strftime("%Y-%m") in found["tls"].message
    assert f"ssl_ca_cert '{roots}'" in found["tls"].message
    assert "certificate-ends-soon" not in found
    assert found["chatwoot"].severity == "ok"


def test_a_certificate_that_ends_within_days_is_told(authority: trustme.CA, roots: Path) -> None:
    with ScriptedServer(Chatwoot(), tls=context(authority, "127.0.0.1", not_after=in_days(3))) as server:
        found = found_of(Configuration(host=server.url, ssl_ca_cert=roots))
    assert "in 3.0 days" in found["certificate-ends-soon"].message
    assert found["chatwoot"].severity == "ok"


def test_each_fault_of_a_certificate_has_its_code(authority: trustme.CA, roots: Path) -> None:
    for tls, code in (
        (context(trustme.CA(), "127.0.0.1"), "certificate-untrusted"),
        (context(authority, "elsewhere.example"), "certificate-name"),
        (context(authority, "127.0.0.1", not_after=in_days(-1)), "certificate-expired"),
    ):
        with ScriptedServer(Chatwoot(), tls=tls) as server:
            finding = found_of(Configuration(host=server.url, ssl_ca_cert=roots))[code]
        assert finding.severity == "error"
        assert finding.advice


def test_a_certificate_that_is_no_good_in_another_way_is_told(authority: trustme.CA, roots: Path) -> None:
    later = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = authority.issue_cert("127.0.0.1", not_before=in_days(2), not_after=in_days(9))
    certificate.configure_cert(later)
    with ScriptedServer(Chatwoot(), tls=later) as server:
        found = found_of(Configuration(host=server.url, ssl_ca_cert=roots))
    assert "not yet valid" in found["certificate-refused"].message
    assert "clock" in found["certificate-refused"].advice


def test_https_where_there_is_no_tls_is_told_with_the_host_to_set() -> None:
    with ScriptedServer([answer(b"no", 400)], greetings=[b"HTTP/1.1 400 Bad Request\r\n\r\n"]) as server:
        found = found_of(Configuration(host=server.url.replace("http:", "https:")))
    assert server.url in found["no-tls"].advice


def test_http_where_there_is_only_tls_is_told_with_the_host_to_set(authority: trustme.CA) -> None:
    said_by_nginx = answer(b"<center>The plain HTTP request was sent to HTTPS port</center>", 400)
    with ScriptedServer([said_by_nginx]) as server:
        found = found_of(Configuration(host=server.url))
    assert server.url.replace("http:", "https:") in found["only-tls"].advice


def test_tls_that_both_sides_cannot_agree_on_is_told() -> None:
    # A fatal alert about the version (RFC 8446, section 6.2), to whatever was offered.
    refusal = b"\x15\x03\x03\x00\x02\x02\x46"
    with ScriptedServer([b""], greetings=[(refusal, HANG)]) as server:
        found = found_of(Configuration(host=server.url.replace("http:", "https:")))
    assert "TLS" in found["tls-failed"].message
    assert "1.2" in found["tls-failed"].advice


@pytest.mark.parametrize(("alert", "advice"), [(112, "no certificate for that name"), (40, "cert_file")])
def test_why_a_server_refuses_tls_is_told(alert: int, advice: str) -> None:
    with ScriptedServer([b""], greetings=[(bytes((0x15, 3, 3, 0, 2, 2, alert)), HANG)]) as server:
        found = found_of(Configuration(host=server.url.replace("http:", "https:")))
    assert advice in found["tls-failed"].advice


def test_a_server_that_wants_a_certificate_of_its_clients_is_told(authority: trustme.CA, roots: Path) -> None:
    asking = context(authority, "127.0.0.1")
    asking.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(asking)
    with ScriptedServer(Chatwoot(), tls=asking) as server:
        found = found_of(Configuration(host=server.url, ssl_ca_cert=roots))
    assert "set cert_file and key_file" in found["tls-failed"].advice


def test_https_is_not_advised_where_it_is_spoken(authority: trustme.CA, roots: Path) -> None:
    with ScriptedServer([CLOSE], tls=context(authority, "127.0.0.1")) as server:
        found = found_of(Configuration(host=server.url, ssl_ca_cert=roots))
    assert "https" not in found["unreachable"].advice


def test_a_certificate_that_nobody_checks_is_a_warning(authority: trustme.CA) -> None:
    tls = context(trustme.CA(), "127.0.0.1")
    with ScriptedServer(Chatwoot(), tls=tls) as server, pytest.warns(InsecureRequestWarning):
        found = found_of(Configuration(host=server.url, verify_ssl=False))
    assert found["certificate-unchecked"].severity == "warning"
    assert "nobody has checked" in found["tls"].message


def test_a_connection_that_is_closed_without_a_word_is_told() -> None:
    with ScriptedServer([CLOSE]) as server:
        found = found_of(Configuration(host=server.url))
    assert "If the server speaks TLS" in found["unreachable"].advice


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_asks_who_one_is_is_told_without_its_password(scheme: str) -> None:
    with ScriptedServer(Chatwoot()) as server, Proxy(("127.0.0.1", server.port), credentials=b"ada:right") as proxy:
        url = f"http://ada:{PROXY_PASSWORD}@{proxy.address}"
        found = found_of(Configuration(host=f"{scheme}://chatwoot.example", proxy=url))
    assert "407" in found["proxy"].message
    assert found["proxy"].severity == "error"


def test_a_proxy_that_lets_nobody_through_is_told() -> None:
    with ScriptedServer(Chatwoot()) as server, Proxy(("127.0.0.1", server.port), refusal=403) as proxy:
        found = found_of(Configuration(host="https://chatwoot.example", proxy=f"http://{proxy.address}"))
    assert "403" in found["proxy"].message


def test_a_proxy_whose_name_leads_nowhere_is_told() -> None:
    found = found_of(Configuration(host="https://chatwoot.example", proxy="http://proxy.invalid:3128"))
    assert "Configuration.proxy" in found["name-unknown"].advice
    assert "proxy.invalid" in found["name-unknown"].message


def test_a_proxy_on_the_way_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(Chatwoot()) as server, Proxy(("127.0.0.1", server.port)) as proxy:
        monkeypatch.setenv("http_proxy", f"http://ada:{PROXY_PASSWORD}@{proxy.address}")
        found = found_of(Configuration(host="http://chatwoot.example"))
    assert f"through the proxy http://{proxy.address}" in found["connection"].message
    assert found["chatwoot"].severity == "ok"


def test_a_setting_that_cannot_be_used_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ScriptedServer(Chatwoot()) as server:
        monkeypatch.setenv("http_proxy", "ftp://proxy.example")
        of_environment = found_of(Configuration(host=server.url))["setting"]
    assert "the environment's proxy for http" in of_environment.message
    missing = found_of(Configuration(host="https://127.0.0.1", ssl_ca_cert=tmp_path / "none.pem"))["setting"]
    assert "ssl_ca_cert" in missing.message
