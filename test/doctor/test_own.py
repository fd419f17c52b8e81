"""The doctor on the client's own side: what it runs on, its settings, what it may open."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from patients import APP, BOT, PASSWORD, PROXY_PASSWORD, USER, found_of, told_in_fresh_python

from chatwoot_client import Configuration
from chatwoot_client.doctor import Finding, examine
from chatwoot_client.doctor.own import about_openssl

NOBODY = "http://127.0.0.1:9"


def told_of(host: str = NOBODY, **settings: Any) -> list[str]:
    """What is said of settings that cancel each other."""
    configuration = Configuration(host=host, **settings)
    return [each.message for each in examine(configuration, seconds=10.0) if each.code == "settings-cancel"]


def test_versions_are_told() -> None:
    message = found_of(Configuration(host=NOBODY))["versions"].message
    assert f"Python {sys.version.split()[0]}" in message
    assert "urllib3" in message
    assert "SSL" in message


@pytest.mark.parametrize(
    ("name", "version", "is_old"),
    [
        ("OpenSSL 1.0.2k", (1, 0, 2, 11, 15), True),
        ("OpenSSL 1.1.0l", (1, 1, 0, 12, 15), True),
        ("LibreSSL 2.8.3", (2, 8, 3, 0, 0), True),
        ("OpenSSL 1.1.1w", (1, 1, 1, 23, 15), False),
        ("OpenSSL 3.5.0", (3, 5, 0, 0, 0), False),
    ],
)
def test_a_tls_that_is_too_old_is_told(name: str, version: tuple[int, ...], is_old: bool) -> None:
    assert [each.code for each in about_openssl(name, version)] == (["openssl-old"] if is_old else [])


def test_usual_settings_cancel_nothing() -> None:
    assert told_of() == []
    assert told_of("https://127.0.0.1:9", api_key={"userApiKey": USER}, timeout=5) == []


@pytest.mark.parametrize(
    ("host", "settings", "named"),
    [
        (NOBODY, {"ssl_ca_cert": "/etc/hostname"}, "ssl_ca_cert"),
        (NOBODY, {"cert_file": "/etc/hostname"}, "cert_file"),
        ("https://127.0.0.1:9", {"verify_ssl": False, "ssl_ca_cert": "/etc/hostname"}, "ssl_ca_cert"),
        ("https://127.0.0.1:9", {"verify_ssl": False, "assert_hostname": "a.example"}, "assert_hostname"),
        ("https://127.0.0.1:9", {"key_file": "/etc/hostname"}, "key_file"),
        (NOBODY, {"proxy_headers": {"Proxy-Authorization": PROXY_PASSWORD}}, "proxy_headers"),
        (NOBODY, {"timeout": (10, 60), "deadline": 30}, "deadline"),
        (NOBODY, {"timeout": 60, "deadline": 30}, "deadline"),
        (
            NOBODY,
            {"api_key_header": "Authorization", "api_key": {"userApiKey": USER}, "password": PASSWORD},
            "the same header",
        ),
        (NOBODY, {"auth_scheme": "bearer", "api_key": {"userApiKey": USER}, "username": "ada"}, "the same header"),
        (NOBODY, {"auth_scheme": "bearer", "api_key_prefix": {"userApiKey": "Token"}}, "api_key_prefix"),
        (
            NOBODY,
            {"api_key": {"userApiKey": USER, "agentBotApiKey": BOT, "platformAppApiKey": APP, "api_access_token": "x"}},
            "api_key['api_access_token']",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_a_setting_that_counts_for_nothing_is_named(host: str, settings: dict[str, Any], named: str) -> None:
    (told,) = told_of(host, **settings)
    assert named in told


def test_what_the_environment_says_in_vain_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (told,) = told_of(proxy="http://127.0.0.1:9")
    assert "NO_PROXY" in told
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("http_proxy", f"http://ada:{PROXY_PASSWORD}@127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/hostname")
    (told,) = told_of(trust_env=False)
    assert "a proxy and roots" in told


def test_a_host_that_nobody_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody is to be asked over the network.
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert "CHATWOOT_HOST" in found_of(Configuration())["host-default"].advice
    assert "host-default" not in found_of(Configuration(host=NOBODY))


def test_a_token_in_the_clear_is_a_warning_but_on_the_loopback() -> None:
    assert "plain-http" not in found_of(Configuration(host=NOBODY))
    found = found_of(Configuration(host="http://chatwoot.invalid", api_key={"userApiKey": USER}))
    assert found["plain-http"].severity == "warning"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_pool_that_is_larger_than_what_may_be_opened_is_told() -> None:
    told = told_in_fresh_python("import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))", NOBODY)
    assert "few-descriptors" in told
    assert "connection_pool_maxsize is 16" in told
    assert "few-descriptors" not in found_of(Configuration(host=NOBODY))


def test_a_finding_is_one_line_whatever_was_said() -> None:
    assert str(Finding("error", "code", "It's so.", "Do this.")) == "error      code: It's so. Do this."
