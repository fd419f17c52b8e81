"""A delivery that was made, as Python and as curl that make it again."""

from __future__ import annotations

import json
import shlex
from typing import Any

from chatwoot_client.sandbox.http.deliveries import Delivery
from chatwoot_client.sandbox.window.hiding import Hider
from chatwoot_client.sandbox.window.snippets import literal

SECRET = "CHATWOOT_WEBHOOK_SECRET"
"""The environment variable for what the deliveries are signed with."""
_REFUSED = "# Who checks the signature refuses this one: secrets are left out of the body. The Python signs it anew."


class Redelivery:
    """The two snippets of one delivery: Python's is signed anew, and known by its id to be a repeat."""

    def __init__(self, delivery: Delivery, hider: Hider) -> None:
        """Write down `delivery`, without the secrets that `hider` knows."""
        self._delivery = delivery
        self._hider = hider
        self._url = hider.address(delivery.url)
        self._body: Any = hider.value(json.loads(delivery.body))

    def python(self) -> str:
        """A program that makes the delivery, and signs it where it was signed."""
        is_signed = self._delivery.secret is not None
        if is_signed:
            made = f'signed(told, os.environ["{SECRET}"], delivery_id="{self._delivery.id}")'
        else:
            made = 'json.dumps(told).encode(), {"Content-Type": "application/json"}'
        lines = [
            "import os" if is_signed else "import json",
            "",
            "import urllib3",
            *(["", "from chatwoot_client.sandbox import signed"] if is_signed else []),
            "",
            f"told = {literal(self._body, '')}",
            f"body, headers = {made}",
            f'answer = urllib3.PoolManager().request("POST", {self._url!r}, body=body, headers=headers)',
            "print(answer.status, answer.data)",
        ]
        return self._hider.text("\n".join(lines))

    def curl(self) -> str:
        """A command for a shell that makes the delivery, with the headers that it had."""
        headers = [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in self._delivery.headers.items()]
        body = "--data-raw " + shlex.quote(json.dumps(self._body, ensure_ascii=False))
        command = " \\\n  ".join([f"curl -X POST {shlex.quote(self._url)}", *headers, body])
        return self._hider.text(f"{_REFUSED}\n{command}" if self._delivery.secret is not None else command)
