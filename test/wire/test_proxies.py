"""Proxies: a request takes the way that was asked for, and the proxy's password goes to nobody else."""

from __future__ import annotations

import base64
import logging
import ssl
import time
import traceback

import pytest
import trustme
from echo import Echo
from proxies import Proxy
from servers import CLOSE, ScriptedServer
from timing import SLACK

import chatwoot_client
from chatwoot_client import ApiConnectionException, ApiException, ApiTimeoutException
from chatwoot_client.calls.route import Route
from chatwoot_client.wire.proxies import is_named_by

PASSWORD = "canary-pässword:with/signs@"
CREDENTIALS = f"someone@work:{PASSWORD}".encode()
QUOTED_CREDENTIALS = "someone%40work:canary-p%C3%A4ssword%3Awith%2Fsigns%40"


def server_context(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def plain():
    with Echo() as server:
        yield server


@pytest.fixture(scope="module")
def secure(authority):
    with Echo(server_context(authority, "chatwoot.test")) as server:
        yield server


@pytest.fixture(autouse=True)
def forget_earlier_requests(plain, secure):
    plain.requests.clear()
    secure.requests.clear()


@pytest.fixture
def proxy_for():
    """Makes proxies that are gone after the test."""
    made = []

    def make(origin, **options):
        made.append(Proxy(origin.address, **options))
        return made[-1]

    yield make
    for proxy in made:
        proxy.__exit__()


def inboxes(host="http://chatwoot.test", **settings):
    settings = {"retries": 0, "timeout": (5.0, 5.0), **settings}
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(chatwoot_client.Configuration(host, **settings)))


def ask(api, name="one", **options):
    return api.get_details_of_a_inbox(name, **options).identifier


def write(api, **options):
    return api.api_client.invoke("POST", Route("/one"), body={"content": "hello"}, options=options)


# --- the two ways ---


def test_plain_http_is_forwarded_and_the_proxy_finds_the_server(plain, proxy_for):
    proxy = proxy_for(plain)
    api = inboxes("http://chatwoot.test:8080/sub", proxy=proxy.url)
    assert ask(api) == "one"
    assert proxy.request_lines == ["GET http://chatwoot.test:8080/sub/public/api/v1/inboxes/one HTTP/1.1"]
    assert plain.requests[0].headers["host"] == "chatwoot.test:8080"


def test_a_body_is_forwarded_whole(plain, proxy_for):
    proxy = proxy_for(plain)
    write(inboxes(proxy=proxy.url))
    assert plain.requests[0].body == b'{"content":"hello"}'


def test_https_goes_through_a_tunnel_and_the_proxy_reads_none_of_it(secure, proxy_for, roots):
    proxy = proxy_for(secure)
    api = inboxes("https://chatwoot.test", proxy=proxy.url, ssl_ca_cert=roots, api_key={"userApiKey": "canary-token"})
    assert [ask(api, name) for name in ("one", "two")] == ["one", "two"]
    # One tunnel for both.
    assert proxy.request_lines == ["CONNECT chatwoot.test:443 HTTP/1.0"] or proxy.request_lines == [
        "CONNECT chatwoot.test:443 HTTP/1.1"
    ]
    assert b"inboxes" not in proxy.tunnelled
    assert b"canary-token" not in b"".join(proxy.heads) + bytes(proxy.tunnelled)


def test_the_server_behind_a_tunnel_is_checked_as_any_other(secure, proxy_for, roots):
    proxy = proxy_for(secure)
    with pytest.raises(ApiConnectionException, match="certificate was refused") as caught:
        ask(inboxes("https://another.test", proxy=proxy.url, ssl_ca_cert=roots))
    assert caught.value.outcome == "not_sent"
    with pytest.raises(ApiConnectionException, match="certificate was refused"):
        ask(inboxes("https://chatwoot.test", proxy=proxy.url))
    assert not secure.requests


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_may_be_spoken_to_over_tls(plain, secure, proxy_for, authority, roots, scheme):
    origin = plain if scheme == "http" else secure
    proxy = proxy_for(origin, tls=server_context(authority, "127.0.0.1"), credentials=CREDENTIALS)
    api = inboxes(f"{scheme}://chatwoot.test", proxy=proxy.with_credentials(QUOTED_CREDENTIALS), ssl_ca_cert=roots)
    assert [ask(api, name) for name in ("one", "two")] == ["one", "two"]
    assert len(origin.requests) == 2
    write(api)


def test_a_proxy_whose_certificate_is_for_another_host_gets_no_request_and_no_password(
    plain, proxy_for, authority, roots
):
    proxy = proxy_for(plain, tls=server_context(authority, "elsewhere.test"))
    with pytest.raises(ApiConnectionException) as caught:
        ask(inboxes(proxy=proxy.with_credentials(QUOTED_CREDENTIALS), ssl_ca_cert=roots))
    assert caught.value.outcome == "not_sent"
    assert not proxy.heads


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_whose_certificate_is_refused_is_named_and_not_tried_again(plain, proxy_for, scheme, authority, roots):
    unknown = proxy_for(plain, tls=server_context(trustme.CA(), "127.0.0.1"))
    misnamed = proxy_for(plain, tls=server_context(authority, "elsewhere.test"))
    for proxy, hint in ((unknown, "ssl_ca_cert"), (misnamed, "Set proxy to a name that the certificate carries")):
        with pytest.raises(ApiConnectionException, match="the proxy's certificate was refused") as caught:
            ask(inboxes(f"{scheme}://chatwoot.test", proxy=proxy.url, ssl_ca_cert=roots, retries=2))
        assert (caught.value.attempts, caught.value.outcome) == (1, "not_sent")
        assert hint in caught.value.hint
        assert not proxy.heads


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_speaks_no_tls_is_named_and_not_tried_again(scheme):
    with ScriptedServer([], [(b"HTTP/1.1 400 Bad Request\r\n\r\n", CLOSE)] * 3) as proxy:
        url = proxy.url.replace("http", "https")
        with pytest.raises(ApiConnectionException, match="the proxy doesn't speak TLS") as caught:
            ask(inboxes(f"{scheme}://chatwoot.test", proxy=url, retries=2))
        assert proxy.connections == 1
    assert "Begin the proxy's URL with http://" in caught.value.hint


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_speaks_nothing_but_tls_is_named_and_not_tried_again(scheme):
    with ScriptedServer([(b"\x15\x03\x01\x00\x02\x02\x0a", CLOSE)]) as proxy:
        with pytest.raises(ApiConnectionException, match="the proxy speaks nothing but TLS") as caught:
            ask(inboxes(f"{scheme}://chatwoot.test", proxy=proxy.url, retries=2))
        assert proxy.connections == 1
    assert "Begin the proxy's URL with https://" in caught.value.hint


def test_assert_hostname_is_about_the_server_and_not_about_its_proxy(secure, proxy_for, authority, roots):
    proxy = proxy_for(secure, tls=server_context(authority, "127.0.0.1"))
    api = inboxes("https://internal.test", proxy=proxy.url, ssl_ca_cert=roots, assert_hostname="chatwoot.test")
    assert ask(api) == "one"


# --- credentials ---


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_credentials_in_the_url_are_for_the_proxy_alone(plain, secure, proxy_for, roots, scheme):
    origin = plain if scheme == "http" else secure
    proxy = proxy_for(origin, credentials=CREDENTIALS)
    api = inboxes(f"{scheme}://chatwoot.test", proxy=proxy.with_credentials(QUOTED_CREDENTIALS), ssl_ca_cert=roots)
    assert [ask(api, name) for name in ("one", "two")] == ["one", "two"]
    assert "proxy-authorization" not in origin.requests[0].headers
    told = base64.b64encode(CREDENTIALS).decode()
    assert all(told not in str(request) for request in origin.requests)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("spelling", ["Proxy-Authorization", "proxy-authorization"])
def test_proxy_headers_are_for_the_proxy_alone_and_win_over_the_url(plain, secure, proxy_for, roots, scheme, spelling):
    origin = plain if scheme == "http" else secure
    proxy = proxy_for(origin)
    headers = {spelling: "Bearer canary-bearer", "X-Team": "support"}
    api = inboxes(
        f"{scheme}://chatwoot.test",
        proxy=proxy.with_credentials("someone:else"),
        proxy_headers=headers,
        ssl_ca_cert=roots,
    )
    assert ask(api) == "one"
    head = proxy.heads[0].decode().lower()
    assert head.count("proxy-authorization:") == 1
    assert "proxy-authorization: bearer canary-bearer" in head
    assert "x-team: support" in head
    assert "canary-bearer" not in str(origin.requests)
    if scheme == "https":
        assert "x-team" not in origin.requests[0].headers


def test_proxy_headers_go_to_nobody_when_there_is_no_proxy(plain):
    ask(inboxes(plain.url, proxy_headers={"Proxy-Authorization": "Bearer canary-bearer"}))
    assert "canary-bearer" not in str(plain.requests)


def test_the_servers_credentials_are_not_the_proxys(secure, proxy_for, roots):
    proxy = proxy_for(secure)
    api = inboxes(
        "https://chatwoot.test",
        proxy=proxy.url,
        ssl_ca_cert=roots,
        username="canary-user",
        password="canary-password",
        api_key={"userApiKey": "canary-token"},
    )
    ask(api, _headers={"X-Secret": "canary-header"})
    head = b"".join(proxy.heads).lower()
    assert b"canary" not in head
    assert b"authorization" not in head


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxys_password_is_shown_nowhere(plain, secure, proxy_for, roots, scheme, caplog, capfd, monkeypatch):
    """Neither in what works nor in what fails: a wrong password, no proxy there, a proxy that isn't one."""
    origin = plain if scheme == "http" else secure
    canary = base64.b64encode(CREDENTIALS).decode()
    caplog.set_level(logging.DEBUG)
    shown = []
    right, wrong = proxy_for(origin, credentials=CREDENTIALS), proxy_for(origin, credentials=b"another")
    gone = proxy_for(origin)
    gone.__exit__()
    for proxy, given in ((right, "setting"), (wrong, "setting"), (gone, "setting"), (wrong, "environment")):
        url = proxy.with_credentials(QUOTED_CREDENTIALS)
        monkeypatch.setenv(f"{scheme}_proxy", url)
        settings = {"proxy": url} if given == "setting" else {}
        configuration = chatwoot_client.Configuration(
            f"{scheme}://chatwoot.test", retries=1, timeout=5.0, debug=True, ssl_ca_cert=roots, **settings
        )
        api = chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))
        shown += [
            repr(configuration),
            str(configuration),
            repr(api),
            repr(api.api_client),
            configuration.to_debug_report(),
        ]
        try:
            ask(api)
        except ApiException as error:
            shown += [
                str(error),
                repr(error),
                repr(vars(error)),
                *traceback.format_exception(None, error, error.__traceback__),
            ]
    assert right.heads
    assert len(wrong.heads) >= 2
    output = capfd.readouterr()
    everything = "\n".join([*shown, caplog.text, output.out, output.err])
    for secret in ("canary-p", QUOTED_CREDENTIALS, canary):
        assert secret not in everything
    assert "GET" in output.err


# --- what a proxy may refuse ---


@pytest.mark.parametrize("status", [400, 403, 407, 500, 502, 503, 504])
def test_a_tunnel_that_is_refused_means_that_nothing_was_sent(secure, proxy_for, roots, status):
    proxy = proxy_for(secure, refusal=status)
    policy = chatwoot_client.RetryPolicy(2, backoff=0.001)
    api = inboxes("https://chatwoot.test", proxy=proxy.url, ssl_ca_cert=roots, retries=policy)
    with pytest.raises(ApiConnectionException, match=f"proxy refused .* {status}") as caught:
        write(api)
    assert caught.value.outcome == "not_sent"
    assert not isinstance(caught.value, chatwoot_client.AmbiguousResultException)
    assert caught.value.attempts == len(proxy.heads) == 3
    assert not secure.requests


@pytest.mark.parametrize("status", [403, 407])
def test_a_proxy_that_refuses_to_forward_answers_for_the_server(plain, proxy_for, status):
    proxy = proxy_for(plain, refusal=status)
    with pytest.raises(ApiException) as caught:
        write(inboxes(proxy=proxy.url))
    assert (caught.value.status, caught.value.outcome) == (status, "refused")
    assert len(proxy.heads) == 1


def test_after_502_from_a_forwarding_proxy_nobody_knows_what_the_server_saw(plain, proxy_for):
    proxy = proxy_for(plain, refusal=502)
    policy = chatwoot_client.RetryPolicy(2, backoff=0.001)
    with pytest.raises(chatwoot_client.AmbiguousResultException):
        write(inboxes(proxy=proxy.url, retries=policy))
    assert len(proxy.heads) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_not_there_means_that_nothing_was_sent(plain, proxy_for, scheme):
    proxy = proxy_for(plain)
    proxy.__exit__()
    with pytest.raises(ApiConnectionException) as caught:
        write(inboxes(f"{scheme}://chatwoot.test", proxy=proxy.url))
    assert caught.value.outcome == "not_sent"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_drips_is_held_to_the_deadline(plain, proxy_for, scheme):
    proxy = proxy_for(plain, drip=0.02)
    started = time.monotonic()
    with pytest.raises(ApiTimeoutException) as caught:
        write(inboxes(f"{scheme}://chatwoot.test", proxy=proxy.url), _deadline=0.4)
    assert time.monotonic() - started < 0.4 + SLACK
    assert caught.value.outcome == ("unknown" if scheme == "http" else "not_sent")


# --- the environment ---


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_the_environment_names_a_proxy_for_http(plain, proxy_for, monkeypatch, name):
    proxy = proxy_for(plain, credentials=CREDENTIALS)
    monkeypatch.setenv(name, proxy.with_credentials(QUOTED_CREDENTIALS))
    assert ask(inboxes()) == "one"
    assert len(proxy.heads) == 1


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_the_environment_names_a_proxy_for_https(secure, proxy_for, monkeypatch, roots, name):
    proxy = proxy_for(secure)
    monkeypatch.setenv(name, proxy.url)
    assert ask(inboxes("https://chatwoot.test", ssl_ca_cert=roots)) == "one"
    assert len(proxy.heads) == 1


def test_a_proxy_in_the_environment_may_lack_its_scheme(plain, proxy_for, monkeypatch):
    proxy = proxy_for(plain)
    monkeypatch.setenv("http_proxy", proxy.address)
    assert ask(inboxes()) == "one"
    assert proxy.heads


def test_a_scheme_has_a_proxy_of_its_own(plain, proxy_for, monkeypatch):
    wrong, right = proxy_for(plain), proxy_for(plain)
    monkeypatch.setenv("https_proxy", wrong.url)
    monkeypatch.setenv("all_proxy", wrong.url)
    monkeypatch.setenv("http_proxy", right.url)
    ask(inboxes())
    assert right.heads
    assert not wrong.heads


def test_a_header_can_not_name_the_proxy_of_a_cgi_script(plain, proxy_for, monkeypatch):
    proxy = proxy_for(plain)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("REQUEST_METHOD", "GET")
    assert ask(inboxes(plain.url)) == "one"
    assert not proxy.heads


def test_the_setting_wins_over_the_environment_and_over_no_proxy(plain, proxy_for, monkeypatch):
    wrong, right = proxy_for(plain), proxy_for(plain)
    monkeypatch.setenv("http_proxy", wrong.url)
    monkeypatch.setenv("no_proxy", "*")
    ask(inboxes(proxy=right.url))
    assert right.heads
    assert not wrong.heads


def test_without_trust_env_the_environment_does_not_count(plain, proxy_for, monkeypatch):
    proxy = proxy_for(plain)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1")
    assert ask(inboxes(plain.url, trust_env=False)) == "one"
    assert not proxy.heads


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
@pytest.mark.parametrize(
    ("host", "no_proxy"),
    [
        ("localhost", "localhost"),
        ("localhost", "LOCALHOST"),
        ("localhost", "example.org, localhost ,example.net"),
        ("localhost", "*"),
        ("localhost", "localhost:{port}"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1:{port}"),
        ("127.0.0.1", "127.0.0.0/8"),
        ("127.0.0.1", "10.0.0.0/8,127.0.0.0/255.0.0.0"),
        ("127.0.0.1", "10.0.0.0/8, 127.0.0.1/32"),
        ("[::1]", "::1"),
        ("[::1]", "[::1]"),
        ("[::1]", "[::1]:{port}"),
        ("[::1]", "0:0:0:0:0:0:0:1"),
        ("[::1]", "fd00::/8,::/64"),
        ("[::1]", "[::]/64"),
        ("localhost", "example.org localhost"),
        ("localhost", "example.org,*"),
        ("localhost", ".localhost"),
        ("localhost", "localhost."),
        ("localhost", "local*"),
        ("127.0.0.1", "127.*"),
        ("127.0.0.1", "*:{port}"),
    ],
)
def test_a_host_that_no_proxy_names_is_reached_directly(proxy_for, monkeypatch, host, no_proxy, name):
    with Echo(host="::1" if host == "[::1]" else "127.0.0.1") as server:
        proxy = proxy_for(server)
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv(name, no_proxy.format(port=server.port))
        assert ask(inboxes(server.at(host))) == "one"
        assert not proxy.heads


#: Whether NO_PROXY, as it's written on the left, names port 443 of the host on the right.
NO_PROXY = [
    # A domain, with all below it: curl, requests, Go.
    ("corp.example", "corp.example", True),
    ("corp.example", "chat.corp.example", True),
    ("corp.example", "chat.eu.corp.example", True),
    ("corp.example", "notcorp.example", False),
    ("corp.example", "corp.example.org", False),
    ("corp.example", "example", False),
    ("CORP.Example", "chat.corp.example", True),
    # A dot at either end, of the entry or of the host: curl.
    (".corp.example", "chat.corp.example", True),
    (".corp.example", "corp.example", True),
    (".corp.example", "notcorp.example", False),
    ("corp.example.", "chat.corp.example", True),
    (".corp.example.", "chat.corp.example.", True),
    ("corp.example", "chat.corp.example.", True),
    (".", "corp.example", False),
    # Patterns: Go's for domains, and what people write for networks.
    ("*", "corp.example", True),
    ("*", "10.1.2.3", True),
    ("*", "fd00::1", True),
    ("example.org, *", "corp.example", True),
    ("*.corp.example", "chat.corp.example", True),
    ("*.corp.example", "chat.eu.corp.example", True),
    ("*.corp.example", "corp.example", False),
    ("*.corp.example", "notcorp.example", False),
    ("*.CORP.example.", "chat.corp.example", True),
    ("chat-*.corp.example", "chat-eu.corp.example", True),
    ("chat-*.corp.example", "chat.corp.example", False),
    ("10.*", "10.1.2.3", True),
    ("10.*", "110.1.2.3", False),
    ("10.1.*.3", "10.1.2.3", True),
    ("[a-z]*", "corp.example", False),
    ("corp?example", "corp.example", False),
    # Entries stand between commas, blanks, or both.
    (" corp.example , example.org ", "chat.corp.example", True),
    ("example.org corp.example", "chat.corp.example", True),
    ("example.org,\tcorp.example\n", "chat.corp.example", True),
    (",, ,", "corp.example", False),
    ("", "corp.example", False),
    # Ports.
    ("corp.example:443", "chat.corp.example", True),
    ("corp.example:8443", "chat.corp.example", False),
    ("*.corp.example:443", "chat.corp.example", True),
    ("10.1.2.3:443", "10.1.2.3", True),
    ("10.1.2.3:80", "10.1.2.3", False),
    ("10.*:80", "10.1.2.3", False),
    ("[fd00::1]:443", "fd00::1", True),
    ("[fd00::1]:80", "fd00::1", False),
    ("corp.example:https", "corp.example", False),
    # Addresses and networks, as numbers and not as text.
    ("10.1.2.3", "10.1.2.3", True),
    ("0.1.2.3", "10.1.2.3", False),
    ("2.3", "10.1.2.3", False),
    ("10.0.0.0/8", "10.1.2.3", True),
    ("10.0.0.0/255.0.0.0", "10.1.2.3", True),
    ("10.9.9.9/8", "10.1.2.3", True),
    ("10.0.0.0/16", "10.1.2.3", False),
    ("10.0.0.0/8", "10.example", False),
    ("0.0.0.0/0", "fd00::1", False),
    ("fd00::1", "fd00::1", True),
    ("[fd00::1]", "fd00::1", True),
    ("FD00:0:0::0:1", "fd00::1", True),
    ("fd00::/8", "fd00::1", True),
    ("[fd00::]/8", "fd00::1", True),
    ("fe80::/10", "fe80::1%eth0", True),
    ("::/0", "10.1.2.3", False),
    ("fd00::/999", "fd00::1", False),
    # Any script.
    ("bücher.example", "xn--bcher-kva.example", True),
    ("xn--bcher-kva.example", "www.bücher.example", True),
    ("*.BÜCHER.example", "www.bücher.example", True),
    ("a..b", "corp.example", False),
]


@pytest.mark.parametrize(("no_proxy", "host", "named"), NO_PROXY)
def test_no_proxy_names_hosts_in_the_forms_that_curl_requests_and_go_take(no_proxy, host, named):
    assert is_named_by(no_proxy, host, 443) is named


@pytest.mark.parametrize("no_proxy", ["chatwoot.invalid", "invalid", ".invalid", "*.invalid", "chatwoot.invalid:80"])
def test_no_proxy_names_a_domain_with_all_below_it(plain, proxy_for, monkeypatch, no_proxy):
    proxy = proxy_for(plain)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", no_proxy)
    # The name leads nowhere but through the proxy.
    with pytest.raises(ApiConnectionException):
        ask(inboxes("http://chatwoot.invalid"))
    assert not proxy.heads


@pytest.mark.parametrize(
    ("host", "no_proxy"),
    [
        ("localhost", ""),
        ("localhost", "ocalhost"),
        ("localhost", "host"),
        ("localhost", "localhost.example"),
        ("localhost", "localhost:1"),
        ("localhost", ",, ,"),
        ("localhost", "127.0.0.0/8"),
        ("127.0.0.1", "10.0.0.0/8"),
        ("127.0.0.1", "27.0.0.1"),
        ("127.0.0.1", "::/0"),
        ("127.0.0.1", "300.0.0.0/8,127.0.0.0/99,nonsense/8"),
        ("[::1]", "::2"),
        ("[::1]", "127.0.0.0/8,fd00::/8"),
        ("[::1]", "[::1]:1"),
    ],
)
def test_a_host_that_no_proxy_does_not_name_is_reached_through_the_proxy(plain, proxy_for, monkeypatch, host, no_proxy):
    proxy = proxy_for(plain)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", no_proxy)
    assert ask(inboxes(plain.at(host))) == "one"
    assert len(proxy.heads) == 1


# --- what can't be used ---


@pytest.mark.parametrize("url", ["socks5://canary@127.0.0.1:1", "ftp://canary@proxy.test", "proxy.test:canary"])
def test_a_proxy_of_another_kind_is_refused_when_it_is_set_and_not_repeated(url):
    with pytest.raises(ValueError, match=r"^proxy .*https?://") as caught:
        chatwoot_client.Configuration(proxy=url)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "socks5://someone:canary@127.0.0.1:1",
        "http://someone:canary@127.0.0.1:99999",
        "http://someone:canary@[127.0.0.1",
        "http://someone:canary@:80",
        "http://someone:can ary@127.0.0.1:1\r\nX: canary",
        "//someone:canary@127.0.0.1:1",
    ],
)
def test_a_proxy_in_the_environment_that_can_not_be_used_is_refused_and_not_repeated(plain, monkeypatch, url):
    monkeypatch.setenv("http_proxy", url)
    with pytest.raises(ValueError, match="environment") as caught:
        ask(inboxes(plain.url))
    shown = "".join(traceback.format_exception(None, caught.value, caught.value.__traceback__))
    assert "canary" not in shown.replace(__file__, "").replace('"http://someone:canary', "")
    assert not plain.requests


def test_credentials_that_a_header_can_not_carry_are_sent_all_the_same_since_they_are_encoded(plain, proxy_for):
    proxy = proxy_for(plain, credentials="zoë:пароль\r\n".encode())
    assert ask(inboxes(proxy=proxy.with_credentials("zo%C3%AB:%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C%0D%0A"))) == "one"
