"""A request is sent, and sent again where that does no harm, until there is an answer or no time left."""

from __future__ import annotations

import logging
import math
import time
from typing import TYPE_CHECKING, Any

from chatwoot_client.calls.exchanges import Exchanges
from chatwoot_client.calls.outcomes import End, is_asked_for, may_repeat, outcome_after
from chatwoot_client.calls.redirects import REDIRECTS, within_origin
from chatwoot_client.exceptions import ApiException, ApiTimeoutException
from chatwoot_client.logs import Log
from chatwoot_client.retries import policy_of
from chatwoot_client.wire.clock import now
from chatwoot_client.wire.failures import LASTING, Failure
from chatwoot_client.wire.patience import Patience

if TYPE_CHECKING:
    from chatwoot_client.calls.address import Address
    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.request import Request
    from chatwoot_client.configuration import Configuration
    from chatwoot_client.exceptions import Outcome
    from chatwoot_client.limits import RateLimit
    from chatwoot_client.retries import RetryPolicy
    from chatwoot_client.wire.dialling import Admits

__all__ = ["BYTES_A_SECOND", "Attempts"]

_MAX_REDIRECTS = 5
#: A file gives its call a second more for each of these; slower than that, it is going nowhere.
BYTES_A_SECOND = 64 * 1024


class Attempts:
    """Gets the answers to a client's requests, as patiently as its settings say."""

    def __init__(self, settings: Configuration, address: Address, admits: Admits = None) -> None:
        self._timeouts = _timeouts(settings.timeout)
        self._deadline = settings.deadline
        self._retries = settings.retries
        self._exchanges = Exchanges(settings, address, admits)
        self._log = Log(settings.debug, settings.logger_file, settings.logger_format)
        self._policy: RetryPolicy | None = None
        self._rate_limit = None if settings.rate_limit is None else _rate_limit_of(settings.rate_limit)

    def close(self) -> None:
        """Let go of all connections that no call has at the moment, and of the log's file."""
        self._exchanges.close()
        self._log.close()

    def answer_to(self, request: Request) -> tuple[RESTResponse, int]:
        """The answer with a 2xx status, or a redirect that isn't to be followed, and after how many attempts it came.

        Raises:
            ApiException: there is none.
        """
        ends = self.ends(request)
        attempt, waited = 0, 0.0
        outcome: Outcome = "not_sent"
        end = End()
        while True:
            if self._rate_limit is not None and not self._rate_limit.wait(ends):
                if not attempt:
                    end = End(failure=_no_room(self._rate_limit))
                break
            attempt += 1
            attempted = self._attempt if request.observation is None else self._observed_attempt
            end = attempted(request, attempt, ends)
            if end.response is not None and is_asked_for(end.response, request.call):
                return end.response, attempt
            outcome = outcome_after(outcome, end, request.call)
            wait = self._wait_before_repeat(request, end, attempt, waited)
            if wait is None or (ends is not None and now() + wait >= ends):
                break
            self._log_repeat(request, end, attempt, wait)
            if request.observation is not None:
                request.observation.repeat_waits(wait)
            time.sleep(wait)
            waited += wait
        raise _exception_for(request, end, attempt, outcome)

    def _observed_attempt(self, request: Request, attempt: int, ends: float | None) -> End:
        observation = request.observation
        assert observation is not None
        end = None
        try:
            end = self._attempt(observation.attempt_begun(request, attempt), attempt, ends)
            return end
        finally:
            observation.attempt_ended(request, attempt, end)

    def _attempt(self, request: Request, attempt: int, ends: float | None) -> End:
        """One attempt; an answer to be streamed is open, and its reader's, when it's a success."""
        options = request.call.options
        own = options.get("_request_timeout")
        connect, step, total = self._timeouts if own is None else _timeouts(own)
        stream = not options.get("_preload_content", True)
        started = now()
        patience = Patience(connect, step, ends if total is None else min(started + total, ends or math.inf))
        try:
            response = self._followed(request, patience, stream)
        except Failure as failure:
            return End(failure=self._exchanges.exception_of(failure), is_lasting=failure.kind in LASTING)
        except ApiException as error:
            # Its traceback holds this frame, which would so hold itself, and all that the attempt was made of.
            return End(failure=error.with_traceback(None))
        if self._log.wants(logging.DEBUG):
            self._log_answer(request, response, attempt, now() - started)
        if stream and 200 <= response.status < 300:
            # Its time is the caller's now, but for each read and a deadline that was asked for.
            patience.ends = None if options.get("_deadline") is None else patience.ends
            response.explain(lambda failure: _exception_for(request, End(failure=failure), attempt, failure.outcome))
            response.patience = patience
        return End(response)

    def _followed(self, request: Request, patience: Patience, stream: bool) -> RESTResponse:
        """One answer, redirects within the origin followed where the method allows it."""
        target = request.target
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._exchanges.answer_to(request, target, patience, stream)
            if response.status not in REDIRECTS or not request.call.follows_redirects:
                break
            followed = within_origin(request.server.address.origin, target, response.getheader("location"))
            if followed is None:
                break
            if self._rate_limit is not None and not self._rate_limit.wait(patience.ends):
                raise _no_room(self._rate_limit)
            target = followed
        return response

    def _wait_before_repeat(self, request: Request, end: End, attempt: int, waited: float) -> float | None:
        """Seconds until *request* is sent again, or None when it isn't."""
        if not may_repeat(request, end):
            return None
        asked = None
        if end.response is not None:
            from chatwoot_client.calls.waits import wait_asked_for

            asked = wait_asked_for(end.response.status, end.response.headers)
        return self._policy_for(request).wait_before_repeat(attempt, waited, asked)

    def _policy_for(self, request: Request) -> RetryPolicy:
        if "_retries" in request.call.options:
            return policy_of(request.call.options["_retries"])
        if self._policy is None:
            self._policy = policy_of(self._retries)
        return self._policy

    def ends(self, request: Request) -> float | None:
        """The moment at which the call has to have ended."""
        if "_deadline" in request.call.options:
            deadline = request.call.options["_deadline"]
        else:
            deadline = self._deadline
            if deadline is not None and request.upload is not None:
                deadline += (request.upload.length or 0) / BYTES_A_SECOND
        return None if deadline is None else now() + deadline

    def _log_repeat(self, request: Request, end: End, attempt: int, wait: float) -> None:
        what = f"status {end.response.status}" if end.response is not None else end.failure and end.failure.reason
        self._log.write(
            logging.INFO, "%s %s: %s; attempt %d follows in %.1f s (request id %s)",
            request.call.method, request.call.shown, what, attempt + 1, wait, request.request_id,
            **_fields(request, end.response, attempt), chatwoot_wait=wait,
        )  # fmt: skip

    def _log_answer(self, request: Request, response: RESTResponse, attempt: int, seconds: float) -> None:
        self._log.write(
            logging.DEBUG, "%s %s: %d in %.0f ms (attempt %d, request id %s)",
            request.call.method, request.call.shown, response.status, seconds * 1000, attempt, request.request_id,
            **_fields(request, response, attempt), chatwoot_seconds=seconds,
        )  # fmt: skip


def _fields(request: Request, response: RESTResponse | None, attempt: int) -> dict[str, Any]:
    """What a line about an attempt says, as data."""
    return {
        "chatwoot_method": request.call.method,
        "chatwoot_path": request.call.route.discreet,
        "chatwoot_status": 0 if response is None else response.status,
        "chatwoot_attempt": attempt,
        "chatwoot_request_id": request.request_id,
    }


def _exception_for(request: Request, end: End, attempts: int, outcome: Outcome) -> ApiException:
    # Loaded with the first call that fails.
    from chatwoot_client.calls.explain import explained, refused

    if end.response is not None:
        return refused(request, end.response, attempts, outcome)
    assert end.failure is not None
    end.failure.outcome = outcome
    return explained(request, end.failure, attempts)


def _timeouts(timeout: Any) -> tuple[float, float, float | None]:
    """Seconds to connect, for each read, and for the attempt as a whole."""
    if isinstance(timeout, (tuple, list)):
        return timeout[0], timeout[1], None
    return timeout, timeout, timeout


def _rate_limit_of(setting: int | RateLimit) -> RateLimit:
    from chatwoot_client.limits import RateLimit

    return RateLimit(setting) if isinstance(setting, int) else setting


def _no_room(limit: RateLimit) -> ApiTimeoutException:
    return ApiTimeoutException(reason=f"{limit!r} has no room before the deadline", outcome="not_sent")
