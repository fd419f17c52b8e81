"""The backend of a chat on your own page: visitors write, agents answer in Chatwoot, nothing is sent or shown twice.

It runs with an offline sandbox, a visitor and an agent. For your own Chatwoot, give an inbox of the API channel the
webhook `https://your.site/chatwoot`, and serve `app` with any WSGI server:

    CHATWOOT_HOST=https://chatwoot.example.com CHATWOOT_INBOX_IDENTIFIER=… INBOX_SECRET=… \\
        gunicorn --chdir examples chat_backend:app

A page talks to it so, with a visitor's key in a cookie of yours:

    POST /messages   {"visitor": KEY, "id": "made by the page", "content": "Hello"}   the same id is the same message
    POST /answers    {"visitor": KEY, "message": 12, "values": […]}                   to a form or a choice
    GET  /messages?visitor=KEY&after=11                                               what was said since
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import chatwoot_client
from chatwoot_client.events import MessageCreated, MessageEvent, MessageUpdated, Receiver

TABLES = """
CREATE TABLE IF NOT EXISTS visitors (source TEXT PRIMARY KEY, conversation INTEGER);
CREATE TABLE IF NOT EXISTS sent (source TEXT, id TEXT, begun REAL, message INTEGER, PRIMARY KEY (source, id));
CREATE TABLE IF NOT EXISTS said (message INTEGER PRIMARY KEY, conversation INTEGER, told TEXT);
"""


#: Seconds; a server ends what it does by then, also for a client that has gone.
SERVER_IS_DONE_AFTER = float(os.environ.get("CHATWOOT_DONE_AFTER", "20"))


class Backend:
    """A chat's backend; what it has to remember is in a database, so it may be restarted at any time."""

    def __init__(self, client: chatwoot_client.ApiClient, inbox: str, secret: str, database: Path) -> None:
        self._inbox = inbox
        self._database = database
        self._contacts = chatwoot_client.ContactsAPIApi(client)
        self._conversations = chatwoot_client.ConversationsAPIApi(client)
        self._messages = chatwoot_client.MessagesAPIApi(client)
        # Inline: a delivery is answered once what it says is in the database.
        self.receiver = Receiver([secret], run="inline")
        self.receiver.on(MessageCreated, MessageUpdated)(self._keep)
        with contextlib.closing(sqlite3.connect(database)) as opened:
            opened.executescript(TABLES)

    # --- what the page asks for ---

    def send(self, visitor: str, id: str, content: str, file: tuple[str, bytes] | None = None) -> dict[str, Any]:
        """Say something for a visitor; the same id is the same message, whenever and however often it comes."""
        here = (self._inbox, visitor, self._conversation_of(visitor))
        key = (visitor, id)
        begun = time.time()
        if self._change("INSERT OR IGNORE INTO sent VALUES (?, ?, ?, NULL)", *key, begun):
            known: int | None = self._sent(here, content, file)
        else:
            begun, known = self._awaited(key)
            if known is None:
                # Whoever began was killed; one of those who see it goes on, once it's known what became of it.
                taken = "UPDATE sent SET begun = ? WHERE source = ? AND id = ? AND begun = ?"
                if not self._change(taken, time.time(), *key, begun):
                    return self.send(visitor, id, content, file)
                known = self._found(here, content, begun) or self._sent(here, content, file)
        self._change("UPDATE sent SET message = ? WHERE source = ? AND id = ?", known, *key)
        return {"message": known}

    def _sent(self, here: tuple[str, str, int], content: str, file: tuple[str, bytes] | None) -> int:
        body = chatwoot_client.PublicMessageCreatePayload(content=content, attachments=[file] if file else None)
        # An answer that is lost isn't the end: it's looked whether the message is there.
        return int(self._messages.send_once(body, *here, settle=SERVER_IS_DONE_AFTER).message.id or 0)

    def _awaited(self, key: tuple[str, str]) -> tuple[float, int | None]:
        """When a message was begun, and its number once it's known, or nothing when that has taken too long."""
        while True:
            ((begun, known),) = self._rows("SELECT begun, message FROM sent WHERE source = ? AND id = ?", *key)
            if known is not None or time.time() > begun + 2 * SERVER_IS_DONE_AFTER:
                return begun, known
            time.sleep(0.1)

    def _found(self, here: tuple[str, str, int], content: str, since: float) -> int | None:
        """The message with these words that the visitor has said since then, if it's there."""
        for message in self._messages.iter_messages(*here):
            if (message.created_at or 0) < int(since):
                break
            if message.content == content and message.message_type == chatwoot_client.MessageType.INCOMING:
                return message.id
        return None

    def answer(self, visitor: str, message: int, values: list[dict[str, Any]]) -> dict[str, Any]:
        """Answer a form or a choice."""
        here = (self._inbox, visitor, self._conversation_of(visitor))
        self._messages.update_a_message({"submitted_values": values}, *here, message)
        return {"message": message}

    def said(self, visitor: str, after: int) -> list[dict[str, Any]]:
        """What was said since, by the visitor and by agents."""
        found = self._rows(
            "SELECT told FROM said JOIN visitors USING (conversation) WHERE source = ? AND message > ?"
            " ORDER BY message",
            visitor,
            after,
        )
        return [json.loads(told) for (told,) in found]

    def _conversation_of(self, visitor: str) -> int:
        known = self._rows("SELECT conversation FROM visitors WHERE source = ?", visitor)
        if known:
            return int(known[0][0])
        # However many processes do this at once, they get the same contact and the same conversation.
        self._contacts.find_or_create(self._inbox, visitor)
        begun, _ = self._conversations.find_or_create(self._inbox, visitor, reuse="any")
        self._change("INSERT OR IGNORE INTO visitors VALUES (?, ?)", visitor, begun.id)
        return int(begun.id or 0)

    # --- what Chatwoot tells ---

    def _keep(self, event: MessageEvent) -> None:
        if event.is_private:
            return
        told = {
            "message": event.id,
            "by": "visitor" if event.is_incoming else "agent",
            "content": event.content,
            "content_type": event.content_type,
            "content_attributes": event.content_attributes,
            "files": [file.data_url for file in event.attachments or []],
        }
        self._change("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", event.id, event.conversation_id, json.dumps(told))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with contextlib.closing(sqlite3.connect(self._database, timeout=30)) as database:
            return database.execute(query, values).fetchall()

    def _change(self, statement: str, *values: Any) -> int:
        """How many rows were changed."""
        with contextlib.closing(sqlite3.connect(self._database, timeout=30)) as database, database:
            return database.execute(statement, values).rowcount

    # --- HTTP ---

    def app(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The WSGI application."""
        if environ["PATH_INFO"] == "/chatwoot":
            return self.receiver.wsgi(environ, start_response)
        try:
            status, answer = "200 OK", self._answered(environ)
        except (KeyError, ValueError, TypeError) as error:
            status, answer = "400 Bad Request", {"error": str(error)}
        except chatwoot_client.ApiException as error:
            status, answer = "502 Bad Gateway", {"error": error.message or error.reason}
        content = json.dumps(answer).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
        return [content]

    def _answered(self, environ: dict[str, Any]) -> Any:
        if environ["REQUEST_METHOD"] == "GET":
            asked = parse_qs(environ["QUERY_STRING"])
            return self.said(asked["visitor"][0], int(asked.get("after", ["0"])[0]))
        body = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        if environ["PATH_INFO"] == "/answers":
            return self.answer(body["visitor"], body["message"], body["values"])
        return self.send(body["visitor"], body["id"], body["content"])


def rehearse() -> None:
    """A visitor and an agent, in a sandbox."""
    import tempfile
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from chatwoot_client.sandbox import Sandbox

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each delivery."""

    with tempfile.TemporaryDirectory() as folder, Sandbox() as server:
        inbox = server.create_inbox("Our page")
        configuration = chatwoot_client.Configuration(host=server.url)
        with chatwoot_client.ApiClient(configuration) as client:
            backend = Backend(client, inbox.identifier, inbox.secret or "", Path(folder) / "chat.sqlite")
            with make_server("127.0.0.1", 0, backend.app, handler_class=Quiet) as web:
                inbox.channel["webhook_url"] = f"http://127.0.0.1:{web.server_port}/chatwoot"
                threading.Thread(target=web.serve_forever, daemon=True).start()
                backend.send("visitor-1", "page-1", "Is the shop open today?", ("list.txt", b"one engine"))
                backend.send("visitor-1", "page-1", "Is the shop open today?")
                server.reply(1, "Until six.")
                server.wait_for_deliveries()
                for message in backend.said("visitor-1", 0):
                    files = f" (with {len(message['files'])} file)" if message["files"] else ""
                    print(f"{message['by']}: {message['content']}{files}")
                web.shutdown()


if os.environ.get("CHATWOOT_HOST"):
    missing = [name for name in ("CHATWOOT_INBOX_IDENTIFIER", "INBOX_SECRET") if not os.environ.get(name)]
    if missing:
        sys.exit(f"Set {' and '.join(missing)}, too.")
    app = Backend(
        chatwoot_client.ApiClient(chatwoot_client.Configuration.from_env()),
        os.environ["CHATWOOT_INBOX_IDENTIFIER"],
        os.environ["INBOX_SECRET"],
        Path(os.environ.get("CHAT_DATABASE", "chat.sqlite")),
    ).app

if __name__ == "__main__":
    try:
        if os.environ.get("CHATWOOT_HOST"):
            sys.exit("Serve `app` with a WSGI server, such as: gunicorn --chdir examples chat_backend:app")
        rehearse()
    except chatwoot_client.ApiException as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
