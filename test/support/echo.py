"""A server that answers each request with what it asked, over HTTP or HTTPS, so that no answer fits another request."""

from __future__ import annotations

import ssl
from urllib.parse import unquote

from servers import Answer, Request, ScriptedServer, json_answer, pause


class Echo(ScriptedServer):
    """An inbox whose ``identifier`` is the last part of the path that was asked for.

    Parameters:
        tls: a server's context, for HTTPS.
        host: the loopback address to listen on.
        delay: seconds before each answer.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1", delay: float = 0.0) -> None:
        super().__init__(self._echo, tls=tls, host=host)
        self.delay = delay
        self.scheme = "https" if tls else "http"
        self.address = (host, self.port)

    def at(self, host: str) -> str:
        """Its URL under another name."""
        return f"{self.scheme}://{host}:{self.port}"

    def _echo(self, request: Request) -> Answer:
        asked = unquote(request.target.partition("?")[0].rpartition("/")[2])
        answer = json_answer({"identifier": asked, "name": asked})
        return (pause(self.delay), answer) if self.delay else answer
