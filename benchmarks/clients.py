"""The measured clients, each the way its own documentation shows it; and the worker that measures one of them.

A worker runs in the environment of its client, so nothing of a client is imported before it's known which one it is.
It reads one order a line from its standard input and writes one result a line.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import hmac
import json
import os
import socket
import sys
import threading
import time
import tracemalloc
import urllib.request
from pathlib import Path
from typing import Any, Callable
from urllib.parse import urlsplit

JSON = "application/json; charset=utf-8"
INBOX = "wVWcRzFoZGZbrsdW4Sy1tTWN"
CONTACT = "e40868c9-2dd1-4610-9ead-e4ebe5c0344e"
MESSAGE = {"content": "Hello, I need help"}
ANSWER = {"submitted_values": {"title": "Blue", "value": "blue"}}
CONNECTIONS = 16
SECRET, TOLERANCE = "YOUR_WEBHOOK_SECRET", 300


def path(conversation: int, message: int | None = None) -> str:
    """The path of a conversation's messages, or of one of them."""
    inbox = f"/public/api/v1/inboxes/{INBOX}/contacts/{CONTACT}/conversations/{conversation}/messages"
    return inbox if message is None else f"{inbox}/{message}"


def delivery() -> tuple[bytes, dict[str, str]]:
    """A message's delivery as a server sent it, signed just now."""
    recordings = Path(__file__).resolve().parent.parent / "test" / "recordings" / "deliveries.json.gz"
    recorded = json.loads(gzip.decompress(recordings.read_bytes()))
    body = next(each["body"] for each in recorded if each["event"] == "message_created").encode()
    # The measuring takes less time than the tolerance.
    timestamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return body, {
        "Host": "example.com",
        "User-Agent": "rest-client",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-Chatwoot-Delivery": "5f3ab4a1-3d4a-4f57-b0f6-6d2b0e4c7a11",
        "X-Chatwoot-Timestamp": timestamp,
        "X-Chatwoot-Signature": f"sha256={signature}",
        "Content-Length": str(len(body)),
    }


class Floor:
    """urllib3's documented way, with the json module: what somebody writes who wants no client."""

    def __init__(self, host: str) -> None:
        import urllib3

        self._host = host
        self._urllib3 = urllib3
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS)
        self._accept = {"Accept": JSON}
        self._send = {"Accept": JSON, "Content-Type": JSON}

    def create(self) -> Any:
        url = self._host + path(1)
        return json.loads(self._pool.request("POST", url, body=json.dumps(MESSAGE), headers=self._send).data)

    def update(self) -> Any:
        url = self._host + path(1, 1)
        return json.loads(self._pool.request("PATCH", url, body=json.dumps(ANSWER), headers=self._send).data)

    def messages(self, count: int) -> Any:
        return json.loads(self._pool.request("GET", self._host + path(count), headers=self._accept).data)

    def read(self, count: int) -> None:
        for message in self.messages(count):
            message["id"], message["content"], message["created_at"], message["sender"]["name"]

    def decode(self, data: bytes) -> Any:
        return json.loads(data)

    def verify(self, body: bytes, headers: dict[str, str]) -> Any:
        timestamp = headers["X-Chatwoot-Timestamp"]
        signed = hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"sha256={signed}", headers["X-Chatwoot-Signature"]):
            raise ValueError("wrong")
        if abs(time.time() - int(timestamp)) > TOLERANCE:
            raise ValueError("old")
        message = json.loads(body)
        return message["id"], message["content"], message["conversation"]["id"], message["sender"]["name"]

    def another(self) -> Any:
        return self._urllib3.PoolManager()


class Limit:
    """A bare socket with the json module: no client can cost less, and one that did as little would be of no use.

    It takes what comes for an answer, whatever its status, for as long as it takes.
    """

    def __init__(self, host: str) -> None:
        self._host = host
        parts = urlsplit(host)
        self._address = (parts.hostname, parts.port)
        self._fields = f" HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {JSON}\r\n"
        self._of_each_thread = threading.local()

    def create(self) -> Any:
        return self._send("POST", path(1), MESSAGE)

    def update(self) -> Any:
        return self._send("PATCH", path(1, 1), ANSWER)

    def messages(self, count: int) -> Any:
        return self._ask(f"GET {path(count)}{self._fields}\r\n".encode())

    def another(self) -> Any:
        return type(self)(self._host)

    read = Floor.read
    decode = Floor.decode
    verify = Floor.verify

    def _send(self, method: str, target: str, value: Any) -> Any:
        body = json.dumps(value)
        head = f"{method} {target}{self._fields}Content-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
        return self._ask((head + body).encode())

    def _ask(self, request: bytes) -> Any:
        sock = getattr(self._of_each_thread, "sock", None)
        if sock is None:
            sock = self._of_each_thread.sock = socket.create_connection(self._address)
        sock.sendall(request)
        head, _, begun = sock.recv(65536).partition(b"\r\n\r\n")
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(begun) == length:
            return json.loads(begun)
        body = bytearray(length)
        body[: len(begun)] = begun
        rest = memoryview(body)[len(begun) :]
        while rest:
            rest = rest[sock.recv_into(rest) :]
        return json.loads(body)


class Ours:
    """This package, everything at its defaults."""

    def __init__(self, host: str) -> None:
        import chatwoot_client
        import chatwoot_client.events

        self._package = chatwoot_client
        self._events = chatwoot_client.events
        self._configuration = chatwoot_client.Configuration(host=host, api_key={"api_access_token": "token"})
        self._client = chatwoot_client.ApiClient(self._configuration)
        self._api = chatwoot_client.MessagesAPIApi(self._client)

    def create(self) -> Any:
        body = self._package.PublicMessageCreatePayload(**MESSAGE)
        return self._api.create_a_message(body, INBOX, CONTACT, 1)

    def update(self) -> Any:
        body = self._package.PublicMessageUpdatePayload(**ANSWER)
        return self._api.update_a_message(body, INBOX, CONTACT, 1, 1)

    def messages(self, count: int) -> Any:
        return self._api.list_all_converation_messages(INBOX, CONTACT, count)

    def read(self, count: int) -> None:
        for message in self.messages(count):
            message.id, message.content, message.created_at, message.sender.name  # noqa: B018

    def decode(self, data: bytes) -> Any:
        return self._client.deserialize(Answer(data), "list[PublicMessage]")

    def verify(self, body: bytes, headers: dict[str, str]) -> Any:
        message = self._events.verify(body, headers, SECRET, TOLERANCE)
        return message.id, message.content, message.conversation_id, message.sender.name

    def another(self) -> Any:
        return self._package.MessagesAPIApi(self._package.ApiClient(self._configuration))


class Generated:
    """chatwoot-python-client 1.0.0.18, generated by swagger-codegen."""

    def __init__(self, host: str) -> None:
        import chatwoot_client

        self._package = chatwoot_client
        self._configuration = chatwoot_client.Configuration()
        self._configuration.host = host
        self._configuration.api_key["api_access_token"] = "token"
        self._configuration.connection_pool_maxsize = CONNECTIONS
        self._client = chatwoot_client.ApiClient(self._configuration)
        self._api = chatwoot_client.MessagesAPIApi(self._client)

    create = Ours.create
    update = Ours.update
    messages = Ours.messages

    def read(self, count: int) -> None:
        for message in self.messages(count):
            message.id, message.content, message.created_at, message.sender["name"]

    decode = Ours.decode
    verify = Floor.verify
    another = Ours.another


class Sdk:
    """chatwoot-sdk 0.2.0. It has no public API; its messages of the application API are sent to the same server."""

    def __init__(self, host: str) -> None:
        from chatwoot import ChatwootClient
        from chatwoot.types.message import Message

        self._host = host
        self._made = ChatwootClient
        self._model = Message
        self._client = ChatwootClient(base_url=host, api_token="token")

    def create(self) -> Any:
        return self._client.messages.create(account_id=1, conversation_id=1, **MESSAGE)

    def update(self) -> Any:
        return self._client.messages.update(account_id=1, message_id=1, **MESSAGE)

    def messages(self, count: int) -> Any:
        return self._client.messages.list(account_id=1, conversation_id=count)

    read = Ours.read

    def decode(self, data: bytes) -> Any:
        return [self._model(**item) for item in json.loads(data)]

    verify = Floor.verify

    def another(self) -> Any:
        return self._made(base_url=self._host, api_token="token")


class Requests:
    """requests, with a session that is kept."""

    def __init__(self, host: str) -> None:
        import requests

        self._host = host
        self._requests = requests
        self._session = requests.Session()
        self._session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS))

    def create(self) -> Any:
        return self._session.post(self._host + path(1), json=MESSAGE).json()

    def update(self) -> Any:
        return self._session.patch(self._host + path(1, 1), json=ANSWER).json()

    def messages(self, count: int) -> Any:
        return self._session.get(self._host + path(count)).json()

    read = Floor.read

    def decode(self, data: bytes) -> Any:
        response = self._requests.Response()
        response._content = data
        return response.json()

    verify = Floor.verify

    def another(self) -> Any:
        return self._requests.Session()


class Answer:
    """What the clients that look like swagger-codegen's deserialize."""

    status = 200

    def __init__(self, data: Any) -> None:
        self.data = data

    def getheader(self, name: str, default: str | None = None) -> str | None:
        return default


CLIENTS = {
    "urllib3": Floor,
    "limit": Limit,
    "this": Ours,
    "chatwoot-python-client": Generated,
    "chatwoot-sdk": Sdk,
    "requests": Requests,
}


class Worker:
    """Measures one client."""

    def __init__(self, name: str, host: str) -> None:
        self._client = client = CLIENTS[name](host)
        with urllib.request.urlopen(host + path(1000)) as answer:
            listed = answer.read()
        delivered = delivery()
        self._calls: dict[str, Callable[[], Any]] = {
            "create": client.create,
            "update": client.update,
            "list 20": lambda: client.messages(20),
            "list 1000": lambda: client.messages(1000),
            "list 10000": lambda: client.messages(10000),
            "read 1000": lambda: client.read(1000),
            "decode 1000": lambda: client.decode(listed),
            "verify": lambda: client.verify(*delivered),
            "another": client.another,
        }
        self._repeats: dict[str, int] = {}

    def cpu(self, call: str, seconds: float) -> float:
        """Seconds of CPU that one call takes: the mean of as many as fit into *seconds*."""
        once = self._calls[call]
        if call not in self._repeats:
            once()
            self._repeats[call] = max(1, round(seconds / _mean_cpu(once, 3)))
        gc.collect()
        once()
        return _mean_cpu(once, self._repeats[call])

    def peak(self, call: str) -> int:
        """The bytes that one call has in use at its peak."""
        once = self._calls[call]
        once()
        gc.collect()
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            once()
            return tracemalloc.get_traced_memory()[1] - before
        finally:
            tracemalloc.stop()

    def profile(self, call: str, calls: int) -> str:
        """Where the time of *calls* calls goes, by function."""
        import cProfile
        import io
        import pstats

        once = self._calls[call]
        once()
        profile = cProfile.Profile(time.process_time)
        profile.runcall(lambda: [once() for _ in range(calls)])
        text = io.StringIO()
        pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(35)
        return text.getvalue()

    def throughput(self, threads: int, calls: int) -> float:
        """Creates a second by *threads* that share the client, *calls* each."""
        together = threading.Barrier(threads + 1)

        def work() -> None:
            self._client.create()
            together.wait()
            for _ in range(calls):
                self._client.create()

        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        together.wait()
        begun = time.perf_counter()
        for worker in workers:
            worker.join()
        return threads * calls / (time.perf_counter() - begun)

    def holdings(self, clients: int) -> dict[str, float]:
        """The threads and descriptors that one more client has, idle."""
        gc.collect()
        before = _held()
        kept = [self._client.another() for _ in range(clients)]
        return {name: (count - before[name]) / len(kept) for name, count in _held().items()}


def _mean_cpu(call: Callable[[], Any], repeats: int) -> float:
    begun = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - begun) / repeats


def _held() -> dict[str, int]:
    return {"threads": len(os.listdir("/proc/self/task")), "descriptors": len(os.listdir("/proc/self/fd"))}


def main(name: str, host: str) -> None:
    worker = Worker(name, host)
    for line in sys.stdin:
        order, arguments = json.loads(line)
        print(json.dumps(getattr(worker, order)(**arguments)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
