"""The three kinds of entries: a request of a program, a delivery to one, a frame of `/cable`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.deliveries import Delivery
from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Fault
from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.rails.params import TooMuch, Unreadable, read_params
from chatwoot_client.sandbox.window.hiding import Hider
from chatwoot_client.sandbox.window.log import Json
from chatwoot_client.sandbox.window.snippets import with_files

SHOWN = 200_000
"""How much of a body is shown, in characters."""
LONGEST_NAME = 100
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class RequestEntry:
    """A request that a program made, and what it was answered."""

    is_routine: ClassVar[bool] = False
    at: float
    seconds: float
    request: Request
    what: str
    """What it asks for: its path and query, without secrets."""
    answer: Answer
    fault: Fault | None

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""
        return self.request.size + len(self.what) + len(self.answer.body)

    def line(self) -> Json:
        """What the list shows of it."""
        return {
            "kind": "request",
            "at": self.at,
            "method": self.request.method,
            "what": self.what,
            "status": None if self.fault is not None and self.fault.cut else self.answer.status,
            "ms": round(self.seconds * 1000, 1),
            "note": _note(self.fault),
        }

    def parts(self, hider: Hider) -> list[Json]:
        """What was sent, and what came back."""
        sent = hider.headers(self.request.headers)
        answered = hider.headers(self.answer.headers.items())
        bodies = (
            shown(self.request.body, self.request.headers.get("content-type", ""), hider),
            shown(self.answer.body, self.answer.headers.get("content-type", ""), hider),
        )
        return [
            {"title": "Request", "headers": sent, "body": bodies[0]},
            {"title": f"Answer: {self.answer.status}", "headers": answered, "body": bodies[1]},
        ]


@dataclass(frozen=True)
class DeliveryEntry:
    """One attempt to deliver a webhook, and what it was answered."""

    is_routine: ClassVar[bool] = False
    at: float
    seconds: float
    delivery: Delivery
    status: int | None
    error: str | None
    answer: bytes
    headers: tuple[tuple[str, str], ...]
    attempt: int
    is_lost: bool
    """Whether a fault took the answer for a failure."""

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""
        return len(self.delivery.body) + len(self.answer)

    def line(self) -> Json:
        """What the list shows of it."""
        return {
            "kind": "delivery",
            "at": self.at,
            "method": "POST",
            "what": f"{self.delivery.event} → {Hider().address(self.delivery.url)}",
            "status": self.status,
            "ms": round(self.seconds * 1000, 1),
            "note": self._note(),
        }

    def _note(self) -> str:
        told = [self.error or "", "the answer got lost" if self.is_lost else ""]
        told.append(f"attempt {self.attempt}" if self.attempt > 1 else "")
        return ", ".join(filter(None, told))

    def parts(self, hider: Hider) -> list[Json]:
        """What was sent, and what came back."""
        body = shown(self.delivery.body, "application/json", hider)
        title = f"Answer: {self.status}" if self.status is not None else f"No answer: {self.error}"
        return [
            {"title": "Delivery", "headers": hider.headers(self.headers), "body": body},
            {"title": title, "headers": [], "body": shown(self.answer, "", hider)},
        ]


@dataclass(frozen=True)
class FrameEntry:
    """A frame of `/cable`, to a program or from it."""

    at: float
    guest: int
    sent: bool
    text: str

    @property
    def size(self) -> int:
        """How many bytes are kept of it."""
        return len(self.text)

    @property
    def is_routine(self) -> bool:
        """Whether it's a ping."""
        return self._named == "ping"

    def line(self) -> Json:
        """What the list shows of it."""
        return {
            "kind": "frame",
            "at": self.at,
            "method": "←" if self.sent else "→",
            "what": f"{self._named} · connection {self.guest}",
            "status": None,
            "ms": None,
            "note": "",
        }

    @cached_property
    def _named(self) -> str:
        """What the frame is about: a command, a kind of frame, or an event."""
        try:
            frame = json.loads(self.text)
            message = frame.get("message")
            event = message.get("event") if isinstance(message, dict) else None
            named = str(frame.get("command") or frame.get("type") or event)
            # A program may say anything here, half a character too, which UTF-8 can't.
            return named[:LONGEST_NAME].encode(errors="backslashreplace").decode()
        except (ValueError, AttributeError, RecursionError):
            return "no JSON"

    def parts(self, hider: Hider) -> list[Json]:
        """The frame."""
        title = f"To connection {self.guest}" if self.sent else f"From connection {self.guest}"
        return [{"title": title, "headers": [], "body": shown(self.text.encode(), "application/json", hider)}]


def shown(body: bytes, content_type: str, hider: Hider) -> str:
    """A body, for people to read."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return _shown_form(body, content_type, hider)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return f"{len(body)} bytes"
    if kind == _FORM:
        return hider.query(text)
    try:
        text = json.dumps(hider.value(json.loads(text)), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = hider.loose(text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}\n… {len(text) - SHOWN} characters more"


def _shown_form(body: bytes, content_type: str, hider: Hider) -> str:
    try:
        fields = read_params("", content_type, body).body
    except (Unreadable, TooMuch):
        return f"{len(body)} bytes that are no form"
    return json.dumps(hider.value(with_files(fields, _named)), indent=2, ensure_ascii=False)


def _named(upload: Upload) -> str:
    return f"the file {upload.filename} ({upload.content_type}, {len(upload.data)} bytes)"


def _note(fault: Fault | None) -> str:
    """What went wrong on purpose."""
    if fault is None:
        return ""
    told: Iterable[tuple[Any, str]] = (
        (fault.silent, "nothing done, nothing said"),
        (fault.cut and not fault.silent, "cut after storing" if fault.processed else "cut before anything was done"),
        (fault.missing, "the body was cut short"),
        (fault.accident is not None and not fault.accident.delays_files, "broke on the way"),
        (fault.accident is not None and fault.accident.delays_files, "its files are stored later"),
        (fault.race, "at the same time as others"),
        (fault.answer is not None and fault.processed, "done all the same"),
        (fault.answer is not None and not fault.processed, "nothing done"),
        (fault.delay, f"{fault.delay:g} s late"),
        (fault.queued, f"{fault.queued:g} s in line"),
        (fault.worked, f"{fault.worked:g} s worked on"),
    )
    return ", ".join(words for happened, words in told if happened)
