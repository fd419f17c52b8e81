"""Whether a delivery is Chatwoot's own is decided by its signature, whatever a framework makes of its headers."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatwoot_client.events import Event, SignatureException, signature_of, verify

DELIVERIES: list[dict[str, Any]] = json.loads(
    gzip.decompress((Path(__file__).parents[1] / "recordings" / "deliveries.json.gz").read_bytes())
)
SECRET = "s3cret"
NOW = 1_795_000_000
BODY = b'{"event":"message_created","id":7}'


def headers_for(body: bytes, secret: str = SECRET, timestamp: int = NOW) -> dict[str, str]:
    # By hand, as Chatwoot's documentation has it, so that a mistake in ours isn't made twice.
    digest = hmac.new(secret.encode(), str(timestamp).encode() + b"." + body, hashlib.sha256).hexdigest()
    return {
        "X-Chatwoot-Signature": f"sha256={digest}",
        "X-Chatwoot-Timestamp": str(timestamp),
        "X-Chatwoot-Delivery": "d-1",
    }


def reason_of(body: bytes, headers: Any, secrets: Any = SECRET, **options: Any) -> str:
    with pytest.raises(SignatureException) as raised:
        verify(body, headers, secrets, **{"clock": lambda: NOW, **options})
    return raised.value.reason


@pytest.mark.parametrize("delivery", DELIVERIES, ids=lambda delivery: delivery["name"])
def test_every_recorded_delivery_is_verified_and_nothing_of_it_is_lost(delivery: dict[str, Any]) -> None:
    signed_at = int(delivery["headers"]["X-Chatwoot-Timestamp"])
    event = verify(delivery["body"].encode(), delivery["headers"], delivery["secret"], clock=lambda: signed_at + 1)
    assert event.name == delivery["event"]
    assert type(event) is not Event
    assert event.to_dict() == json.loads(delivery["body"])
    assert (event.stamp.is_signed, event.stamp.delivery_id) == (True, delivery["headers"]["X-Chatwoot-Delivery"])


@pytest.mark.parametrize(
    "framed",
    [
        lambda headers: headers,
        lambda headers: {name.lower(): value for name, value in headers.items()},
        lambda headers: {name.upper(): value for name, value in headers.items()},
        lambda headers: {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()},
        lambda headers: [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        lambda headers: {name: [value] for name, value in headers.items()},
        lambda headers: {**headers, 5: None, "X-Other": object(), "wsgi.input": object()},
    ],
    ids=["as sent", "lower case", "upper case", "WSGI", "ASGI", "lists", "with others"],
)
def test_headers_are_found_however_they_are_kept(framed: Any) -> None:
    assert verify(BODY, framed(headers_for(BODY)), SECRET, clock=lambda: NOW).name == "message_created"


def test_each_reason_is_told_apart() -> None:
    good = headers_for(BODY)
    assert reason_of(BODY, {}) == "unsigned"
    assert reason_of(BODY, {**good, "X-Chatwoot-Signature": "sha256=" + "0" * 64}) == "wrong"
    assert reason_of(BODY + b" ", good) == "wrong"
    assert reason_of(BODY, good, "another") == "wrong"
    assert reason_of(BODY, {**good, "X-Chatwoot-Timestamp": str(NOW + 1)}) == "wrong"
    assert reason_of(BODY, headers_for(BODY, timestamp=NOW - 301)) == "too_old"
    assert reason_of(BODY, headers_for(BODY, timestamp=NOW + 301)) == "from_the_future"
    assert reason_of(b"[]", headers_for(b"[]")) == "unreadable"


def test_a_signature_over_the_body_alone_is_wrong() -> None:
    digest = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    assert reason_of(BODY, {**headers_for(BODY), "X-Chatwoot-Signature": f"sha256={digest}"}) == "wrong"


def test_the_age_counts_from_both_sides_up_to_the_tolerance() -> None:
    for age in (-300, 0, 300):
        assert verify(BODY, headers_for(BODY, timestamp=NOW - age), SECRET, clock=lambda: NOW)
    assert verify(BODY, headers_for(BODY, timestamp=1), SECRET, tolerance=None)
    assert reason_of(BODY, headers_for(BODY, timestamp=NOW - 11), tolerance=10) == "too_old"


def test_one_of_several_secrets_is_enough_and_the_name_of_its_source_is_told() -> None:
    headers = headers_for(BODY)
    assert verify(BODY, headers, ["new", SECRET], clock=lambda: NOW).stamp.source is None
    named = {"bot": "other", "inbox": ["new", SECRET]}
    assert verify(BODY, headers, named, clock=lambda: NOW).stamp.source == "inbox"


def test_an_unsigned_delivery_is_taken_by_a_named_choice_only() -> None:
    event = verify(BODY, {}, (), accept_unsigned=True)
    assert (event.name, event.stamp.is_signed) == ("message_created", False)
    bad = {**headers_for(BODY), "X-Chatwoot-Signature": "sha256=" + "0" * 64}
    assert reason_of(BODY, bad, accept_unsigned=True) == "wrong"
    assert reason_of(b"nonsense", {}, accept_unsigned=True) == "unreadable"


def test_without_any_secret_what_a_newer_server_signs_is_taken_as_what_an_older_one_sends() -> None:
    event = verify(BODY, headers_for(BODY), (), accept_unsigned=True)
    assert not event.stamp.is_signed


@pytest.mark.parametrize(
    ("secrets", "error"),
    [
        ((), ValueError),
        ("", ValueError),
        (["good", ""], ValueError),
        (7, TypeError),
        ([None], TypeError),
        ({1: "a"}, TypeError),
    ],
)
def test_secrets_that_would_let_anybody_in_or_nobody_are_refused(secrets: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="secrets"):
        verify(BODY, headers_for(BODY), secrets)


@pytest.mark.parametrize(
    ("options", "error"),
    [({"tolerance": "300"}, TypeError), ({"tolerance": float("nan")}, ValueError), ({"clock": NOW}, TypeError)],
)
def test_a_tolerance_that_would_take_any_age_is_refused_by_name(options: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=next(iter(options))):
        verify(BODY, headers_for(BODY), SECRET, **options)


def test_headers_that_can_not_be_read_are_none() -> None:
    class Broken:
        def items(self) -> Any:
            raise RuntimeError("changed while it was read")

    assert reason_of(BODY, Broken()) == "unsigned"


def test_the_signature_of_a_body_is_chatwoots() -> None:
    delivery = DELIVERIES[0]
    signed_at = int(delivery["headers"]["X-Chatwoot-Timestamp"])
    made = signature_of(delivery["body"].encode(), delivery["secret"], signed_at)
    assert made == delivery["headers"]["X-Chatwoot-Signature"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)
NAMES = st.sampled_from(["X-Chatwoot-Signature", "HTTP_X_CHATWOOT_TIMESTAMP", b"x-chatwoot-signature", "x"]) | ANYTHING
VALUES = st.sampled_from(["sha256=" + "0" * 64, "sha256=é", "٣٣٣", str(NOW), ["1", "2"], b"\xff"]) | ANYTHING


@given(body=st.binary(), headers=st.lists(st.tuples(NAMES, VALUES)) | ANYTHING, lenient=st.booleans())
def test_whatever_comes_is_an_event_or_a_signature_exception(body: bytes, headers: Any, lenient: bool) -> None:
    outcome = outcome_of(body, headers, accept_unsigned=lenient)
    assert isinstance(outcome, Event) or outcome in ("unsigned", "wrong", "too_old", "from_the_future", "unreadable")


@given(body=st.binary() | st.sampled_from([b"[" * 100_000, b"9" * 5000, b'{"a":NaN}', b'{"event":7,"id":"\\ud800"}']))
def test_a_signed_body_of_any_bytes_is_an_event_or_unreadable(body: bytes) -> None:
    outcome = outcome_of(body, headers_for(body))
    assert isinstance(outcome, Event) or outcome == "unreadable"


def outcome_of(body: bytes, headers: Any, **options: Any) -> Event | str:
    """An event that can be shown and told from others, or why there is none."""
    try:
        event = verify(body, headers, SECRET, clock=lambda: NOW, **options)
    except SignatureException as error:
        return error.reason
    return event if repr(event) and event.key is not None else "without a key"
