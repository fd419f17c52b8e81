"""A request that arrived, as Python and as curl that make the same one."""

from __future__ import annotations

import json
import pprint
import shlex
from collections.abc import Iterator, Mapping
from typing import Any, Callable
from urllib.parse import parse_qsl

from chatwoot_client.sandbox.http.exchange import Request
from chatwoot_client.sandbox.rails.casts import Upload
from chatwoot_client.sandbox.rails.params import TooMuch, Unreadable, read_params
from chatwoot_client.sandbox.records.base import words
from chatwoot_client.sandbox.window.hiding import Hider, is_secret
from chatwoot_client.sandbox.window.operations import Operation, operation_of

VARIABLES = {
    "userApiKey": "CHATWOOT_USER_TOKEN",
    "agentBotApiKey": "CHATWOOT_AGENT_BOT_TOKEN",
    "platformAppApiKey": "CHATWOOT_PLATFORM_TOKEN",
}
"""The environment variable in which the client looks for each kind of token."""
WIDTH = 88
LONGEST_BODY = 300_000
"""Bytes of a body, but for a form with files, that still fits into a snippet that somebody reads."""
SHORT_FILE = 120
"""A longer file is read from beside the program."""
_OF_CLIENTS = frozenset(
    words("""
        accept accept-encoding api-access-token api_access_token connection content-length content-type host
        transfer-encoding user-agent x-request-id
    """)
)
"""The headers that say nothing of what is asked for."""


class Snippets:
    """The two snippets of one request."""

    def __init__(self, request: Request, base_url: str, token: str | None, hider: Hider) -> None:
        """Write down `request`.

        Parameters:
            request: the request.
            base_url: where the sandbox is.
            token: what kind of token it had: a key of `VARIABLES`; None for none.
            hider: takes secrets out.
        """
        self._request = request
        self._base_url = base_url
        self._token = token
        self._hider = hider
        self._content_type = request.headers.get("content-type", "")
        self._kind = self._content_type.partition(";")[0].strip().lower()

    # Python

    def python(self) -> str:
        """A program with `chatwoot_client` that makes the same call."""
        if self._is_too_long():
            return f"# Its body has {len(self._request.body)} bytes, more than fits here."
        try:
            call = self._python_call()
        except (ValueError, RecursionError, Unreadable, TooMuch) as error:
            return f"# The client sends no such request: {' '.join(str(error).split())}"
        settings = [f"    host={literal(self._base_url)},"]
        imports = ["from pathlib import Path"] if "Path(" in call else []
        if self._token:
            settings.append(f'    api_key={{"{self._token}": os.environ["{VARIABLES[self._token]}"]}},')
            imports.insert(0, "import os")
        lines = [
            *imports,
            *([""] if imports else []),
            "import chatwoot_client",
            "",
            "configuration = chatwoot_client.Configuration(",
            *settings,
            ")",
            "with chatwoot_client.ApiClient(configuration) as client:",
            f"    answer = {call}",
            "    print(answer)",
        ]
        return self._hider.text("\n".join(lines))

    def _is_too_long(self) -> bool:
        return self._kind != "multipart/form-data" and len(self._request.body) > LONGEST_BODY

    def _python_call(self) -> str:
        known = operation_of(self._request.method, self._request.path)
        query = parse_qsl(self._request.query_string, keep_blank_values=True)
        if known is not None and self._is_said_by(known[0], {name for name, _ in query}):
            return self._method_call(*known, query)
        return self._plain_call(query)

    def _is_said_by(self, operation: Operation, queried: set[str]) -> bool:
        """Whether the method of an operation can send what was sent."""
        has_all = set(operation.required) <= queried <= set(operation.query)
        return has_all and (operation.takes_body or not self._request.body)

    def _method_call(self, operation: Operation, values: list[str], query: list[tuple[str, str]]) -> str:
        arguments: dict[str, Any] = {"body": self._body()} if operation.takes_body else {}
        for name, value in zip(operation.path, values):
            arguments[name] = value if name in operation.texts else _number_or_text(value)
        for name, value in query:
            shown = self._hider.value(value, name)
            parameter = operation.query[name]
            if name.endswith("[]"):
                arguments.setdefault(parameter, []).append(shown)
            else:
                arguments[parameter] = _number_or_text(shown)
        return _call(f"chatwoot_client.{operation.api}(client).{operation.name}", arguments)

    def _plain_call(self, query: list[tuple[str, str]]) -> str:
        arguments: dict[str, Any] = {}
        if query:
            arguments["query"] = [(name, self._hider.value(value, name)) for name, value in query]
        if self._request.body:
            arguments["body"] = self._body()
        return _call("client.request", arguments, [self._request.method, self._request.path])

    def _body(self) -> Mapping[str, Any]:
        body: Any = {}
        if self._kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
            body = read_params("", self._content_type, self._request.body).body
        elif self._request.body:
            body = json.loads(self._request.body)
        if not isinstance(body, dict):
            raise ValueError("its body is no object")
        hidden: Mapping[str, Any] = self._hider.value(with_files(body, _as_argument))
        return hidden

    # curl

    def curl(self) -> str:
        """A command for a shell that makes the same request."""
        query = self._hider.query(self._request.query_string)
        url = self._base_url + self._request.path + (f"?{query}" if query else "")
        words = ["curl"]
        if set("[]{}") & set(url):
            # curl takes them for a range of addresses.
            words.append("--globoff")
        if self._request.method == "HEAD":
            words.append("--head")
        elif self._request.method != "GET" or self._request.body:
            words += ["-X", self._request.method]
        words.append(shlex.quote(url))
        lines = [" ".join(words), *self._curl_headers(), *self._curl_body()]
        return self._hider.text(" \\\n  ".join(lines))

    def _curl_headers(self) -> Iterator[str]:
        if self._token:
            yield f'-H "api_access_token: ${VARIABLES[self._token]}"'
        for name, value in self._request.headers:
            if name.lower() not in _OF_CLIENTS and not is_secret(name):
                yield "-H " + shlex.quote(f"{name}: {value}")

    def _curl_body(self) -> Iterator[str]:
        if self._kind == "multipart/form-data":
            try:
                yield from self._curl_form(read_params("", self._content_type, self._request.body).body)
            except (Unreadable, TooMuch):
                yield "--data-binary @form"
        elif self._request.body:
            yield "-H " + shlex.quote(f"Content-Type: {self._content_type or 'application/json'}")
            # --data-binary would take what begins with @ for a file's name.
            short = "" if self._is_too_long() else shlex.quote(self._text_of_body())
            yield f"--data-raw {short}" if short else "--data-binary @body"

    def _text_of_body(self) -> str:
        text = self._request.body.decode(errors="replace")
        if self._kind == "application/x-www-form-urlencoded":
            return self._hider.query(text)
        try:
            return json.dumps(self._hider.value(json.loads(text)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return self._hider.loose(text)

    def _curl_form(self, value: Any, name: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield from self._curl_form(each, f"{name}[{key}]" if name else key)
        elif isinstance(value, list):
            for each in value:
                yield from self._curl_form(each, f"{name}[]")
        elif isinstance(value, Upload):
            yield "-F " + shlex.quote(f'{name}=@"{_quoted(value.filename)}";type={value.content_type}')
        else:
            yield "--form-string " + shlex.quote(f"{name}={self._hider.value(value, name)}")


class _Source(str):
    """A text that is Python already."""

    def __repr__(self) -> str:
        return str(self)


def with_files(value: Any, shown: Callable[[Upload], Any]) -> Any:
    """A body with what is `shown` of each file in its place."""
    if isinstance(value, dict):
        return {name: with_files(each, shown) for name, each in value.items()}
    if isinstance(value, list):
        return [with_files(each, shown) for each in value]
    return shown(value) if isinstance(value, Upload) else value


def _as_argument(upload: Upload) -> tuple[str, Any, str]:
    """A file in a form that the client takes."""
    short = len(upload.data) <= SHORT_FILE
    data = upload.data if short else _Source(f"Path({upload.filename!r}).read_bytes()")
    return (upload.filename, data, upload.content_type)


def _number_or_text(value: str) -> Any:
    is_number = value.isascii() and value.isdecimal() and (value == "0" or value[0] != "0")
    return int(value) if is_number else value


def _call(function: str, arguments: Mapping[str, Any], first: Any = ()) -> str:
    written = [repr(each) for each in first] + [f"{name}={literal(each)}" for name, each in arguments.items()]
    line = f"{function}({', '.join(written)})"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    return "\n".join([f"{function}(", *(f"        {each}," for each in written), "    )"])


def literal(value: Any, indent: str = "        ") -> str:
    """A value as it stands in Python, its later lines indented."""
    return pprint.pformat(value, width=WIDTH, sort_dicts=False).replace("\n", "\n" + indent)


def _quoted(filename: str) -> str:
    return filename.replace("\\", "\\\\").replace('"', '\\"')
