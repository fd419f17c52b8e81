"""With truststore in place of Python's TLS, what the client is told of roots holds."""

from __future__ import annotations

import ssl
import subprocess
import sys
from pathlib import Path

import pytest
import trustme
from servers import ScriptedServer, json_answer

pytest.importorskip("truststore")

PROGRAM = """\
import sys
import truststore
truststore.inject_into_ssl()
import chatwoot_client

roots = sys.argv[2] if len(sys.argv) > 2 else None
client = chatwoot_client.ApiClient(chatwoot_client.Configuration(sys.argv[1], ssl_ca_cert=roots, retries=0))
try:
    print(client.request("GET", "/"))
except chatwoot_client.ApiConnectionException as error:
    print("refused:", error)
"""


def printed(*arguments: str) -> str:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_roots_that_are_named_are_trusted_and_no_others(authority: trustme.CA, roots: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedServer(lambda request: json_answer({"here": True}), tls=context) as server:
        assert "here" in printed(server.url, str(roots))
        assert printed(server.url).startswith("refused: ")
