"""What goes wrong for as long as it's switched on."""

from __future__ import annotations

from dataclasses import replace

from chatwoot_client.sandbox.http.deliveries import Deliveries
from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.http.faults import Fault, Faults
from chatwoot_client.sandbox.rails.answers import failure

SECONDS = 2.0
_TOO_MANY = Answer(429, {"content-type": "text/plain", "retry-after": "5"}, b"Retry later\n")
_ANSWERS = {
    "error": Fault(answer=failure(500), processed=False),
    "limit": Fault(answer=_TOO_MANY, processed=False),
    "cut": Fault(cut=True),
}
"""What is answered in place of what Chatwoot would; one at a time."""
NAMES = ("slow", *_ANSWERS, "webhooks")


class Switches:
    """The switches of a sandbox's faults: `slow`, `error`, `limit`, `cut` and `webhooks`."""

    def __init__(self, faults: Faults, deliveries: Deliveries) -> None:
        """Let all requests meet `faults`, and `deliveries` fail."""
        self._faults = faults
        self._deliveries = deliveries
        self._on: set[str] = set()

    def states(self) -> dict[str, bool]:
        """Whether each is on."""
        return {name: name in self._on for name in NAMES}

    def turn(self, name: str, on: bool) -> None:
        """Turn a switch. One that is turned on turns those off that it can't be on with.

        Raises:
            ValueError: there is no such switch.
        """
        if name not in NAMES:
            raise ValueError(f"the switches are {', '.join(NAMES)}, not {name!r}")
        self._on -= set(_ANSWERS) if on and name in _ANSWERS else {name}
        if on:
            self._on.add(name)
        self._apply()

    def clear(self) -> None:
        """Turn all off."""
        self._on.clear()
        self._apply()

    def _apply(self) -> None:
        self._deliveries.loses_answers = "webhooks" in self._on
        fault = next((fault for name, fault in _ANSWERS.items() if name in self._on), None)
        if "slow" in self._on:
            fault = replace(fault or Fault(), delay=SECONDS)
        self._faults.standing = fault
