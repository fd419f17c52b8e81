"""Host names in any script lead to their server, and what leads nowhere is told as such."""

from __future__ import annotations

import ssl
import sys

import pytest
from echo import Echo
from proxies import Proxy
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import ApiConnectionException
from chatwoot_client.calls.address import address_of
from chatwoot_client.wire.names import ascii_name, netloc_of, origin_of


@pytest.fixture(params=["with idna", "without idna"], autouse=True)
def _with_or_without_idna(request, monkeypatch):
    # What was asked with it isn't to be remembered without it.
    ascii_name.cache_clear()
    address_of.cache_clear()
    if request.param == "without idna":
        monkeypatch.setitem(sys.modules, "idna", None)
    else:
        pytest.importorskip("idna")


def inboxes(host, **settings):
    configuration = chatwoot_client.Configuration(host=host, **{"retries": 0, "timeout": 5.0, **settings})
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))


def ask(host, **settings):
    return inboxes(host, **settings).get_details_of_a_inbox("one").identifier


@pytest.mark.parametrize("host", ["ｌｏｃａｌｈｏｓｔ", "LOCALHOST", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"])  # noqa: RUF001
def test_a_name_written_in_other_letters_connects(authority, roots, host):
    with Echo() as server:
        assert ask(server.at(host)) == "one"
        assert server.requests[0].headers["host"] == f"localhost:{server.port}"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with Echo(context) as server:
        assert ask(server.at(host), ssl_ca_cert=roots) == "one"


SCRIPTS = {
    "bücher.example": "xn--bcher-kva.example",
    "пример.испытание": "xn--e1afmkfd.xn--80akhbyknj4f",
    "例え。テスト": "xn--r8jz45g.xn--zckzah",
    "مثال.إختبار": "xn--mgbh0fb.xn--kgbechtv",
    "उदाहरण.परीक्षा": "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g",
    "☃.example": "xn--n3h.example",
    "bücher_1.example": "xn--bcher_1-n2a.example",
    "XN--BCHER-KVA.example": "xn--bcher-kva.example",
}


@pytest.mark.parametrize("host", SCRIPTS)
def test_a_name_in_any_script_reaches_its_server(host):
    with Echo() as server, Proxy(server.address) as proxy:
        assert ask(f"http://{host}:8080", proxy=proxy.url) == "one"
    line = proxy.request_lines[0]
    assert line == f"GET http://{SCRIPTS[host]}:8080/public/api/v1/inboxes/one HTTP/1.1"
    assert server.requests[0].headers["host"] == f"{SCRIPTS[host]}:8080"


@pytest.mark.parametrize("host", ["bücher.example", "пример.испытание", "例え。テスト"])
def test_a_name_in_any_script_is_held_against_the_certificate(authority, roots, host):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(SCRIPTS[host]).configure_cert(context)
    with Echo(context) as server, Proxy(server.address) as proxy:
        assert ask(f"https://{host}", proxy=proxy.url, ssl_ca_cert=roots) == "one"
        assert proxy.request_lines[0].startswith(f"CONNECT {SCRIPTS[host]}:443 ")
        with pytest.raises(ApiConnectionException, match="certificate was refused"):
            ask("https://bûcher.example", proxy=proxy.url, ssl_ca_cert=roots)


def test_a_proxy_may_have_a_name_in_any_script():
    with Echo() as server, Proxy(server.address) as proxy:
        url = proxy.url.replace("127.0.0.1", "ｌｏｃａｌｈｏｓｔ")  # noqa: RUF001
        assert ask("http://chatwoot.test", proxy=url) == "one"


def test_a_dot_at_the_end_of_a_name_is_no_part_of_what_the_certificate_carries(authority, roots):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("chatwoot.test").configure_cert(context)
    with Echo(context) as server, Proxy(server.address) as proxy:
        assert ask("https://chatwoot.test.", proxy=proxy.url, ssl_ca_cert=roots) == "one"


@pytest.mark.parametrize(
    "host", ["nobody.invalid", "niemänd.invalid", "nobody.invalid.", "a..invalid", ".invalid", "a" * 64 + ".invalid"]
)
def test_a_name_that_stands_for_no_address_is_told(host):
    with pytest.raises(ApiConnectionException) as caught:
        ask(f"http://{host}")
    assert caught.value.outcome == "not_sent"
    assert f"the host name {ascii_name(host)!r} can't be resolved" in caught.value.reason


def test_it_is_told_whether_a_name_is_unknown_or_none_at_all():
    for host, none_at_all in (("nobody.invalid", False), ("a..invalid", True)):
        with pytest.raises(ApiConnectionException) as caught:
            ask(f"http://{host}")
        assert ("it isn't a name that DNS can have" in caught.value.reason) is none_at_all


def test_a_name_is_written_by_the_newest_rules_that_are_there():
    """IDNA 2008 tells ß from ss, in capitals too; Python's own rules are of 2003."""
    is_there = sys.modules.get("idna", True) is not None
    assert ascii_name("Faß.example") == ("xn--fa-hia.example" if is_there else "fass.example")


@pytest.mark.parametrize(
    ("scheme", "host", "port", "netloc"),
    [
        ("http", "chatwoot.test", 80, "chatwoot.test"),
        ("https", "chatwoot.test", 443, "chatwoot.test"),
        ("http", "chatwoot.test", 443, "chatwoot.test:443"),
        ("https", "chatwoot.test", 80, "chatwoot.test:80"),
        ("http", "chatwoot.test", 79, "chatwoot.test:79"),
        ("http", "chatwoot.test", 81, "chatwoot.test:81"),
        ("https", "::1", 443, "[::1]"),
        ("https", "::1", 3000, "[::1]:3000"),
        ("https", "Bücher.example", 443, "xn--bcher-kva.example"),
    ],
)
def test_a_port_is_told_where_it_is_not_the_scheme_s_own(scheme, host, port, netloc):
    # As a port is read out of a URL: a number of its own, and not the one that stands in the source.
    assert netloc_of(scheme, host, int(str(port))) == netloc
    assert origin_of(scheme, host, int(str(port))) == f"{scheme}://{netloc}"


@pytest.mark.parametrize("host", ["ü" * 64 + ".example", "ü..example", "\u200fא.example"])
def test_what_is_no_name_is_refused_before_anything_is_sent(host):
    with pytest.raises(ValueError, match=r"^host: .* isn't a host name"):
        ask(f"http://{host}")


def test_a_proxy_whose_name_stands_for_no_address_is_named():
    with pytest.raises(ApiConnectionException, match=r"'proxy\.invalid' can't be resolved"):
        ask("http://chatwoot.test", proxy="http://proxy.invalid:3128")
    with pytest.raises(ValueError, match=r"^the proxy's URL: .* isn't a host name"):
        ask("http://chatwoot.test", proxy=f"http://{'ü' * 64}.example:3128")


def test_a_redirect_to_the_same_name_in_another_script_is_within_the_origin(client_for):
    def answers(request):
        moved = b"HTTP/1.1 302 Found\r\nLocation: http://localhost:%d/two\r\nContent-Length: 0\r\n\r\n"
        return moved % server.port if request.target == "/one" else json_answer({})

    with ScriptedServer(answers) as server:
        client_for(f"http://ｌｏｃａｌｈｏｓｔ:{server.port}").request("GET", "/one")  # noqa: RUF001
        assert [request.target for request in server.requests] == ["/one", "/two"]
