"""Which release the server is, and whether it's well: what has nothing to do with any account."""

from __future__ import annotations

from typing import ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import Operation, serves
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.errors import RecordNotFound
from chatwoot_client.sandbox.records.base import now
from chatwoot_client.sandbox.records.release import written
from chatwoot_client.sandbox.views.fields import Json


class StatusOperations(Operation):
    """Which release the server is, and whether it lives."""

    @serves("GET", "/api")
    def version(self) -> Answer:
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        version = {"version": written(self._installation.store.release), "timestamp": moment}
        return self._shown({**version, "queue_services": "ok", "data_services": "ok"})

    @serves("GET", "/health")
    def health(self) -> Answer:
        return self._shown({"status": "woot"})

    def _shown(self, status: Json) -> Answer:
        answer = shown(status)
        answer.headers["vary"] = "Accept"
        return answer


class SignUpOperations(Operation):
    """Signing up, which an installation has to open to the public first."""

    path: ClassVar[str] = "/api/v1/accounts"

    @serves("POST")
    def create(self) -> Answer:
        raise RecordNotFound
