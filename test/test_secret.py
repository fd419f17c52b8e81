"""What holds a secret shows it to nobody who only looks, and to everybody who asks."""

from __future__ import annotations

import copy
import json
import pprint
import reprlib
import sys
import traceback

import pytest

from chatwoot_client.checks import check_header, check_host, check_keys, check_proxy, check_token
from chatwoot_client.secret import Secret, SecretDict, basic_auth, without_credentials

CANARY = "canary-5ec7e7"
SHOWN_BY = [repr, str, "{}".format, "{!r}".format, "%s".__mod__, pprint.pformat, reprlib.repr]


@pytest.mark.parametrize("show", SHOWN_BY)
@pytest.mark.parametrize("secret", [Secret(value=CANARY), Secret(value=CANARY.encode()), SecretDict(key=CANARY)])
def test_a_secret_is_not_shown(show, secret):
    assert CANARY not in show(secret)
    assert CANARY not in show([secret])
    assert "***" in show(secret)


def test_a_secret_is_what_it_holds():
    assert Secret(value=CANARY).value == CANARY
    assert Secret(value=CANARY) == Secret(value=CANARY) != Secret(value="other")
    assert (bool(Secret(value=CANARY)), bool(Secret(value=""))) == (True, False)
    assert copy.deepcopy(Secret(value=CANARY)).value == CANARY


def test_making_a_secret_is_no_frame_that_holds_it():
    seen = []

    def trace(frame, event, argument):
        seen.append(dict(frame.f_locals))
        return trace

    sys.settrace(trace)
    try:
        made = Secret(value="".join(("canary", "-5ec7e7")))
    finally:
        sys.settrace(None)
    assert made.value == CANARY
    assert CANARY not in repr(seen)


def test_a_dict_of_secrets_is_a_dict():
    secrets = SecretDict({"one": CANARY})
    assert secrets == {"one": CANARY}
    assert json.dumps(secrets) == json.dumps({"one": CANARY})
    assert {**secrets, "two": 2} == {"one": CANARY, "two": 2}
    secrets["one"] = "other"
    assert secrets.pop("one") == "other"


@pytest.mark.parametrize(
    "check",
    [
        lambda bad: check_token("token", bad),
        lambda bad: check_keys("api_key", {"userApiKey": bad}),
        lambda bad: check_header("header", "X-Name", bad),
        lambda bad: check_host("host", f"http://someone:{bad}@chatwoot.test"),
        lambda bad: check_proxy("proxy", f"http://someone:{bad}@proxy.test"),
    ],
)
def test_what_refuses_a_secret_shows_it_in_no_frame(check):
    bad = Secret(value=f"{CANARY}\n")
    with pytest.raises(ValueError, match=r"^(token|api_key|header|host|proxy)") as refused:
        check(bad.value)
    # The first two are this test's and the lambda's, which have what they gave.
    below = refused.value.__traceback__.tb_next.tb_next
    told = "".join(traceback.TracebackException(ValueError, refused.value, below, capture_locals=True).format())
    assert "***" in told
    assert CANARY not in told


def test_basic_authentication_is_made_of_a_secret_and_is_one():
    made = basic_auth(Secret(value="ann"), Secret(value="p\u00e4ss:word"))
    assert made.value == "Basic YW5uOnDDpHNzOndvcmQ="
    assert "YW5u" not in repr(made)


def test_a_url_can_be_shown_without_its_credentials():
    assert without_credentials(Secret(value=f"http://ann:{CANARY}@proxy:3128/x")) == "http://proxy:3128/x"
