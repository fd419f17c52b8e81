"""What is asked of urllib3 is there, in each of its releases."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import chatwoot_client

ROOM = Path(chatwoot_client.__file__).parent
#: All that the client takes from urllib3, and where.
TAKEN = {
    ("urllib3.util.ssl_", "create_urllib3_context"),
    ("urllib3.util.ssl_", "ssl_wrap_socket"),
    ("urllib3.util.ssl_match_hostname", "CertificateError"),
    ("urllib3.util.ssl_match_hostname", "match_hostname"),
    ("urllib3.util.connection", "allowed_gai_family"),
    ("urllib3._collections", "HTTPHeaderDict"),
    ("urllib3.exceptions", "InsecureRequestWarning"),
    # Where somebody may have put something in the place of a part.
    ("urllib3", "connection"),
    ("urllib3", "connectionpool"),
    ("urllib3", "exceptions as errors"),
    ("urllib3.util", "connection as dialling"),
}
#: The modules that look for that, and then go the way that it's on.
DOOR = ("door.py", "foreign.py", "layers.py", "wired.py")


@pytest.mark.parametrize(("module", "name"), sorted(TAKEN))
def test_a_name_that_is_taken_from_urllib3_is_there(module: str, name: str) -> None:
    of = importlib.import_module(module)
    name = name.partition(" as ")[0]
    assert hasattr(of, name) or importlib.import_module(f"{module}.{name}"), f"urllib3 has moved {module}.{name}"


def test_nothing_else_is_taken_from_urllib3() -> None:
    found = set()
    for path in ROOM.rglob("*.py"):
        if "sandbox" not in path.parts:
            for module, names in re.findall(r"from (urllib3[\w.]*) import (.+)", path.read_text(encoding="utf-8")):
                found |= {(module, name.strip()) for name in names.split(",")}
    assert found == TAKEN


@pytest.mark.parametrize("option", ["server_hostname", "ssl_context", "tls_in_tls"])
def test_an_option_that_is_given_to_urllib3_is_one(option: str) -> None:
    from urllib3.util.ssl_ import ssl_wrap_socket

    assert option in inspect.signature(ssl_wrap_socket).parameters, f"ssl_wrap_socket has lost {option}"


@pytest.mark.parametrize("name", ["sslobj", "incoming", "socket"])
def test_tls_inside_tls_shows_what_it_holds(name: str) -> None:
    """These show whether bytes behind an answer were decrypted already."""
    from urllib3.util.ssltransport import SSLTransport

    assert f"self.{name} = " in inspect.getsource(SSLTransport.__init__), f"SSLTransport has lost {name}"


def test_urllib3_itself_loads_no_part_of_the_client_s_way_but_these() -> None:
    """No connection and no pool of urllib3's is used, and nothing of http.client, unless somebody watches there."""
    for path in (path for path in (ROOM / "wire").glob("*.py") if path.name not in DOOR):
        text = path.read_text(encoding="utf-8")
        assert "import http.client" not in text
        assert not re.search(r"urllib3\.(connection|connectionpool|poolmanager|response)\b", text)
