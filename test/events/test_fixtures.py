"""The fixtures for people who test their own programs."""

from __future__ import annotations

import os
import subprocess
import sys

from chatwoot_client import ContactsAPIApi, ConversationsAPIApi, MessagesAPIApi
from chatwoot_client.events import MessageCreated


def test_a_receiver_is_told_what_happens_in_the_sandbox(chatwoot_sandbox, chatwoot_client_for, chatwoot_receiver):
    said = []
    chatwoot_receiver.on(MessageCreated)(lambda event: said.append(event.content))
    client = chatwoot_client_for(chatwoot_sandbox)
    inbox = chatwoot_sandbox.inbox.identifier
    source = ContactsAPIApi(client).create_a_contact({"name": "Ann"}, inbox).source_id
    conversation = ConversationsAPIApi(client).create_a_conversation({}, inbox, source).id
    MessagesAPIApi(client).create_a_message({"content": "Hello"}, inbox, source, conversation)
    assert chatwoot_sandbox.wait_for_deliveries()
    chatwoot_receiver.close()
    assert said == ["Hello"]


PROGRAM = """
from chatwoot_client import ContactsAPIApi, ConversationsAPIApi

def test_a_handler_fails(chatwoot_sandbox, chatwoot_client_for, chatwoot_receiver):
    chatwoot_receiver.on("conversation_created")(lambda event: event.no_such_attribute)
    inbox = chatwoot_sandbox.inbox.identifier
    client = chatwoot_client_for(chatwoot_sandbox)
    source = ContactsAPIApi(client).create_a_contact({"name": "Ann"}, inbox).source_id
    ConversationsAPIApi(client).create_a_conversation({}, inbox, source)
"""


def test_what_a_handler_raises_is_an_error_of_the_test(tmp_path):
    (tmp_path / "test_program.py").write_text(PROGRAM)
    plugins = ("no:cacheprovider", "chatwoot_client.sandbox.pytest_plugin", "chatwoot_client.pytest_plugin")
    command = [sys.executable, "-m", "pytest", *(f"-p{plugin}" for plugin in plugins), str(tmp_path)]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=alone)
    assert "1 passed, 1 error" in ended.stdout
    assert "no_such_attribute" in ended.stdout
    assert "conversation_created" in ended.stdout
