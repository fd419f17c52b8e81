"""A Chatwoot that loses races as a real one does: what a request reads may be old by the time it writes.

Five requests run at the same time, and as many jobs. None holds a lock between what it reads and what it writes; only a
unique index keeps out what it's there for: a second identifier or e-mail address, and not a second phone number.

Any path may begin with a word of its own, as ``/p7/api/v1/…``, so that threads can call it by different addresses, as
processes that know nothing of each other do.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable
from urllib.parse import urlsplit

UNIQUE = ("email", "identifier")
KNOWN_BY = ("email", "identifier", "phone_number")
WORKERS = 5


class Refused(Exception):
    """An answer that isn't a 200."""

    def __init__(self, status: int, body: Any) -> None:
        self.status = status
        self.body = body


class Race:
    """The server; ``url`` is where it is. *slow* is how many seconds pass at the most between reading and writing."""

    def __init__(self, slow: float = 0.05) -> None:
        self.slow = slow
        self.contacts: dict[int, dict[str, Any]] = {}
        self.conversations: dict[int, dict[str, Any]] = {}
        self.labels: dict[str, list[str]] = {}
        self.places: list[tuple[int, int, str]] = []
        self.requests: list[tuple[str, str]] = []
        self.stored: list[int] = []
        self._lock = threading.Lock()
        self._workers = threading.Semaphore(WORKERS)
        self._jobs = ThreadPoolExecutor(WORKERS)
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Race:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._jobs.shutdown()

    def asked(self, method: str, ending: str) -> int:
        """How often a path with this ending was asked for."""
        return sum(1 for each, path in self.requests if each == method and path.endswith(ending))

    def between(self) -> None:
        """The time between what a request reads and what it writes."""
        time.sleep(random.uniform(0.2, 1) * self.slow)

    def answer(self, method: str, target: str, body: Any) -> tuple[int, Any]:
        path = re.sub(r"^.*?/api/v1/accounts/1", "", urlsplit(target).path)
        self.requests.append((method, path))
        with self._workers:
            for verb, pattern, operation in _ROUTES:
                match = re.fullmatch(pattern, path)
                if match and verb == method:
                    given = {} if body is None else {"body": body}
                    try:
                        return 200, getattr(self, operation)(*map(int, match.groups()), **given)
                    except Refused as refused:
                        return refused.status, refused.body
            return 404, {"error": "Resource could not be found"}

    # --- contacts ---

    def blank(self, id: int) -> dict[str, Any]:
        """A contact that was made just now, and of whom nothing is known."""
        given = {"name": "", "custom_attributes": {}, "additional_attributes": {}, "created_at": int(time.time())}
        return {"id": id, **dict.fromkeys(KNOWN_BY), **given}

    def contact(self, id: int) -> dict[str, Any]:
        if id not in self.contacts:
            raise Refused(404, {"error": "Resource could not be found"})
        return self.contacts[id]

    def filter(self, body: Any) -> Any:
        conditions = [(each["attribute_key"], each["values"][0].lower()) for each in body["payload"]]
        found = [
            contact
            for contact in list(self.contacts.values())
            if any((contact[key] or "").lower() == value for key, value in conditions)
        ]
        return {"meta": {"count": len(found), "current_page": "1"}, "payload": found}

    def create(self, body: Any) -> Any:
        given = {name: body.get(name) for name in KNOWN_BY}
        self._refuse_taken(given, None)
        self.between()
        with self._lock:
            if any(given[key] and given[key] == each[key] for key in UNIQUE for each in self.contacts.values()):
                raise Refused(500, {"status": 500, "error": "Internal Server Error"})
            id = len(self.stored) + 1
            self.stored.append(id)
            self.contacts[id] = {**self.blank(id), **given}
        return {"payload": {"contact": self.contacts[id], "contact_inbox": {"inbox": None, "source_id": None}}}

    def update(self, id: int, body: Any) -> Any:
        contact = self.contact(id)
        draft = {**contact, **body}
        draft["custom_attributes"] = {**contact["custom_attributes"], **body.get("custom_attributes", {})}
        self._refuse_taken(draft, id)
        self.between()
        self.contacts[id] = draft
        return {"payload": draft}

    def merge(self, body: Any) -> Any:
        base, mergee = self.contact(body["base_contact_id"]), self.contact(body["mergee_contact_id"])
        self.between()
        with self._lock:
            if mergee["id"] not in self.contacts:
                raise Refused(404, {"error": "Resource could not be found"})
            del self.contacts[mergee["id"]]
            try:
                self._refuse_taken(base, base["id"])
            except Refused:
                self.contacts[mergee["id"]] = mergee
                raise
            self.contacts[base["id"]] = {key: base[key] or mergee[key] for key in base}
        return self.contacts[base["id"]]

    def show(self, id: int) -> Any:
        contact = self.contact(id)
        places = [{"source_id": source, "inbox": {"id": inbox}} for owner, inbox, source in self.places if owner == id]
        return {"payload": {**contact, "contact_inboxes": places}}

    def place(self, id: int, body: Any) -> Any:
        source = f"source-{len(self.places)}-{random.random()}"
        self.between()
        self.places.append((id, body["inbox_id"], source))
        return {"source_id": source, "inbox": {"id": body["inbox_id"]}}

    def _refuse_taken(self, given: Any, own: int | None) -> None:
        others = [each for each in list(self.contacts.values()) if each["id"] != own]
        taken = [key for key in KNOWN_BY if given[key] and any(each[key] == given[key] for each in others)]
        if taken:
            words = ", ".join(f"{key.replace('_', ' ').capitalize()} has already been taken" for key in taken)
            raise Refused(422, {"message": words, "attributes": taken})

    # --- conversations ---

    def of_contact(self, id: int) -> Any:
        return {"payload": [each for each in list(self.conversations.values()) if each["contact"] == id]}

    def begin(self, body: Any) -> Any:
        self.between()
        with self._lock:
            id = len(self.conversations) + 1
            self.conversations[id] = {
                "id": id,
                "inbox_id": body["inbox_id"],
                "contact": body["contact_id"],
                "source_id": body.get("source_id"),
                "status": "open",
                "messages": [],
                "custom_attributes": {},
                "created_at": int(time.time()),
            }
        return self.conversations[id]

    def conversation(self, id: int) -> Any:
        return self.conversations[id]

    def toggle(self, id: int, body: Any) -> Any:
        self.conversations[id]["status"] = body["status"]
        return {"payload": {"success": True, "conversation_id": id, "current_status": body["status"]}}

    def replace_attributes(self, id: int, body: Any) -> Any:
        self.between()
        self.conversations[id]["custom_attributes"] = body["custom_attributes"]
        return {"custom_attributes": body["custom_attributes"]}

    # --- labels ---

    def labels_of_contact(self, id: int) -> Any:
        return self.list_labels(id, "Contact")

    def label_contact(self, id: int, body: Any) -> Any:
        self._refuse_taken(self.contact(id), id)
        return self.set_labels(id, body, "Contact")

    def list_labels(self, id: int, kind: str = "Conversation") -> Any:
        return {"payload": self.labels.get(f"{kind} {id}", [])}

    def set_labels(self, id: int, body: Any, kind: str = "Conversation") -> Any:
        self.between()
        self.labels[f"{kind} {id}"] = body["labels"]
        return {"payload": body["labels"]}

    def bulk(self, body: Any) -> Any:
        self._jobs.submit(self._run, body)
        return None

    def _run(self, body: Any) -> None:
        for id in body["ids"]:
            if body["type"] == "Contact":
                # A job that fails tells nobody.
                self._refuse_taken(self.contact(id), id)
            key = f"{body['type']} {id}"
            before = self.labels.get(key, [])
            self.between()
            kept = [each for each in before if each not in body["labels"].get("remove", [])]
            self.labels[key] = [*kept, *(each for each in body["labels"].get("add", []) if each not in kept)]


_ROUTES: list[tuple[str, str, str]] = [
    ("POST", "/contacts/filter", "filter"),
    ("POST", "/contacts", "create"),
    ("GET", r"/contacts/(\d+)", "show"),
    ("PUT", r"/contacts/(\d+)", "update"),
    ("POST", "/actions/contact_merge", "merge"),
    ("GET", r"/contacts/(\d+)/conversations", "of_contact"),
    ("POST", r"/contacts/(\d+)/contact_inboxes", "place"),
    ("POST", "/conversations", "begin"),
    ("GET", r"/conversations/(\d+)", "conversation"),
    ("POST", r"/conversations/(\d+)/toggle_status", "toggle"),
    ("POST", r"/conversations/(\d+)/custom_attributes", "replace_attributes"),
    ("GET", r"/conversations/(\d+)/labels", "list_labels"),
    ("POST", r"/conversations/(\d+)/labels", "set_labels"),
    ("GET", r"/contacts/(\d+)/labels", "labels_of_contact"),
    ("POST", r"/contacts/(\d+)/labels", "label_contact"),
    ("POST", "/bulk_actions", "bulk"),
]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(race: Race) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def serve(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, body = race.answer(self.command, self.path, json.loads(data) if data else None)
            sent = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = serve

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What calls give that are made at the same time, by a thread each; or what they raise."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
