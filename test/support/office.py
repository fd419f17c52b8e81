"""The people and bots who call a sandbox's application and platform API, in bare HTTP."""

from __future__ import annotations

import http.client
import json
import re
from typing import Any, NamedTuple

from shapes import _recorded_traits, differences

from chatwoot_client.sandbox import Sandbox

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x04"


class Answer(NamedTuple):
    status: int
    content_type: str | None
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Caller:
    """Whoever has a token."""

    def __init__(self, server: Sandbox, token: str | None) -> None:
        self.server = server
        self.token = token

    def ask(self, method: str, path: str, body: Any = None, content_type: str = "application/json") -> Answer:
        """Call an operation; a path that doesn't begin with an API is one of the account's."""
        path = path if path.startswith(("/api/", "/platform/", "/public/")) else f"/api/v1/accounts/1{path}"
        headers = {"Accept": "application/json"} | ({"api_access_token": self.token} if self.token else {})
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = content_type
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Content-Type"), response.read().decode())
        finally:
            connection.close()

    def held(self, method: str, path: str, body: Any = None) -> Any:
        """Call an operation, and hold the JSON that it answers with against what was recorded of it."""
        found = self._done(self.ask(method, path, body))
        template = re.sub(r"/\d+(?=/|$)", "/{}", path.partition("?")[0])
        recorded = _recorded_traits(f"{method} /api/v1/accounts/{{}}{template}")
        # The recorded records left out other fields than those here do.
        other = [each for each in differences(recorded, found) if not re.search(r": null, where|where null was", each)]
        assert not other, "\n".join(other)
        return found

    def get(self, path: str) -> Any:
        return self._done(self.ask("GET", path))

    def post(self, path: str, body: Any = None) -> Any:
        return self._done(self.ask("POST", path, body))

    def patch(self, path: str, body: Any = None) -> Any:
        return self._done(self.ask("PATCH", path, body))

    def delete(self, path: str, body: Any = None) -> Any:
        return self._done(self.ask("DELETE", path, body))

    def upload(self, path: str, files: list[tuple[str, str, str, bytes]], **fields: str) -> Any:
        """Send a form with files: name of the field, of the file, content type, bytes."""
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()
        ]
        for field, filename, content_type, data in files:
            head = f'Content-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
            parts.append(f"{head}Content-Type: {content_type}\r\n\r\n".encode() + data)
        body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
        return self._done(self.ask("POST", path, body, "multipart/form-data; boundary=x"))

    def _done(self, answer: Answer) -> Any:
        assert answer.status == 200, answer
        return answer.json if answer.body else None
