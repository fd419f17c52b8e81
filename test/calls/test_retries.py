"""The retry table of ``chatwoot_client.calls.outcomes``, counted at the socket."""

from __future__ import annotations

import io
import math
import os
import threading
import time
from typing import Any, Callable, NamedTuple

import pytest
from servers import (
    CLOSE,
    HANG,
    RESET,
    Answer,
    Request,
    ScriptedServer,
    Unread,
    answer,
    chunks,
    closed_port,
    head,
    http_date,
    json_answer,
)
from timing import SLACK, wait_until

from chatwoot_client import (
    AmbiguousResultException,
    ApiClient,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    Configuration,
    DecodeException,
    MessagesAPIApi,
    NotFoundException,
    PublicMessage,
    RetryPolicy,
    ServiceException,
    TooManyRequestsException,
)
from chatwoot_client.calls.route import Route
from chatwoot_client.calls.waits import wait_asked_for
from chatwoot_client.exceptions import class_for_status

QUICK = RetryPolicy(repeats=2, backoff=0.001)
CONTACT = ("inbox", "contact", 1)


class Call(NamedTuple):
    """One call and what it does to the server."""

    name: str
    make: Callable[[ApiClient], Any]
    result: Any
    reads: bool
    repeats_unknown: bool
    sent: Any = None

    @property
    def ok(self) -> bytes:
        return json_answer([] if self.result == [] else {})


def _filter(client: ApiClient) -> Any:
    return client.invoke("POST", Route("/filter"), body={"payload": []}, returns=object, reads=True)


def _call_api(method: str, **details: Any) -> Callable[[ApiClient], Any]:
    return lambda client: client.call_api("/thing", method, response_type="object", **details).data


BODY = {"content": "hello"}
MESSAGE = PublicMessage()
LIST = Call("list", lambda client: MessagesAPIApi(client).list_all_converation_messages(*CONTACT), [], True, True)
CREATE = Call(
    "create", lambda client: MessagesAPIApi(client).create_a_message(BODY, *CONTACT), MESSAGE, False, False, BODY
)
UPDATE = Call(
    "update", lambda client: MessagesAPIApi(client).update_a_message({}, *CONTACT, 5), MESSAGE, False, False, {}
)
CALLS = [
    LIST,
    CREATE,
    UPDATE,
    Call("PUT", _call_api("PUT", body=BODY), {}, False, True, BODY),
    Call("DELETE", _call_api("DELETE"), {}, False, True),
    Call("POST through call_api", _call_api("POST", body=BODY), {}, False, False, BODY),
    Call("POST that only reads", _filter, {}, True, True, {"payload": []}),
]


class Result(NamedTuple):
    """What a call came to, and what the server saw of it."""

    value: Any
    error: Any
    requests: list[Request]
    connections: int
    seconds: float

    @property
    def gaps(self) -> list[float]:
        """Seconds between each request and the next."""
        moments = [request.moment for request in self.requests]
        return [later - earlier for earlier, later in zip(moments, moments[1:])]


def run(call: Callable[[ApiClient], Any], script: Any, greetings: Any = (), **settings: Any) -> Result:
    """Make one call of a client to a server with that script."""
    value = error = None
    settings = {"retries": QUICK, "timeout": (5, 5), **settings}
    with ScriptedServer(script, greetings) as server:
        configuration = Configuration(**{"host": server.url, **settings})
        with ApiClient(configuration) as client:
            began = time.monotonic()
            try:
                value = call(client)
            except ApiException as raised:
                error = raised
            seconds = time.monotonic() - began
    return Result(value, error, server.requests, server.connections, seconds)


class Fault(NamedTuple):
    """What goes wrong with a request that arrived, and the row of the table that it belongs to."""

    name: str
    answer: Answer
    row: str
    usual: type[ApiException]

    @property
    def hangs(self) -> bool:
        return self.usual is ApiTimeoutException


REFUSED, UNKNOWN, FINAL = "refused before processing", "nobody knows", "final"
#: Nobody knows, and it isn't tried again, whatever the call; or nobody knows of a write.
UNASKED, STORED = "nobody knows, and not repeated", "perhaps stored"
CUT_BODY = head(200, [("Content-Length", "20")]) + b'{"id"'
FAULTS = [
    Fault("408", answer(status=408), REFUSED, ApiException),
    Fault("429 with Retry-After", answer(status=429, headers={"Retry-After": "0"}), REFUSED, TooManyRequestsException),
    Fault("503 with Retry-After", answer(status=503, headers={"Retry-After": "0"}), REFUSED, ServiceException),
    Fault(
        "503 and some Retry-After",
        answer(status=503, headers={"Retry-After": "soon"}),
        REFUSED,
        ServiceException,
    ),
    Fault("502", answer(status=502), UNKNOWN, ServiceException),
    Fault("503", answer(status=503), UNKNOWN, ServiceException),
    Fault("504", answer(status=504), UNKNOWN, ServiceException),
    *(
        # Only with a 503 it says that the request wasn't taken on.
        Fault(f"{status} with Retry-After", answer(status=status, headers={"Retry-After": "0"}), row, ServiceException)
        for status, row in ((500, STORED), (502, UNKNOWN), (504, UNKNOWN))
    ),
    Fault("no answer in time", HANG, UNKNOWN, ApiTimeoutException),
    Fault("a head that stops", (b"HTTP/1.1 200 OK\r\n", HANG), UNKNOWN, ApiTimeoutException),
    Fault("a body that stops", (CUT_BODY, HANG), UNKNOWN, ApiTimeoutException),
    Fault("closed without an answer", CLOSE, UNKNOWN, ApiConnectionException),
    Fault("reset without an answer", RESET, UNKNOWN, ApiConnectionException),
    Fault("a cut status line", (b"HTTP/1.1 2", CLOSE), UNKNOWN, ApiConnectionException),
    Fault("a cut head", (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", CLOSE), UNKNOWN, ApiConnectionException),
    Fault("a cut body", (CUT_BODY, CLOSE), UNKNOWN, ApiConnectionException),
    Fault(
        "a cut chunk",
        (head(200, [("Transfer-Encoding", "chunked")]) + b"9\r\n{}", CLOSE),
        UNKNOWN,
        ApiConnectionException,
    ),
    Fault(
        "chunks without an end",
        (head(200, [("Transfer-Encoding", "chunked")]) + chunks(b"{}", end=b""), CLOSE),
        UNKNOWN,
        ApiConnectionException,
    ),
    Fault("no HTTP", (b"SSH-2.0-OpenSSH_9.6\r\n", CLOSE), UNKNOWN, ApiConnectionException),
    *(
        Fault(str(status), answer(status=status), FINAL, class_for_status(status))
        for status in (300, 304, 400, 401, 403, 404, 405, 406, 409, 410, 413, 422, 451, 501, 505, 507, 511, 519, 531)
    ),
    Fault("500", answer(status=500), STORED, ServiceException),
    Fault("Rails' 500", json_answer({"status": 500, "error": "Internal Server Error"}, 500), STORED, ServiceException),
    *(Fault(f"a CDN's {status}", answer(status=status), UNASKED, ServiceException) for status in (520, 522, 524, 530)),
    Fault("a redirect", answer(status=307, headers={"Location": "http://127.0.0.2/"}), FINAL, ApiException),
]

named = {"ids": lambda case: case.name}


def repeats(call: Call, fault: Fault) -> bool:
    return fault.row == REFUSED or (fault.row == UNKNOWN and call.repeats_unknown)


@pytest.mark.parametrize("fault", FAULTS, **named)
@pytest.mark.parametrize("call", CALLS, **named)
def test_a_fault_that_stays_is_raised_after_as_many_requests_as_the_table_allows(call: Call, fault: Fault) -> None:
    result = run(call.make, [fault.answer], timeout=(5, 0.1 if fault.hangs else 5))
    error = result.error
    assert len(result.requests) == (3 if repeats(call, fault) else 1)
    assert error.attempts == len(result.requests)
    assert isinstance(error, fault.usual)
    lost_sight = fault.row in (UNKNOWN, UNASKED) or (fault.row == STORED and not call.reads)
    assert error.outcome == ("unknown" if lost_sight else "refused")
    assert isinstance(error, AmbiguousResultException) == (lost_sight and not call.reads)
    assert error.sent == call.sent
    assert error.request_id == result.requests[0].headers["x-request-id"]


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if not fault.hangs], **named)
@pytest.mark.parametrize("call", CALLS, **named)
def test_a_fault_that_passes_is_overcome_where_the_table_allows_it(call: Call, fault: Fault) -> None:
    check_that_it_is_overcome_where_the_table_allows_it(call, fault)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.hangs], **named)
@pytest.mark.parametrize("call", [LIST, CREATE], **named)
def test_a_server_that_hangs_once_is_overcome_where_the_table_allows_it(call: Call, fault: Fault) -> None:
    check_that_it_is_overcome_where_the_table_allows_it(call, fault, timeout=(5, 0.5))


def check_that_it_is_overcome_where_the_table_allows_it(call: Call, fault: Fault, **settings: Any) -> None:
    result = run(call.make, [fault.answer, call.ok], **settings)
    if repeats(call, fault):
        assert result.error is None
        assert result.value == call.result
        first, second = result.requests
        assert (second.method, second.target, second.body) == (first.method, first.target, first.body)
        assert second.headers == first.headers
    else:
        assert isinstance(result.error, fault.usual)
        assert len(result.requests) == 1


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.row != FINAL and not fault.hangs], **named)
@pytest.mark.parametrize("call", CALLS, **named)
def test_the_table_holds_on_a_kept_connection_too(call: Call, fault: Fault) -> None:
    def twice(client: ApiClient) -> Any:
        client.call_api("/before", "GET")
        return call.make(client)

    result = run(twice, [answer(), fault.answer])
    assert result.requests[0].connection == result.requests[1].connection
    assert len(result.requests) - 1 == result.error.attempts == (3 if repeats(call, fault) else 1)
    assert isinstance(result.error, AmbiguousResultException) == (fault.row not in (REFUSED, FINAL) and not call.reads)


@pytest.mark.parametrize("status", [200, 201, 202, 299])
@pytest.mark.parametrize("call", [LIST, CREATE], **named)
def test_every_status_of_success_is_one(call: Call, status: int) -> None:
    body = call.ok.partition(b"\r\n\r\n")[2]
    result = run(call.make, [answer(body, status, {"Content-Type": "application/json"})])
    assert result.error is None
    assert result.value == call.result
    assert len(result.requests) == 1


# --- not sent ---


@pytest.mark.parametrize("call", CALLS, **named)
def test_a_refused_connection_is_tried_again_whatever_the_call(call: Call) -> None:
    result = run(call.make, [], host=f"http://127.0.0.1:{closed_port()}")
    assert type(result.error) is ApiConnectionException
    assert (result.error.outcome, result.error.attempts) == ("not_sent", 3)


@pytest.mark.parametrize("call", CALLS, **named)
def test_a_name_that_is_unknown_is_tried_again_whatever_the_call(call: Call) -> None:
    result = run(call.make, [], host="http://no-such-host.invalid")
    assert type(result.error) is ApiConnectionException
    assert (result.error.outcome, result.error.attempts) == ("not_sent", 3)
    assert "can't be resolved" in result.error.reason


@pytest.mark.parametrize("call", CALLS, **named)
def test_a_failed_handshake_is_tried_again_whatever_the_call(call: Call) -> None:
    with ScriptedServer([], [(b"\x15\x03\x03\x00\x02\x02\x28", CLOSE)] * 9) as server:
        result = run(call.make, [], host=f"https://127.0.0.1:{server.port}")
    assert server.connections == 3
    assert type(result.error) is ApiConnectionException
    assert (result.error.outcome, result.error.attempts) == ("not_sent", 3)
    assert "TLS" in result.error.reason


@pytest.mark.parametrize("call", CALLS, **named)
def test_a_refusal_by_the_proxy_is_tried_again_whatever_the_call(call: Call) -> None:
    with ScriptedServer([(answer(status=403), CLOSE)]) as proxy:
        result = run(call.make, [], host="https://chatwoot.example", proxy=proxy.url)
    assert [request.method for request in proxy.requests] == ["CONNECT"] * 3
    assert type(result.error) is ApiConnectionException
    assert (result.error.outcome, result.error.attempts) == ("not_sent", 3)
    assert "403" in result.error.reason


@pytest.mark.parametrize("call", CALLS, **named)
def test_waiting_in_vain_for_a_free_connection_is_tried_again_whatever_the_call(call: Call) -> None:
    def while_the_only_connection_is_busy(client: ApiClient) -> Any:
        with client.invoke("GET", Route("/busy"), options={"_preload_content": False, "_request_timeout": 5}):
            return call.make(client)

    result = run(while_the_only_connection_is_busy, [answer(b"busy")], connection_pool_maxsize=1, timeout=0.05)
    assert [request.target for request in result.requests] == ["/busy"]
    assert type(result.error) is ApiTimeoutException
    assert (result.error.outcome, result.error.attempts) == ("not_sent", 3)


@pytest.mark.parametrize("call", CALLS, **named)
def test_a_kept_connection_that_the_server_has_closed_costs_no_attempt(call: Call) -> None:
    with ScriptedServer([(answer(), CLOSE), call.ok]) as server:
        with ApiClient(Configuration(server.url, retries=0)) as client:
            client.call_api("/before", "GET")
            wait_until(lambda: server.open_connections == 0)
            assert call.make(client) == call.result
        assert [request.connection for request in server.requests] == [0, 1]


# --- what an answer that can't be used means ---

CORRUPT = {
    "cut gzip": answer(b"\x1f\x8b\x08\x00\x00", headers={"Content-Encoding": "gzip"}),
    "no JSON": answer(b"<html>"),
    "other JSON": json_answer("text"),
    "too large": answer(b"[" + b" " * 2000 + b"]"),
}


@pytest.mark.parametrize("kind", CORRUPT)
@pytest.mark.parametrize("call", [LIST, CREATE, UPDATE], **named)
def test_an_answer_that_came_whole_and_is_of_no_use_is_not_asked_for_again(call: Call, kind: str) -> None:
    result = run(call.make, [CORRUPT[kind]], max_response_size=1000)
    assert len(result.requests) == result.error.attempts == 1
    assert isinstance(result.error, DecodeException)
    assert result.error.outcome == "unknown"
    assert isinstance(result.error, AmbiguousResultException) != call.reads


# --- how often ---


@pytest.mark.parametrize("off", [0, False, None, RetryPolicy(repeats=0)], ids=repr)
@pytest.mark.parametrize("call", [LIST, CREATE], **named)
def test_repeating_can_be_turned_off(call: Call, off: Any) -> None:
    assert len(run(call.make, [answer(status=408)], retries=off).requests) == 1


@pytest.mark.parametrize(("setting", "attempts"), [(1, 2), (RetryPolicy(4, 0.001), 5), (RetryPolicy(1, 0.001), 2)])
def test_the_setting_is_a_number_of_repeats_or_a_policy(setting: Any, attempts: int) -> None:
    result = run(LIST.make, [answer(status=502)], retries=setting)
    assert len(result.requests) == result.error.attempts == attempts


def test_three_attempts_are_made_without_a_setting_and_with_true() -> None:
    assert Configuration().retries == 2
    result = run(LIST.make, [answer(status=503, headers={"Retry-After": "0"})], retries=True)
    assert len(result.requests) == 3


@pytest.mark.parametrize(
    ("setting", "own", "attempts"),
    [
        (QUICK, 0, 1),
        (QUICK, None, 1),
        (QUICK, False, 1),
        (0, 2, 3),
        (0, True, 3),
        (QUICK, RetryPolicy(3, 0.001), 4),
    ],
)
def test_a_call_may_have_a_policy_of_its_own(setting: Any, own: Any, attempts: int) -> None:
    refused = answer(status=503, headers={"Retry-After": "0"})
    result = run(
        lambda client: MessagesAPIApi(client).create_a_message({}, *CONTACT, _retries=own), [refused], retries=setting
    )
    assert len(result.requests) == result.error.attempts == attempts


@pytest.mark.parametrize(
    ("wrong", "error"), [(-1, ValueError), ("2", TypeError), (1.5, TypeError), ((1, 2), TypeError)], ids=repr
)
def test_a_policy_that_is_none_is_refused_before_anything_is_sent(wrong: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="retries"):
        Configuration(retries=wrong)
    with ScriptedServer([answer(status=408)]) as server, ApiClient(Configuration(host=server.url)) as client:
        with pytest.raises(error, match="_retries"):
            MessagesAPIApi(client).create_a_message({}, *CONTACT, _retries=wrong)
        assert server.connections == 0


@pytest.mark.parametrize("name", ["repeats", "backoff", "max_wait"])
@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, 1e10, pytest.param(10**400, id="10**400"), "1", True, None])
def test_a_policy_takes_numbers_from_0_on(name: str, wrong: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=name):
        RetryPolicy(**{name: wrong})


def test_the_number_of_repeats_is_a_whole_one() -> None:
    with pytest.raises(TypeError, match="repeats must be a whole number"):
        RetryPolicy(repeats=1.5)  # type: ignore[arg-type]


def test_a_policy_waits_no_longer_than_a_socket_can() -> None:
    assert RetryPolicy(max_wait=10**9).max_wait == 10**9
    with pytest.raises(ValueError, match="max_wait"):
        RetryPolicy(max_wait=10**9 + 1)


def test_a_policy_makes_two_repeats_and_waits_half_a_minute_at_most_unless_told() -> None:
    policy = RetryPolicy()
    assert (policy.repeats, policy.backoff, policy.max_wait) == (2, 0.5, 30)


def test_a_policy_is_not_changed() -> None:
    policy = RetryPolicy(1)
    with pytest.raises(AttributeError, match="isn't changed"):
        policy.repeats = 5
    with pytest.raises(AttributeError, match="repeat"):
        policy.repeat = 5
    assert policy.repeats == 1


def test_policies_are_equal_where_all_their_numbers_are() -> None:
    policy = RetryPolicy(1, 0.25, 300.5)
    same = RetryPolicy(1, float("0.25"), float("300.5"))
    assert policy == same
    assert hash(policy) == hash(same)
    for other in (RetryPolicy(2, 0.25, 300.5), RetryPolicy(1, 0.5, 300.5), RetryPolicy(1, 0.25, 301)):
        assert policy != other
        assert other != policy
    assert policy != (1, 0.25, 300.5)


# --- how long ---


def test_a_wait_may_use_all_that_the_bound_has_left() -> None:
    policy = RetryPolicy(max_wait=5)
    assert policy.wait_before_repeat(1, 2.0, asked=3.0) == 3.0
    assert policy.wait_before_repeat(1, 2.0, asked=3.1) is None


def test_each_wait_is_twice_as_long_and_shortened_by_up_to_half() -> None:
    policy = RetryPolicy(repeats=3, backoff=0.2)
    for attempt, longest in ((1, 0.2), (2, 0.4), (3, 0.8)):
        assert all(longest / 2 <= policy.wait_before_repeat(attempt, 0.0) <= longest for _ in range(100))
    gaps = run(LIST.make, [answer(status=502)], retries=policy).gaps
    for gap, longest in zip(gaps, (0.2, 0.4, 0.8)):
        assert longest / 2 <= gap < longest + SLACK


def test_waits_differ_at_random_so_that_clients_do_not_come_back_together() -> None:
    policy = RetryPolicy()
    waits = [policy.wait_before_repeat(1, 0.0) for _ in range(1000)]
    assert 0.25 <= min(waits) < 0.3
    assert 0.45 < max(waits) <= 0.5


def test_the_waits_of_a_call_are_bounded_in_total() -> None:
    result = run(LIST.make, [answer(status=502)], retries=RetryPolicy(repeats=50, backoff=0.1, max_wait=0.3))
    # The third would be at least 0.2 s, on top of at least 0.15 s.
    assert result.error.attempts in (2, 3)
    assert result.seconds < 0.3 + SLACK


def test_a_wait_that_does_not_fit_into_the_deadline_is_not_begun() -> None:
    result = run(LIST.make, [answer(status=502)], retries=RetryPolicy(repeats=5, backoff=20, max_wait=99), deadline=9)
    assert isinstance(result.error, ServiceException)
    assert result.error.attempts == 1
    assert result.seconds < SLACK


@pytest.mark.parametrize("timeout", [5, (5, 5)])
def test_a_deadline_ends_an_attempt_that_has_time_left(timeout: Any) -> None:
    result = run(LIST.make, [HANG], timeout=timeout, deadline=0.3)
    assert isinstance(result.error, ApiTimeoutException)
    assert result.seconds < 0.3 + SLACK


@pytest.mark.parametrize("timeout", [5, (5, 5)])
def test_a_call_needs_no_deadline(timeout: Any) -> None:
    assert run(LIST.make, [LIST.ok], timeout=timeout, deadline=None).value == []


def test_attempts_and_waits_fit_into_the_deadline_together() -> None:
    result = run(LIST.make, [HANG], retries=RetryPolicy(repeats=50, backoff=0.05), timeout=0.2, deadline=2)
    assert isinstance(result.error, ApiTimeoutException)
    assert 2 <= result.error.attempts <= 10
    assert result.seconds < 2 + SLACK


def test_a_policy_may_repeat_for_as_long_as_its_waits_allow() -> None:
    assert RetryPolicy(repeats=9999, backoff=0).wait_before_repeat(9999, 0.0) == 0
    assert RetryPolicy(repeats=9999).wait_before_repeat(1000, 0.0) is None


# --- what the server asks for ---


def limited(status: int = 429, **headers: str) -> bytes:
    return answer(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def after(seconds: float, now: float = 0.0) -> dict[str, str]:
    """The fields of a server whose clock differs by *now*, that asks to come back after *seconds*."""
    return {"Date": http_date(now), "Retry_After": http_date(now + seconds)}


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (429, {"Retry_After": "1"}),
        (503, {"Retry_After": "1"}),
        (429, after(1, now=7200)),
        (503, after(1, now=-7200)),
    ],
    ids=["429 in seconds", "503 in seconds", "429 by a clock ahead of ours", "503 by a clock behind ours"],
)
def test_a_repeat_waits_as_long_as_the_server_asks(status: int, asked: dict[str, str]) -> None:
    result = run(CREATE.make, [limited(status, **asked), CREATE.ok])
    assert result.error is None
    assert len(result.requests) == 2
    assert 1 <= result.gaps[0] < 1 + SLACK


@pytest.mark.parametrize("asked", [{"Retry_After": "0"}, {"Retry_After": "0.0"}, after(-3600), after(0)], ids=str)
@pytest.mark.parametrize("status", [429, 503])
def test_to_be_asked_for_no_wait_is_to_wait_as_long_as_the_backoff(status: int, asked: dict[str, str]) -> None:
    result = run(CREATE.make, [limited(status, **asked), CREATE.ok], retries=RetryPolicy(1, backoff=0.4))
    assert result.error is None
    assert 0.2 <= result.gaps[0] < 0.4 + 0.5


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ({"Retry_After": "31"}, 31),
        ({"Retry_After": "86400"}, 86400),
        ({"Retry_After": "9" * 30}, 1e30),
        ({"Retry_After": "9" * 400}, math.inf),
        (after(3600), 3600),
        ({"Retry_After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 253402300799 - time.time()),
    ],
    ids=["over the bound", "a day", "ages", "without end", "date", "last date"],
)
@pytest.mark.parametrize("call", [LIST, CREATE], **named)
def test_a_wait_beyond_the_bound_is_raised_at_once(call: Call, asked: dict[str, str], seconds: float) -> None:
    result = run(call.make, [limited(**asked)])
    assert len(result.requests) == 1
    assert result.seconds < SLACK
    assert isinstance(result.error, TooManyRequestsException)
    assert result.error.retry_after == pytest.approx(seconds, abs=2, rel=1e-6)
    assert result.error.headers["Retry-After"] == asked["Retry_After"]
    assert result.error.outcome == "refused"


AGES_AHEAD = f"Fri, 31 Dec {10**20} 23:59:59 GMT"


@pytest.mark.parametrize("status", [429, 408, 503])
@pytest.mark.parametrize(
    "asked", ["soon", "-5", "1 minute", "1e3", "0x10", "nan", "inf", "", "Mon, 99 Foo 2030", AGES_AHEAD]
)
def test_a_wait_that_makes_no_sense_is_an_ordinary_one(status: int, asked: str) -> None:
    result = run(CREATE.make, [limited(status, Retry_After=asked)])
    assert len(result.requests) == 3
    assert result.seconds < SLACK
    if status == 429:
        assert 0 <= result.error.retry_after <= 60


def test_without_a_word_about_it_the_wait_is_until_the_next_minute_of_the_servers_clock() -> None:
    result = run(CREATE.make, [limited(Date="Sun, 06 Nov 1994 08:49:59 GMT"), CREATE.ok])
    assert result.error is None
    # A second to the minute, and up to one more so that not everybody comes at once.
    assert 1 <= result.gaps[0] < 2 + SLACK


def test_those_who_wait_for_the_next_minute_come_back_within_a_second_of_it_at_random() -> None:
    waits = [wait_asked_for(429, {"date": "Sun, 06 Nov 1994 08:49:20 GMT"}) for _ in range(1000)]
    assert 40 <= min(waits) < 40.1
    assert 40.9 < max(waits) <= 41


@pytest.mark.parametrize("date", ["Sun, 06 Nov 1994 08:49:18 GMT", "Sunday, 06-Nov-94 08:49:18 GMT"])
def test_a_next_minute_beyond_the_bound_is_raised_at_once(date: str) -> None:
    result = run(CREATE.make, [limited(Date=date)])
    assert len(result.requests) == 1
    assert result.error.retry_after == 42


@pytest.mark.parametrize("date", [{}, {"Date": "today"}], ids=["no date", "a date of no use"])
def test_without_the_servers_clock_ours_tells_the_next_minute(date: dict[str, str]) -> None:
    begun = time.time()
    error = run(CREATE.make, [limited(**date)], retries=0).error
    assert 0 < error.retry_after <= 60
    # A minute begins as long after some moment of the call.
    minute = (time.time() + error.retry_after + 0.01) // 60 * 60
    assert minute > begun + error.retry_after - 0.01


def test_dates_without_a_zone_are_gmt_as_http_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        asked = {"Date": "Sun Nov  6 08:49:37 1994", "Retry_After": "Sun, 06 Nov 1994 08:51:17 GMT"}
        assert run(CREATE.make, [limited(**asked)]).error.retry_after == 100
    finally:
        monkeypatch.undo()
        time.tzset()


# --- files ---


def send(attachment: Any) -> Callable[[ApiClient], Any]:
    return lambda client: MessagesAPIApi(client).create_a_message({"attachments": [attachment]}, *CONTACT)


def test_files_are_rewound_to_where_they_began_before_a_repeat(tmp_path: Any) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"skipped" + os.urandom(300_000))
    refused = limited(Retry_After="0")
    with path.open("rb") as opened:
        opened.seek(7)
        results = [run(send(attachment), [refused, CREATE.ok]) for attachment in (path, opened)]
    for result, start in zip(results, (0, 7)):
        first, second = result.requests
        assert path.read_bytes()[start:] in first.body
        assert second.body == first.body
        assert second.headers["content-length"] == str(len(second.body))


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def test_a_stream_that_can_not_be_rewound_is_sent_once() -> None:
    result = run(send(("a.bin", Pipe(b"data"))), [limited(Retry_After="0"), CREATE.ok])
    assert len(result.requests) == 1
    assert b"\r\n\r\ndata\r\n" in result.requests[0].body
    assert isinstance(result.error, TooManyRequestsException)


@pytest.mark.parametrize("fault", [CLOSE, answer(status=502)], ids=["closed", "502"])
def test_not_even_a_put_repeats_a_stream_that_can_not_be_rewound(fault: Answer) -> None:
    stream = ("a.bin", Pipe(b"data"))
    result = run(lambda client: client.call_api("/thing", "PUT", files={"file": stream}), [fault, answer()])
    assert len(result.requests) == 1
    assert isinstance(result.error, AmbiguousResultException)


def test_a_stream_that_can_not_be_rewound_waits_for_a_connection_like_everything_else() -> None:
    stream = Pipe(b"data")
    result = run(send(("a.bin", stream)), [], host=f"http://127.0.0.1:{closed_port()}")
    assert result.error.attempts == 3
    assert stream.tell() == 0


def test_an_upload_that_was_cut_off_is_not_repeated() -> None:
    attachment = ("a.bin", os.urandom(4_000_000))
    result = run(send(attachment), [Unread(RESET), CREATE.ok])
    assert len(result.requests) == 1
    assert isinstance(result.error, AmbiguousResultException)
    assert isinstance(result.error, ApiConnectionException)
    assert result.error.sent == {"attachments": [attachment]}


# --- what is told ---


def test_a_repeat_is_logged_with_its_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "chatwoot_client")
    run(LIST.make, [answer(status=502)])
    told = [record.getMessage() for record in caplog.records]
    assert ["status 502; attempt 2 follows" in told[0], "status 502; attempt 3 follows" in told[1]] == [True, True]
    assert len(told) == 2


def test_an_exception_has_the_request_id_that_the_caller_chose() -> None:
    headers = {"X-Request-Id": "mine"}
    result = run(
        lambda client: MessagesAPIApi(client).create_a_message({}, *CONTACT, _headers=headers), [answer(status=404)]
    )
    assert result.error.request_id == result.requests[0].headers["x-request-id"] == "mine"


def test_nothing_of_an_earlier_attempt_is_in_the_exception_of_the_last() -> None:
    result = run(LIST.make, [HANG, RESET, answer(b'{"error": "gone"}', status=404)], timeout=0.3)
    assert type(result.error) is NotFoundException
    assert result.error.attempts == 3
    assert result.error.__cause__ is result.error.__context__ is None


@pytest.mark.parametrize("last", [CLOSE, answer(status=404), answer(status=429, headers={"Retry-After": "99"})])
@pytest.mark.parametrize("call", [call for call in CALLS if call.repeats_unknown and not call.reads], **named)
def test_an_outcome_that_is_unknown_stays_so_whatever_becomes_of_the_repeat(call: Call, last: Answer) -> None:
    result = run(call.make, [CLOSE, last], retries=RetryPolicy(1, 0.001))
    assert result.error.attempts == 2
    assert result.error.outcome == "unknown"
    assert isinstance(result.error, AmbiguousResultException)


def test_a_repeat_that_finds_no_server_leaves_the_outcome_unknown() -> None:
    with ScriptedServer([RESET]) as server, ApiClient(Configuration(server.url, retries=RetryPolicy(1, 0.4))) as client:
        closing = threading.Timer(0.1, server.close)
        closing.start()
        with pytest.raises(ApiConnectionException, match="refused") as raised:
            client.call_api("/thing", "PUT", body=BODY)
        closing.join()
    assert raised.value.attempts == 2
    assert raised.value.outcome == "unknown"
    assert isinstance(raised.value, AmbiguousResultException)
