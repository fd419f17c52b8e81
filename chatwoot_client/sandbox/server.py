"""The sandbox itself: what a test or a person starts, drives and asks."""

from __future__ import annotations

import copy
import ipaddress
import os
import threading
import warnings
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Union

from werkzeug.datastructures import Headers

from chatwoot_client.sandbox.account import Account
from chatwoot_client.sandbox.app import Application
from chatwoot_client.sandbox.exchange import Answer, Request
from chatwoot_client.sandbox.faults import PROXY_PAGE, Fault, Faults, made_answer
from chatwoot_client.sandbox.installation import Installation
from chatwoot_client.sandbox.media import type_by_name
from chatwoot_client.sandbox.params import Upload
from chatwoot_client.sandbox.records import (
    CONTENT_TYPES,
    MESSAGE_TYPES,
    AgentBot,
    Contact,
    Conversation,
    Inbox,
    Message,
    User,
    WorkingHours,
    csat_config,
    inbox_timezone,
)
from chatwoot_client.sandbox.wire import Listener

File = Union["os.PathLike[str]", tuple[str, bytes], tuple[str, bytes, str]]
"""A file to attach: a path, or its name and bytes, or its name, bytes and content type."""


@dataclass(frozen=True)
class Snapshot:
    """The records of a sandbox at some moment."""

    installation: Installation


KEPT_REQUESTS = 1_000
KEPT_BYTES = 64 * 1024 * 1024


class Sandbox:
    """A Chatwoot in memory that speaks HTTP on a loopback port.

    It serves the public API, the survey and the attachments' files, and most of the application and platform API, as
    Chatwoot 4.16.2 does; what it doesn't serve it answers with 501. What agents do can also be done through its
    methods. Everything may be called from any thread.

        with Sandbox() as server:
            configuration = chatwoot_client.Configuration(host=server.url)
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, messages_per_minute: int | None = 200) -> None:
        """Prepare a sandbox with one inbox; nothing listens before `start`.

        Parameters:
            host: the address to listen on. Any other than a loopback one lets other machines in, and warns.
            port: the port; 0 lets the system choose.
            messages_per_minute: how many messages a conversation takes within 60 seconds before it refuses more, as
                Chatwoot does; None for no limit.
        """
        self._host = host
        self._port = port
        self._listener: Listener | None = None
        self._faults = Faults()
        self._requests: deque[Request] = deque()
        self._kept_bytes = 0
        self._requests_lock = threading.Lock()
        self.drop_underscore_headers: bool = False
        """Whether request headers with an underscore in their name get lost on the way, as behind nginx."""
        self._application = Application(Installation(messages_per_minute))

    # Running it

    def start(self) -> Sandbox:
        """Listen, in a thread of its own. Starting a started sandbox changes nothing.

        Returns:
            The sandbox.

        Raises:
            OSError: the address can't be used.
        """
        if self._listener is None:
            if not _is_loopback(self._host):
                warnings.warn(
                    f"The sandbox listens on {self._host}: whoever reaches this machine can use it.", stacklevel=2
                )
            self._listener = Listener(self._host, self._port, self._serve)
            self._listener.start()
        return self

    def close(self) -> None:
        """Stop listening, end every connection and wait until all is quiet. The records stay."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def __enter__(self) -> Sandbox:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def reset(self) -> None:
        """Forget records, requests and faults. The default inbox starts again, under the same identifier."""
        with self._application.lock:
            self._application.installation = self._installation.renewed()
        self._faults.clear()
        self.drop_underscore_headers = False
        self.clear_requests()

    def snapshot(self) -> Snapshot:
        """The records as they are now, for `restore`."""
        with self._application.lock:
            return Snapshot(copy.deepcopy(self._installation))

    def restore(self, snapshot: Snapshot) -> None:
        """Put the records back as they were at a snapshot, as often as you like.

        What was got from the sandbox since, such as an `Inbox`, is no part of it any more.
        """
        with self._application.lock:
            self._application.installation = copy.deepcopy(snapshot.installation)

    @property
    def port(self) -> int:
        """The port it listens on. Raises `RuntimeError` while it doesn't."""
        if self._listener is None:
            raise RuntimeError("the sandbox isn't started")
        return self._listener.port

    @property
    def url(self) -> str:
        """Where clients find it, as in `http://127.0.0.1:50123`. Raises `RuntimeError` while it doesn't listen."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    @property
    def user_token(self) -> str:
        """The access token of the user who is there from the start, an administrator; every `User` has one."""
        return self._installation.administrator.access_token

    @property
    def platform_token(self) -> str:
        """The access token of the platform app, which makes accounts, users and bots."""
        return self._installation.platform_app.access_token

    @property
    def account_id(self) -> int:
        """The id of the account that is there from the start."""
        return self._account.id

    @property
    def _installation(self) -> Installation:
        return self._application.installation

    @property
    def _account(self) -> Account:
        return self._installation.account

    @property
    def inbox(self) -> Inbox:
        """The inbox that is there from the start."""
        return self._installation.inbox

    # What arrived

    @property
    def requests(self) -> list[Request]:
        """The requests that arrived, the latest last; at most 1,000, or as many as have 64 MiB of bodies."""
        with self._requests_lock:
            return list(self._requests)

    def clear_requests(self) -> None:
        """Forget the requests that arrived."""
        with self._requests_lock:
            self._requests.clear()
            self._kept_bytes = 0

    def conversation(self, conversation_id: int) -> Conversation:
        """A conversation with its messages. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            return self._account.conversation(conversation_id)

    def contact(self, contact_id: int) -> Contact:
        """A contact. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            return self._account.contact(contact_id)

    # The agents' side

    def create_inbox(
        self,
        name: str = "Sandbox",
        *,
        identifier: str | None = None,
        hmac_mandatory: bool = False,
        greeting_message: str | None = None,
        lock_to_single_conversation: bool = False,
        csat_survey_enabled: bool = False,
        csat_message: str = "Please rate the conversation",
        csat_display_type: str = "emoji",
        timezone: str = "UTC",
        working_hours: Sequence[WorkingHours] | None = None,
        working_hours_enabled: bool = False,
        out_of_office_message: str | None = None,
        agent_bot: AgentBot | None = None,
    ) -> Inbox:
        """Make an inbox with an API channel.

        Parameters:
            name: its name.
            identifier: what clients know it by; None for one made up.
            hmac_mandatory: whether contacts must prove their identifier; `inbox.identifier_hash("…")` is the proof.
            greeting_message: what the server answers to a first message; None for no greeting.
            lock_to_single_conversation: whether a contact has one conversation, whatever happens to it.
            csat_survey_enabled: whether a resolved conversation asks for a rating.
            csat_message: the text of that question.
            csat_display_type: `emoji` or `star`.
            timezone: the name of the time zone of the working hours.
            working_hours: seven days, Sunday first; None for Monday to Friday, 9 to 17.
            working_hours_enabled: whether the working hours count.
            out_of_office_message: what the server answers outside of the working hours; None for nothing.
            agent_bot: a bot that serves the inbox, from `create_agent_bot`; conversations then start as pending.

        Raises:
            ValueError: an identifier that another inbox has, working hours that are not seven days, or a time zone that
                this machine doesn't know.
        """
        settings: dict[str, Any] = {
            "hmac_mandatory": hmac_mandatory,
            "greeting_enabled": greeting_message is not None,
            "greeting_message": greeting_message,
            "lock_to_single_conversation": lock_to_single_conversation,
            "csat_survey_enabled": csat_survey_enabled,
            "csat_config": csat_config(csat_message, csat_display_type) if csat_survey_enabled else {},
            "timezone": timezone,
            "working_hours_enabled": working_hours_enabled,
            "out_of_office_message": out_of_office_message,
            "agent_bot": agent_bot,
        }
        if working_hours is not None:
            if [hours.day_of_week for hours in working_hours] != list(range(7)):
                raise ValueError("working_hours are seven days, Sunday (0) first")
            settings["working_hours"] = list(working_hours)
        if identifier is not None:
            settings["identifier"] = identifier
        inbox_timezone(timezone)
        with self._application.lock:
            return self._account.create_inbox(name, **settings)

    def create_agent(self, name: str, available_name: str | None = None) -> User:
        """Make an agent of the account, as the sender of a `reply` or to call the application API with its token.

        `available_name` is the one shown to contacts, if it's another. The agent is in no inbox or team yet, and so
        sees no conversation.
        """
        with self._application.lock:
            agent = User(0, name, available_name)
            self._installation.add_user(agent)
            self._installation.add_member(self._account, agent)
            return agent

    def create_agent_bot(self, name: str) -> AgentBot:
        """Make a bot, for `create_inbox` and as the sender of a `reply`."""
        with self._application.lock:
            bot = AgentBot(0, name, account_id=self._account.id)
            self._installation.add_bot(bot)
            return bot

    def reply(
        self,
        conversation_id: int,
        content: str | None = None,
        *,
        content_type: str = "text",
        content_attributes: Mapping[str, Any] | None = None,
        attachments: Sequence[File] = (),
        private: bool = False,
        sender: User | AgentBot | None = None,
        message_type: str = "outgoing",
    ) -> Message:
        """Write in a conversation as an agent does.

        Parameters:
            conversation_id: the conversation.
            content: the text, up to 150,000 characters.
            content_type: `text`, `input_select`, `input_csat` and so on.
            content_attributes: what goes with the content type, such as `{"items": […]}`.
            attachments: files to send along.
            private: whether it's a note that the contact doesn't see.
            sender: an agent or a bot; None for the agent that is there from the start.
            message_type: `outgoing`, or `template` or `activity` for what the server would write by itself.

        Returns:
            The message.

        Raises:
            LookupError: there is no such conversation.
            ValueError: an unknown content type or message type.
            OSError: an attachment can't be read.
            RecordInvalid: the content is too long, or the conversation got too many messages in the last minute.
        """
        if content_type not in CONTENT_TYPES:
            raise ValueError(f"content_type is one of {', '.join(CONTENT_TYPES)}, not {content_type!r}")
        if message_type not in MESSAGE_TYPES:
            raise ValueError(f"message_type is one of {', '.join(MESSAGE_TYPES)}, not {message_type!r}")
        uploads = [_upload(file) for file in attachments]
        with self._application.lock:
            conversation = self._account.conversation(conversation_id)
            agent = sender or self._installation.administrator
            author = agent if message_type == "outgoing" else conversation.contact
            message = Message(conversation, content, MESSAGE_TYPES[message_type], sender=author, private=private)
            message.content_type = content_type
            message.content_attributes = copy.deepcopy(dict(content_attributes or {}))
            self._account.add_message(message, uploads)
            message.measure_pictures()
            return message

    def set_status(self, conversation_id: int, status: str) -> None:
        """Set a conversation's status as an agent does.

        Parameters:
            conversation_id: the conversation.
            status: `open`, `resolved`, `pending` or `snoozed`.

        Raises:
            LookupError: there is no such conversation.
            ValueError: an unknown status.
        """
        with self._application.lock:
            conversation = self._account.conversation(conversation_id)
            self._account.set_status(conversation, status, self._installation.administrator.name)

    def delete_message(self, message_id: int) -> Message:
        """Delete a message as an agent does: it stays, emptied. Raises `LookupError` when there is none of this id."""
        with self._application.lock:
            return self._account.delete_message(self._account.message(message_id))

    def block_contact(self, contact_id: int, blocked: bool = True) -> None:
        """Block a contact, or let it in again. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            self._account.contact(contact_id).blocked = blocked

    def delete_contact(self, contact_id: int) -> None:
        """Delete a contact with all its conversations. Raises `LookupError` when there is none with this id."""
        with self._application.lock:
            self._account.delete_contact(self._account.contact(contact_id))

    # Faults

    def fail_next(
        self,
        *,
        status: int,
        times: int = 1,
        retry_after: int | str | None = None,
        body: str | bytes | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        processed: bool = False,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer the next requests with a status of your choice.

        Parameters:
            status: 200 to 599.
            times: how many requests it meets.
            retry_after: the value of `Retry-After`, in seconds or as a date; None for no such header.
            body: what to send; None for an empty body.
            content_type: the body's type; None for none.
            headers: more headers to send.
            processed: whether Chatwoot does what the request asks for, though the answer doesn't tell.
            method: only requests with this method.
            path: only requests whose path (as sent, without the query) fits this pattern; `*` stands for anything.

        Raises:
            ValueError: a status, a number of times or a wait that can't be, or a body or a content type where none can.
        """
        if isinstance(retry_after, int) and retry_after < 0:
            raise ValueError(f"retry_after is not negative, as {retry_after} is")
        more = dict(headers or {})
        if retry_after is not None:
            more["retry-after"] = str(retry_after)
        answer = made_answer(status, body.encode() if isinstance(body, str) else body, content_type, more)
        self._faults.add(Fault(times=times, method=method, path=path, answer=answer, processed=processed))

    def show_proxy_page_next(
        self,
        *,
        status: int = 502,
        times: int = 1,
        processed: bool = False,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer the next requests with an HTML page, as a proxy before Chatwoot does; the rest as in `fail_next`."""
        answer = made_answer(status, PROXY_PAGE.encode(), "text/html", {})
        self._faults.add(Fault(times=times, method=method, path=path, answer=answer, processed=processed))

    def delay_next(self, *, seconds: float, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """Do what the next requests ask for at once, but answer so many seconds late; the rest as in `fail_next`."""
        self._faults.add(Fault(times=times, method=method, path=path, delay=seconds))

    def cut_next(self, *, processed: bool, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """End the connection of the next requests without an answer; the rest as in `fail_next`.

        `processed` says whether Chatwoot did what the request asks for before the connection ended.
        """
        self._faults.add(Fault(times=times, method=method, path=path, processed=processed, cut=True))

    def truncate_next(
        self, *, missing: int = 1, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Do what the next requests ask for, but end the connection before the whole body was sent.

        `missing` bytes at its end never come; more than there are means all of them. The rest is as in `fail_next`.
        """
        if missing < 1:
            raise ValueError(f"missing is at least 1 byte, not {missing}")
        self._faults.add(Fault(times=times, method=method, path=path, missing=missing))

    @property
    def faults_left(self) -> int:
        """How many requests will still meet a fault."""
        return self._faults.left()

    def clear_faults(self) -> None:
        """Forget the faults that no request has met yet."""
        self._faults.clear()

    # Serving

    def _serve(self, request: Request, closing: threading.Event) -> tuple[Fault | None, Answer]:
        if self.drop_underscore_headers:
            request = _without_underscored(request)
        self._keep(request)
        fault = self._faults.take(request)
        if fault is None:
            return None, self._application.answer(request, self.url)
        answer = self._application.answer(request, self.url) if fault.processed else Answer(500)
        closing.wait(fault.delay)
        return fault, fault.answer or answer

    def _keep(self, request: Request) -> None:
        with self._requests_lock:
            self._requests.append(request)
            self._kept_bytes += len(request.body)
            while len(self._requests) > KEPT_REQUESTS or (self._kept_bytes > KEPT_BYTES and len(self._requests) > 1):
                self._kept_bytes -= len(self._requests.popleft().body)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _without_underscored(request: Request) -> Request:
    kept = Headers([(name, value) for name, value in request.headers if "_" not in name])
    return Request(request.method, request.path, request.query_string, kept, request.body)


def _upload(file: File) -> Upload:
    if not isinstance(file, tuple):
        path = Path(file)
        file = (path.name, path.read_bytes())
    name, data, *content_type = file
    return Upload(name, content_type[0] if content_type else type_by_name(name), data)
