"""The window's side of the server: the page, what it asks for, and what it's told as it happens."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from chatwoot_client.sandbox.app import Application
from chatwoot_client.sandbox.cable.room import Room
from chatwoot_client.sandbox.http.deliveries import Delivery
from chatwoot_client.sandbox.http.exchange import Answer, Request
from chatwoot_client.sandbox.http.faults import Fault, Faults
from chatwoot_client.sandbox.rails.answers import JSON_IN_UTF8, broken, dump
from chatwoot_client.sandbox.records.people import AgentBot, User
from chatwoot_client.sandbox.records.release import written
from chatwoot_client.sandbox.rules.installation import PlatformApp
from chatwoot_client.sandbox.window.entries import DeliveryEntry, FrameEntry, RequestEntry
from chatwoot_client.sandbox.window.guard import HEADERS, OF_OTHERS, READS, refusal
from chatwoot_client.sandbox.window.hiding import Hider
from chatwoot_client.sandbox.window.log import Entry, Log
from chatwoot_client.sandbox.window.redelivery import Redelivery
from chatwoot_client.sandbox.window.snippets import Snippets
from chatwoot_client.sandbox.window.switches import NAMES, Switches

PATH = "/sandbox"
CHATWOOT = PATH + "/chatwoot"
"""What stands below goes to the Chatwoot as the page's own request: as the administrator, unseen by log and faults."""
_PAGE = files("chatwoot_client.sandbox.window").joinpath("page")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FORWARDED = ("accept", "content-type", "range")
_SHOWN_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")
_STREAM = "window"


class Window:
    """What a sandbox serves at `/sandbox`."""

    path = PATH + "/"

    def __init__(self, application: Application, faults: Faults) -> None:
        """Show what happens to an application, and switch its faults."""
        self._application = application
        self._switches = Switches(faults, application.deliveries)
        # A room of its own: the page hears everything, also while the sandbox's room is deaf.
        self._room = Room(_Page())
        self._log = Log(self._tell_of_entry)
        application.room.onlooker = self
        application.deliveries.onlooker = self._delivered
        self._reads: dict[str, Callable[[], Any]] = {
            "state": self._state,
            "program": self._program,
            "log": self._log.lines,
            "switches": self._switches.states,
        }

    def close(self) -> None:
        """End the page's connections."""
        self._room.close()

    def renew(self) -> None:
        """Begin anew with what is shown, since all records are others."""
        self._switches.clear()
        self._log.clear()
        self.records_changed()

    def records_changed(self) -> None:
        """Let the page read all records again."""
        self._tell("window.renewed", {})

    # What passes

    def told(self, event: str, data: dict[str, Any]) -> None:
        """An event was told live, to whomever."""
        self._tell(event, data)

    def passed(self, guest: int, sent: bool, text: str) -> None:
        """A frame of `/cable` passed."""
        self._log.add(FrameEntry(time.time(), guest, sent, text))

    def served(self, request: Request, answer: Answer, fault: Fault | None, seconds: float) -> None:
        """A program's request was answered."""
        hider = Hider(self._tokens())
        query = hider.query(request.query_string)
        what = hider.text(request.path + (f"?{query}" if query else ""))
        self._log.add(RequestEntry(time.time() - seconds, seconds, request, what, answer, fault))

    def _delivered(self, delivery: Delivery, seconds: float) -> None:
        entry = DeliveryEntry(
            at=time.time() - seconds,
            seconds=seconds,
            delivery=delivery,
            status=delivery.status,
            error=delivery.error,
            answer=delivery.answer,
            headers=tuple(delivery.headers.items()),
            attempt=max(1, len(delivery.statuses)),
            is_lost=delivery.status is not None and self._application.deliveries.loses_answers,
        )
        self._log.add(entry)

    def _tell_of_entry(self, line: dict[str, Any]) -> None:
        self._tell("window.passed", line)

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        self._room.broadcast([_STREAM], event, data)

    # What the page asks for

    @staticmethod
    def serves(request: Request) -> bool:
        """Whether a request is the window's to answer."""
        return request.path == PATH or request.path.startswith(PATH + "/")

    @staticmethod
    def keep_harmless(answer: Answer) -> None:
        """Let what the sandbox answers to others run nothing, should a browser show it as a page."""
        answer.headers["content-security-policy"] = OF_OTHERS

    def answer(self, request: Request, base_url: str) -> Answer:
        """The answer to one of the window's requests."""
        try:
            answer = self._answer(request, base_url)
        except Exception as error:
            answer = _guarded(broken(error))
        if request.method == "HEAD":
            answer.headers.setdefault("content-length", str(len(answer.body)))
            answer.body = b""
        return answer

    def _answer(self, request: Request, base_url: str) -> Answer:
        name = request.path[len(PATH) :].lstrip("/")
        words = refusal(request, is_page=not name)
        if words is not None:
            return _told(403, {"error": words})
        if name == "cable":
            return self._room.answer(request)
        if request.path.startswith(CHATWOOT + "/"):
            return self._of_chatwoot(request, base_url)
        if request.path == PATH:
            return _guarded(Answer(308, {"location": PATH + "/"}))
        return self._own(request, name)

    def _own(self, request: Request, name: str) -> Answer:
        if request.method in READS and name in self._reads:
            return _told(200, self._reads[name]())
        if request.method in READS and name.startswith("log/"):
            return self._entry(name[len("log/") :], request)
        if request.method in READS:
            return _file(name or "index.html")
        if (request.method, name) == ("DELETE", "log"):
            self._log.clear()
            self._tell("window.cleared", {})
            return _told(200, {})
        if (request.method, name) == ("POST", "switches"):
            return self._switch(request)
        return _told(404, {"error": "The window has nothing here."})

    def _state(self) -> dict[str, Any]:
        """What the page has to know of the sandbox."""
        installation = self._application.installation
        agent = installation.administrator
        return {
            "version": written(installation.store.release),
            "account_id": installation.account.id,
            "agent": {"id": agent.id, "name": agent.available_name},
            "switches": self._switches.states(),
        }

    def _program(self) -> dict[str, str]:
        """What a program has to know, by the names of the variables that the client, its doctor and examples read."""
        installation = self._application.installation
        return {
            "CHATWOOT_HOST": self._application.base_url,
            "CHATWOOT_USER_TOKEN": installation.administrator.access_token,
            "CHATWOOT_PLATFORM_TOKEN": installation.platform_app.access_token,
            "CHATWOOT_ACCOUNT_ID": str(installation.account.id),
            "CHATWOOT_INBOX_IDENTIFIER": installation.inbox.identifier,
        }

    def _switch(self, request: Request) -> Answer:
        try:
            sent = request.json
            name, on = sent["name"], sent["on"]
            if not isinstance(on, bool):
                raise TypeError
            self._switches.turn(name, on)
        except (ValueError, KeyError, TypeError):
            return _told(422, {"error": f"A switch is one of {', '.join(NAMES)}, and on is true or false."})
        # There may be other pages.
        self._tell("window.switched", self._switches.states())
        return _told(200, self._switches.states())

    def _entry(self, number: str, request: Request) -> Answer:
        entry = self._log.entry(int(number)) if number.isascii() and number.isdecimal() else None
        if entry is None:
            return _told(404, {"error": "That entry isn't kept any more."})
        return _told(200, self._whole(entry, f"http://{request.headers['host']}"))

    def _whole(self, entry: Entry, base_url: str) -> dict[str, Any]:
        hider = Hider(self._tokens())
        assert isinstance(entry, (RequestEntry, DeliveryEntry, FrameEntry))
        whole = {**entry.line(), "parts": entry.parts(hider)}
        again: Snippets | Redelivery | None = None
        if isinstance(entry, RequestEntry):
            again = Snippets(entry.request, base_url, self._kind_of_token(entry.request), hider)
        elif isinstance(entry, DeliveryEntry):
            again = Redelivery(entry.delivery, hider)
        if again is not None:
            whole["python"], whole["curl"] = again.python(), again.curl()
        # What a later part hid may stand in an earlier one, too.
        return {**hider.texts(whole), "kind": whole["kind"]}

    def _tokens(self) -> list[str]:
        with self._application.lock:
            installation = self._application.installation
            holders: list[User | AgentBot | PlatformApp] = [
                installation.platform_app,
                *installation.users.values(),
                *installation.bots.values(),
            ]
            return [each.access_token for each in holders]

    def _kind_of_token(self, request: Request) -> str | None:
        token = request.headers.get("api_access_token") or request.headers.get("api-access-token")
        if not token:
            return None
        with self._application.lock:
            caller = self._application.installation.caller(token)
        if isinstance(caller, PlatformApp):
            return "platformAppApiKey"
        return "agentBotApiKey" if isinstance(caller, AgentBot) else "userApiKey"

    # What the page asks of Chatwoot

    def _of_chatwoot(self, request: Request, base_url: str) -> Answer:
        headers = Headers([(name, value) for name, value in request.headers if name.lower() in _FORWARDED])
        headers["api_access_token"] = self._application.installation.administrator.access_token
        path = request.path[len(CHATWOOT) :]
        asked = Request(request.method, path, request.query_string, headers, request.body)
        answer = self._application.answer(asked, base_url)
        location = answer.headers.get("location", "")
        if path.startswith("/rails/") and answer.status == 302 and location.startswith(base_url + "/"):
            asked = Request(request.method, urlsplit(location).path, "", headers, b"")
            answer = self._application.answer(asked, base_url)
        return _harmless(answer)


class _Page:
    """The page as the audience of the window's room: it hears all that the window tells."""

    def streams(self, subscription: dict[str, Any]) -> list[str] | None:
        return [_STREAM]

    def present(self, subscription: dict[str, Any]) -> dict[str, Any]:
        return {}


def _file(name: str) -> Answer:
    """A file of the page: those that lie in its folder, and no other."""
    kind = _TYPES.get(PurePath(name).suffix)
    found = next((each for each in _PAGE.iterdir() if each.name == name), None)
    if kind is None or found is None:
        return _told(404, {"error": "The window has nothing here."})
    return _guarded(Answer(200, {"content-type": kind, "cache-control": "no-cache"}, found.read_bytes()))


def _told(status: int, value: Any) -> Answer:
    return _guarded(Answer(status, {"content-type": JSON_IN_UTF8, "cache-control": "no-store"}, dump(value)))


def _guarded(answer: Answer) -> Answer:
    answer.headers.update(HEADERS)
    return answer


def _harmless(answer: Answer) -> Answer:
    """An answer of Chatwoot's, a customer's file above all, that a browser won't run or take for something else."""
    _guarded(answer)
    answer.headers["content-security-policy"] = f"default-src 'none'; {OF_OTHERS}"
    answer.headers["cache-control"] = "no-store"
    if not answer.headers.get("content-type", "").startswith(("application/json", *_SHOWN_INLINE)):
        named = answer.headers.get("content-disposition", "").partition(";")[2]
        answer.headers["content-disposition"] = "attachment" + (f";{named}" if named else "")
    return answer
