"""What the doctor says of a Chatwoot behind a real nginx that is set up wrongly, and rightly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from patients import PASSWORD, found_of

from chatwoot_client import Configuration
from chatwoot_client.sandbox import Sandbox
from chatwoot_client.sandbox.cable import room

PASSED_ON = "proxy_pass http://127.0.0.1:{port}; proxy_set_header Host $http_host;"
WITH_WEBSOCKETS = (
    'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'
)


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(room, "PING_SECONDS", 0.2)
    with Sandbox() as server:
        yield server


def server_with(inside: str) -> str:
    return f"server {{ listen 127.0.0.1:PORT; {inside} }}"


def found_behind(url: str, sandbox: Sandbox, **settings: Any) -> dict[str, Any]:
    configuration = Configuration(host=url, api_key={"userApiKey": sandbox.user_token}, **settings)
    return found_of(configuration, inbox_identifier=sandbox.inbox.identifier)


def passed_on(sandbox: Sandbox, more: str = "") -> str:
    return server_with(f"location / {{ {PASSED_ON.format(port=sandbox.port)} {more} }}")


def test_with_all_passed_on_nothing_is_wrong(nginx: Any, sandbox: Sandbox) -> None:
    found = found_behind(nginx(passed_on(sandbox, WITH_WEBSOCKETS)).url, sandbox)
    assert {found[code].severity for code in ("chatwoot", "clock", "token-user", "inbox", "cable")} == {"ok"}
    assert "error" not in {finding.severity for finding in found.values()}


def test_a_header_with_an_underscore_is_dropped_and_the_one_without_arrives(nginx: Any, sandbox: Sandbox) -> None:
    url = nginx(passed_on(sandbox)).url
    found = found_behind(url, sandbox, api_key_header="api_access_token")
    assert found["token-dropped"].advice.endswith("set Configuration.api_key_header to 'Api-Access-Token'.")
    assert "token-user" in found_behind(url, sandbox)
    kept = nginx("underscores_in_headers on;" + passed_on(sandbox)).url
    assert "token-user" in found_behind(kept, sandbox, api_key_header="api_access_token")


def test_a_websocket_that_is_not_passed_on_is_told(nginx: Any, sandbox: Sandbox) -> None:
    found = found_behind(nginx(passed_on(sandbox)).url, sandbox)
    assert "proxy_set_header Upgrade" in found["cable-closed"].advice


def test_a_sub_path_that_is_missing_is_told(nginx: Any, sandbox: Sandbox) -> None:
    below = f"location /help/ {{ proxy_pass http://127.0.0.1:{sandbox.port}/; }}"
    url = nginx(server_with(f"location = / {{ return 302 /help/app/login; }} {below}")).url
    assert found_behind(url, sandbox)["path-wrong"].advice == f"Set Configuration.host to '{url}/help'."
    assert found_behind(f"{url}/help", sandbox)["chatwoot"].severity == "ok"


def test_nginx_s_own_page_is_told_by_its_title(nginx: Any, sandbox: Sandbox) -> None:
    found = found_behind(nginx(server_with("location / { return 404; }")).url, sandbox)
    assert "404 Not Found" in found["not-chatwoot"].message


def test_a_chatwoot_that_does_not_run_behind_it_is_told(nginx: Any, sandbox: Sandbox) -> None:
    server = nginx(passed_on(sandbox))
    sandbox.close()
    found = found_of(Configuration(host=server.url))
    assert "status 502" in found["gateway"].message


def test_https_that_is_wanted_is_told_and_so_is_http_on_its_port(
    nginx: Any, sandbox: Sandbox, authority: trustme.CA, roots: Path, tmp_path: Path
) -> None:
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_and_cert_chain_pem.write_to_path(tmp_path / "both.pem")
    tls = f"ssl_certificate {tmp_path / 'both.pem'}; ssl_certificate_key {tmp_path / 'both.pem'};"
    inside = f"location / {{ {PASSED_ON.format(port=sandbox.port)} }}"
    secure = nginx(f"server {{ listen 127.0.0.1:PORT ssl; {tls} {inside} }}")
    to_set = f"Set Configuration.host to 'https://127.0.0.1:{secure.port}'."
    assert found_behind(secure.url, sandbox)["only-tls"].advice == to_set
    plain = nginx(server_with(f"return 301 https://127.0.0.1:{secure.port}$request_uri;"))
    assert found_behind(plain.url, sandbox)["redirect-https"].advice == to_set
    found = found_behind(f"https://127.0.0.1:{secure.port}", sandbox, ssl_ca_cert=roots)
    assert found["tls"].severity == found["chatwoot"].severity == "ok"


def test_a_password_of_nginx_s_own_is_told(nginx: Any, sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "users").write_text(f"ada:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "users").chmod(0o644)
    asked = f"auth_basic Private; auth_basic_user_file {tmp_path / 'users'};"
    url = nginx(passed_on(sandbox, asked)).url
    assert "status 401" in found_behind(url, sandbox)["password-wanted"].message
    found = found_behind(url, sandbox, username="ada", password=PASSWORD)
    assert found["token-user"].severity == "ok"


def test_an_address_that_nginx_keeps_out_is_told(nginx: Any, sandbox: Sandbox) -> None:
    found = found_behind(nginx(passed_on(sandbox, "deny all;")).url, sandbox)
    assert found["blocked"].severity == "error"
