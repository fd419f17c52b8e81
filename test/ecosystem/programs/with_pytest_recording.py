"""pytest-recording records a test's calls, replays them without a network, and refuses what isn't recorded."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from chatwoot_client.sandbox import Sandbox

TESTS = """
import os

import pytest

import chatwoot_client


@pytest.fixture
def contacts():
    settings = chatwoot_client.Configuration(host=os.environ["CHATWOOT_HOST"], retries=0)
    return chatwoot_client.ContactsAPIApi(chatwoot_client.ApiClient(settings))


@pytest.mark.vcr
def test_a_contact_is_created(contacts):
    assert contacts.create_a_contact({"name": "Ada"}, os.environ["INBOX"]).name == "Ada"


@pytest.mark.block_network
def test_nothing_is_sent_where_the_network_is_blocked(contacts):
    with pytest.raises(RuntimeError, match="Network is disabled"):
        contacts.create_a_contact({"name": "Grace"}, os.environ["INBOX"])
"""

folder = Path(tempfile.mkdtemp())
(folder / "test_contacts.py").write_text(TESTS)
with Sandbox() as server:
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "CHATWOOT_HOST": server.url,
        "INBOX": server.inbox.identifier,
    }
    for mode, sent in (("once", 1), ("none", 1)):
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "pytest_recording.plugin",
            f"--record-mode={mode}",
            str(folder),
        ]
        subprocess.run(command, env=environment, cwd=folder, check=True)
        assert len(server.requests) == sent
