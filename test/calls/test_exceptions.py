"""Exceptions: what they say of every shape of error, that they travel, and that they keep secrets."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import time

import pytest
from servers import CLOSE, ScriptedServer, answer, http_date, json_answer
from urllib3._collections import HTTPHeaderDict

import chatwoot_client
from chatwoot_client import (
    AmbiguousResultException,
    ApiConnectionException,
    ApiException,
    ApiTimeoutException,
    BadRequestException,
    ConflictException,
    DecodeException,
    FilesLostException,
    ForbiddenException,
    MessagesAPIApi,
    NotFoundException,
    ServiceException,
    TooManyRequestsException,
    UnauthorizedException,
    UndecidedException,
    UnprocessableEntityException,
)
from chatwoot_client.exceptions import ambiguous
from chatwoot_client.sandbox import Sandbox

CLASSES = [
    ApiException,
    BadRequestException,
    UnauthorizedException,
    ForbiddenException,
    NotFoundException,
    ConflictException,
    UnprocessableEntityException,
    TooManyRequestsException,
    ServiceException,
    ApiConnectionException,
    ApiTimeoutException,
    DecodeException,
]
#: What leaves open whether something was done, or all of it.
LEFT_OPEN = [AmbiguousResultException, FilesLostException, UndecidedException]
SECRET = "s3cret-canary"
#: What the application API says of a record that isn't there.
MISSING = {"error": "Resource could not be found"}


def raised_by(client_for, served, **settings):
    """The exception of a call that is answered with *served*."""
    with ScriptedServer([served]) as server:
        api = MessagesAPIApi(client_for(server, retries=0, **settings))
        with pytest.raises(ApiException) as raised:
            api.list_all_converation_messages("inbox", "contact", 1, before=5)
    return raised.value


# --- classes ---


def test_every_class_is_exported_and_an_api_exception():
    from chatwoot_client import exceptions, rest

    exported = {*CLASSES, *LEFT_OPEN}
    assert {getattr(exceptions, name) for name in exceptions.__all__} == exported
    assert all(issubclass(cls, ApiException) and cls is getattr(chatwoot_client, cls.__name__) for cls in exported)
    assert all(issubclass(cls, AmbiguousResultException) for cls in LEFT_OPEN)
    assert rest.ApiException is ApiException


@pytest.mark.parametrize(
    ("status", "cls"),
    [(400, BadRequestException), (401, UnauthorizedException), (402, ApiException), (403, ForbiddenException),
     (404, NotFoundException), (406, ApiException), (409, ConflictException), (422, UnprocessableEntityException),
     (429, TooManyRequestsException), (418, ApiException), (500, ServiceException), (501, ServiceException),
     (502, ServiceException), (503, ServiceException), (504, ServiceException), (599, ServiceException)],
)  # fmt: skip
def test_a_status_has_a_class(client_for, status, cls):
    error = raised_by(client_for, json_answer({"error": "no"}, status))
    assert type(error) is cls
    assert (error.status, error.message, error.attempts) == (status, "no", 1)


# --- attributes ---


def test_an_exception_has_all_of_the_answer(client_for):
    body = {"message": "Content is too long", "attributes": ["content"]}
    error = raised_by(client_for, json_answer(body, 422, {"X-Request-Id": "theirs", "X-Runtime": "0.01"}))
    assert (error.status, error.reason, error.body) == (422, "Status", json.dumps(body))
    assert error.details == body
    assert error.headers["x-runtime"] == error.headers["X-RUNTIME"] == "0.01"
    assert error.request_id == "theirs"
    assert error.method == "GET"
    assert error.url.endswith(
        "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/1/messages"
    )
    assert (error.outcome, error.attempts) == ("refused", 1)


def test_the_request_s_own_id_stands_in_where_the_server_says_none(client_for):
    with ScriptedServer([json_answer({}, 404)]) as server:
        api = MessagesAPIApi(client_for(server))
        with pytest.raises(NotFoundException) as ours:
            api.list_all_converation_messages("inbox", "contact", 1)
        with pytest.raises(NotFoundException) as mine:
            api.list_all_converation_messages("inbox", "contact", 1, _headers={"x-request-id": "mine"})
    assert ours.value.request_id == server.requests[0].headers["x-request-id"]
    assert mine.value.request_id == "mine"


@pytest.mark.parametrize(
    ("body", "shown"), [(b"", ""), ("ä".encode(), "ä"), (b"\xff\xfe", b"\xff\xfe"), (b"<html></html>", "<html></html>")]
)
def test_a_body_is_text_or_the_bytes_it_is(client_for, body, shown):
    error = raised_by(client_for, answer(body, 500))
    assert error.body == shown
    assert (error.details, error.message, error.errors, error.attributes) == (None, None, [], [])


def test_without_an_answer_there_is_no_status():
    error = ApiConnectionException()
    assert (error.status, error.reason, error.body, dict(error.headers)) == (0, None, None, {})
    assert (error.details, error.message, error.request_id, error.outcome) == (None, None, None, "not_sent")


# --- what the server said ---

JSON = {"Content-Type": "application/json; charset=UTF-8"}
SAID = [
    (400, '{"status":400,"error":"Bad Request"}', JSON, ["Bad Request"], []),
    (401, '{"errors":["You need to sign in or sign up before continuing."]}', JSON,
     ["You need to sign in or sign up before continuing."], []),
    (401, '{"error":"Invalid Access Token"}', JSON, ["Invalid Access Token"], []),
    (403, '{"message":"Signup is not enabled"}', JSON, ["Signup is not enabled"], []),
    (404, '{"error":"Resource could not be found"}', JSON, ["Resource could not be found"], []),
    (404, "", {"Content-Type": "application/json"}, [], []),
    (404, "<!DOCTYPE html><title>404</title>", {"Content-Type": "text/html"}, [], []),
    (406, "<hash><error>Not Acceptable</error></hash>", {"Content-Type": "application/xml"}, [], []),
    (422, '{"message":"Title is too short, Email Invalid email","attributes":["title","email"]}', JSON,
     ["Title is too short, Email Invalid email"], ["title", "email"]),
    (422, '{"error":"param is missing or the value is empty: label"}', JSON,
     ["param is missing or the value is empty: label"], []),
    (422, '{"error":{"conditions":["not valid","nor this"],"actions":"wrong"}}', JSON,
     ["conditions: not valid", "conditions: nor this", "actions: wrong"], []),
    (422, '{"message":null,"error":"","errors":["a","b"]}', JSON, ["a", "b"], []),
    (422, '{"message":{"a":{"b":[1,null,{"c":true}]}}}', JSON, ["a: b: 1", "a: b: c: True"], []),
    (422, '{"attributes":"title"}', JSON, [], []),
    (422, '["first","second"]', JSON, ["first", "second"], []),
    (422, '"just text"', JSON, ["just text"], []),
    (429, "Retry later\n", {"Content-Type": "text/plain"}, ["Retry later"], []),
    (429, "", JSON, [], []),
    (500, '{"status":500,"error":"Internal Server Error"}', JSON, ["Internal Server Error"], []),
    (500, '{"status":500}', JSON, [], []),
    (500, "5", JSON, ["5"], []),
    (500, "null", JSON, [], []),
    (500, "", {}, [], []),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "headers", "errors", "attributes"), SAID)
def test_what_the_server_said_is_read_out_of_every_shape(client_for, status, body, headers, errors, attributes):
    error = raised_by(client_for, answer(body.encode(), status, headers))
    assert error.errors == errors
    assert error.message == (", ".join(errors) or None)
    assert error.attributes == attributes
    assert copy.copy(error).errors == errors


@pytest.mark.parametrize("depth", [200, 800, 5000])
@pytest.mark.parametrize("status", [401, 422])
def test_an_error_that_is_nested_too_deeply_is_still_told_of(client_for, status, depth):
    error = raised_by(client_for, answer(b'{"error":' + b"[" * depth + b"1" + b"]" * depth + b"}", status))
    assert (error.message, error.errors) == (None, [])
    assert str(error).startswith(f"({status})")


@pytest.mark.parametrize(
    ("body", "is_flood"),
    [
        ({"message": "Conversation Too many messages", "attributes": ["base"]}, True),
        ({"error": "Validation failed: Too many messages"}, True),
        ({"message": "Content is too long", "attributes": ["content"]}, False),
        ({}, False),
    ],
)
def test_the_flood_limit_is_told_apart(client_for, body, is_flood):
    assert raised_by(client_for, json_answer(body, 422)).is_flood is is_flood


# --- how long to wait ---


def test_retry_after_is_the_number_or_the_date_that_the_server_gave(client_for):
    assert raised_by(client_for, answer(b"", 429, {"Retry-After": "7"})).retry_after == 7
    dated = answer(b"", 429, {"Date": http_date(), "Retry-After": http_date(100)})
    assert 99 <= raised_by(client_for, dated).retry_after <= 101
    assert raised_by(client_for, answer(b"", 429, {"Retry-After": http_date(-100)})).retry_after == 0


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "-5"}, {"Retry-After": ""}])
def test_without_a_number_retry_after_is_until_the_next_minute(client_for, headers):
    begun = time.time()
    error = raised_by(client_for, answer(b"Retry later\n", 429, headers))
    # A minute begins as long after some moment of the call.
    minute = (time.time() + error.retry_after + 0.01) // 60 * 60
    assert minute > begun + error.retry_after - 0.01
    assert 0 < error.retry_after <= 60
    assert f"Try again in {error.retry_after:.0f} s or later." in str(error)


# --- why there was no entry ---


@pytest.mark.parametrize(
    ("body", "key", "hint"),
    [
        ({"errors": ["You need to sign in"]}, {}, "No token was sent: set Configuration.api_key['api_access_token']"),
        ({"errors": ["You need to sign in"]}, {"userApiKey": "5f1e"}, "No token arrived, though one was sent as Api-"),
        ({"error": "Invalid Access Token"}, {"userApiKey": "5f1e"}, "The token is wrong"),
        ({"error": "Invalid access_token"}, {"userApiKey": "5f1e"}, "The token is wrong, or of the wrong kind"),
        ({"error": "Access to this endpoint is not authorized for bots"}, {"userApiKey": "5f1e"}, "of the wrong kind"),
        ({"error": "Non permissible resource"}, {"userApiKey": "5f1e"}, "isn't one that this platform app made"),
        ({"error": "You are not authorized to do this action"}, {"userApiKey": "5f1e"}, "its user may not do this"),
        ({"error": "Account is suspended"}, {"userApiKey": "5f1e"}, "suspended"),
    ],
)  # fmt: skip
def test_a_401_says_which_of_its_causes_fits(client_for, body, key, hint):
    assert hint in str(raised_by(client_for, json_answer(body, 401), api_key=key))


def test_a_404_tells_a_path_that_the_server_lacks_from_a_record_that_is_missing(client_for):
    outside, inside = {"status": 404, "error": "Not Found"}, MISSING
    with ScriptedServer([json_answer(outside, 404), json_answer(inside, 404), json_answer(outside, 404)]) as server:
        client = client_for(server)
        hints = []
        for call in (
            lambda: chatwoot_client.LabelsApi(client).list_all_labels(1),
            lambda: chatwoot_client.LabelsApi(client).list_all_labels(1),
            lambda: chatwoot_client.UsersApi(client).get_details_of_a_user(1),
        ):
            with pytest.raises(chatwoot_client.NotFoundException) as raised:
                call()
            hints.append(raised.value.hint)
    assert "its release may be older" in hints[0]
    assert "release" not in hints[1]
    # Those of the platform and the public API look alike.
    assert hints[2] is None


@pytest.mark.parametrize(
    ("call", "hints"),
    [
        (
            lambda client: chatwoot_client.ConversationsApi(client).get_details_of_a_conversation(1, 99),
            [
                "account_id has to be the number in the dashboard's address",
                "conversation_id the number that agents see",
            ],
        ),
        (
            lambda client: chatwoot_client.ContactsApi(client).contact_details(1, 99),
            ["; id the number of one of the contacts (not its source id)."],
        ),
        (
            lambda client: chatwoot_client.InboxesApi(client).get_inbox(1, 99),
            ["; id the number of one of the inboxes (not its identifier)."],
        ),
        (
            lambda client: chatwoot_client.LabelsApi(client).get_details_of_a_single_label(1, 99),
            ["account_id has to be the number in the dashboard's address", "; id the number of one of the labels."],
        ),
        (
            lambda client: chatwoot_client.ContactsApi(client).contact_inbox_creation({"inbox_id": 99}, 1, 1),
            ["; inbox_id an inbox's number (not its identifier)", "; id the number of one of the contacts"],
        ),
    ],
)
def test_a_404_of_an_account_s_record_says_what_its_ids_have_to_be(client_for, call, hints):
    with ScriptedServer([json_answer(MISSING, 404)]) as server, pytest.raises(NotFoundException) as raised:
        call(client_for(server))
    for hint in hints:
        assert hint in str(raised.value)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ({}, "No token was sent: set Configuration.api_key['api_access_token'] or Configuration.api_key['platformA"),
        (
            {"userApiKey": "5f1e"},
            "No token was sent, since a platform app's is needed here, and what's kept is a user's",
        ),
        ({"platformAppApiKey": "5f1e"}, "The platform API takes the token of a platform app"),
        ({"api_access_token": "5f1e"}, "The platform API takes the token of a platform app"),
    ],
)
def test_a_401_of_the_platform_api_tells_a_missing_token_from_one_of_another_kind(client_for, key, hint):
    # The server's words for both are the same.
    wrong = json_answer({"error": "Invalid access_token"}, 401)
    with ScriptedServer([wrong]) as server, pytest.raises(chatwoot_client.UnauthorizedException) as raised:
        chatwoot_client.UsersApi(client_for(server, api_key=key)).get_details_of_a_user(1)
    assert hint in raised.value.hint


DOCTOR = "python3 -m chatwoot_client.doctor tells more."


@pytest.mark.parametrize(
    "served",
    [
        CLOSE,
        json_answer({"error": "Invalid Access Token"}, 401),
        answer(b"", 301, {"Location": "https://elsewhere.example/"}),
        answer(b"<html>Welcome to nginx!</html>", 200, {"Content-Type": "text/html"}),
        answer(b" <!doctype html>Bad gateway", 502, {"Content-Type": "text/html"}),
        answer(b"", 407),
    ],
    ids=["cut", "401", "redirect", "a page for JSON", "a gateway's page", "a proxy"],
)
def test_an_error_that_the_surroundings_may_be_to_blame_for_names_the_doctor_once(client_for, served):
    error = raised_by(client_for, served)
    assert str(error).count(DOCTOR) == 1
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(
    "served",
    [
        json_answer(MISSING, 404),
        json_answer({"status": 500, "error": "Internal Server Error"}, 500),
        json_answer({"message": "Title can't be blank", "attributes": ["title"]}, 422),
        answer(b"Retry later\n", 429, {"Content-Type": "text/plain"}),
        json_answer({"messages": []}),
    ],
    ids=["404", "500", "422", "429", "JSON of another kind"],
)
def test_an_error_about_what_was_asked_for_names_no_doctor(client_for, served):
    assert "doctor" not in str(raised_by(client_for, served))


def test_an_answer_over_the_program_s_own_limit_names_no_doctor(client_for):
    assert "doctor" not in str(raised_by(client_for, answer(b"<" * 100), max_response_size=10))


def test_a_401_without_a_token_says_which_ones_would_do(client_for):
    with ScriptedServer([json_answer({"errors": ["You need to sign in"]}, 401)]) as server:
        client = client_for(server, api_key={"agentBotApiKey": "5f1e"})
        with pytest.raises(chatwoot_client.UnauthorizedException) as raised:
            chatwoot_client.LabelsApi(client).list_all_labels(1)
    assert "api_key['api_access_token'] or Configuration.api_key['userApiKey']" in raised.value.hint
    assert "api-access-token" not in server.requests[0].headers


def test_a_401_about_other_users_blames_no_token(client_for):
    error = raised_by(client_for, json_answer({"error": "Invalid User IDs"}, 401), api_key={"userApiKey": "5f1e"})
    assert error.hint is None
    assert "token" not in str(error).lower()


def test_an_unknown_outcome_of_a_write_is_of_both_classes_and_says_so(client_for):
    with ScriptedServer([json_answer({}, 503)]) as server:
        api = MessagesAPIApi(client_for(server))
        with pytest.raises(ServiceException) as raised:
            api.create_a_message({"content": "hello"}, "inbox", "contact", 1)
    error = raised.value
    assert isinstance(error, AmbiguousResultException)
    assert (error.outcome, error.sent, error.attempts) == ("unknown", {"content": "hello"}, 1)
    assert "may or may not have done this" in str(error)


# --- text ---


def test_the_request_id_comes_first_in_the_text(client_for):
    error = raised_by(client_for, json_answer({"error": "no"}, 404, {"X-Request-Id": "theirs"}))
    lines = str(error).splitlines()
    assert lines[0] == "(404) [request id theirs]"
    assert lines[1] == "Reason: Not Found"
    assert lines[2].startswith("Request: GET http://127.0.0.1:")
    assert 'HTTP response body: {"error": "no"}' in lines
    assert repr(error) == "NotFoundException(status=404, reason='Not Found')"


def test_a_long_body_is_cut_in_the_text_and_whole_in_the_attribute(client_for):
    error = raised_by(client_for, answer(b"x" * 5000, 500))
    assert len(str(error)) < 2000
    assert "(5000 characters in all)" in str(error)
    assert len(error.body) == 5000


def test_no_secret_that_was_sent_is_in_the_text_even_if_the_answer_repeats_it(client_for):
    with ScriptedServer(lambda request: answer(request.raw, 500)) as server:
        client = client_for(
            server,
            api_key={"userApiKey": f"{SECRET}-token"},
            api_key_prefix={"userApiKey": "Bearer"},
            username="ann",
            password=f"{SECRET}-password",
        )
        client.cookie = f"session={SECRET}-cookie"
        client.set_default_header("X-Own", f"{SECRET}-own")
        with pytest.raises(ServiceException) as raised:
            MessagesAPIApi(client).list_all_converation_messages(
                "inbox", "contact", 1, _headers={"X-More": f"{SECRET}-m"}
            )
    basic = client.configuration.get_basic_auth_token().split()[1]
    for error in (raised.value, copy.deepcopy(raised.value), pickle.loads(pickle.dumps(raised.value))):
        assert SECRET not in str(error)
        assert basic not in str(error)
        assert SECRET not in repr(error)


def test_a_token_that_is_repeated_without_its_prefix_is_hidden_too(client_for):
    keys = {"api_key": {"userApiKey": SECRET}, "api_key_prefix": {"userApiKey": "Bearer"}}
    error = raised_by(client_for, json_answer({"error": f"unknown token {SECRET}"}, 500), **keys)
    assert SECRET not in str(error)
    assert "unknown token ***" in str(error)


def test_an_empty_password_hides_nothing_else(client_for):
    error = raised_by(client_for, json_answer({"error": "no"}, 500), username="ann")
    assert '{"error": "no"}' in str(error)


# --- as generated clients build them ---


def test_an_exception_is_built_as_generated_clients_build_it():
    error = ApiException(status=404, reason="Not Found")
    assert (error.status, error.reason, error.body) == (404, "Not Found", None)
    assert str(error) == "(404)\nReason: Not Found\n"
    assert ApiException(404, "Not Found").args == (404, "Not Found")


@pytest.mark.parametrize(
    ("data", "body"), [(b'{"error":"no"}', '{"error":"no"}'), ("text", "text"), (b"\xff", b"\xff")]
)
def test_an_exception_is_built_from_a_response_as_generated_clients_do(data, body):
    class Response:
        status = 422
        reason = "Unprocessable"

        def getheaders(self):
            return {"Content-Type": "application/json"}

    Response.data = data
    error = ApiException(http_resp=Response())
    assert (error.status, error.reason, error.body) == (422, "Unprocessable", body)
    assert error.headers == {"Content-Type": "application/json"}
    assert "Unprocessable" in str(error)


# --- travelling ---

ALL = [*CLASSES, *map(ambiguous, CLASSES)]


def filled(cls):
    more = {"retry_after": 5.5} if issubclass(cls, TooManyRequestsException) else {}
    error = cls(
        503,
        "Unavailable",
        body='{"error":"no"}',
        headers=HTTPHeaderDict({"X-Request-Id": "theirs"}),
        method="POST",
        url="https://chat.example.com/x",
        request_id="theirs",
        attempts=3,
        outcome="unknown",
        hint="look here",
        sent={"content": "hello"},
        secrets=("token",),
        **more,
    )
    error.note = {"of": "the caller"}
    return error


@pytest.mark.parametrize("cls", ALL)
@pytest.mark.parametrize(
    "travel",
    [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_an_exception_travels_whole(cls, travel):
    error = filled(cls)
    arrived = travel(error)
    assert type(arrived) is cls
    assert arrived.args == error.args
    assert vars(arrived).keys() == vars(error).keys()
    assert {name: value for name, value in vars(arrived).items() if name != "headers"} == {
        name: value for name, value in vars(error).items() if name != "headers"
    }
    assert arrived.headers["x-REQUEST-id"] == "theirs"
    assert str(arrived) == str(error)


@pytest.mark.parametrize("served", [json_answer({}, 503), answer(b"Retry later\n", 429)])
def test_what_a_call_raised_arrives_in_a_process_that_has_raised_nothing(client_for, served):
    with ScriptedServer([served]) as server:
        api = MessagesAPIApi(client_for(server, retries=0))
        with pytest.raises(ApiException) as raised:
            api.create_a_message({"content": "hello"}, "inbox", "contact", 1)
    receive = "import pickle, sys; error = pickle.load(sys.stdin.buffer); print(error.__class__.__name__); print(error)"
    done = subprocess.run(
        [sys.executable, "-c", receive], input=pickle.dumps(raised.value), capture_output=True, timeout=30
    )
    assert done.stderr == b""
    assert done.stdout.decode() == f"{type(raised.value).__name__}\n{raised.value}\n"


def test_a_subclass_of_one_s_own_travels():
    assert type(pickle.loads(pickle.dumps(Own(404, "Not Found")))) is Own


class Own(NotFoundException):
    pass


# --- an address that holds too much ---

UNKNOWN_PATH = json_answer({"status": 404, "error": "Not Found"}, 404)
PAGE = answer(b"<!doctype html><title>404</title>", 404, {"Content-Type": "text/html"})


@pytest.mark.parametrize(
    "end",
    [
        "/api/v1",
        "/api/v1/",
        "/api/v2",
        "/api",
        "/api/v1/accounts/1",
        "/public/api/v1",
        "/public/api/v1/inboxes/abc",
        "/platform/api/v1",
        "/app",
        "/app/accounts/1/dashboard",
    ],
)
@pytest.mark.parametrize("base", ["", "/support"])
@pytest.mark.parametrize("said", [UNKNOWN_PATH, PAGE], ids=["JSON", "a page"])
def test_a_host_that_ends_in_a_path_of_the_api_says_what_it_has_to_be(client_for, end, base, said):
    with ScriptedServer([said]) as server:
        messages = chatwoot_client.MessagesAPIApi(client_for(f"{server.url}{base}{end}"))
        with pytest.raises(NotFoundException) as caught:
            messages.create_a_message({}, "inbox", "contact", 1)
        assert len(server.requests) == 1
    assert caught.value.hint.endswith(f"set it to '{server.url}{base}'.")
    assert end.rstrip("/") in caught.value.hint


@pytest.mark.parametrize("base", ["", "/apis", "/application", "/v1", "/my-api/v1", "/api/gateway"])
def test_a_host_with_another_path_is_not_suspected(client_for, base):
    with ScriptedServer([UNKNOWN_PATH]) as server, pytest.raises(NotFoundException) as caught:
        client_for(f"{server.url}{base}").request("GET", "/one")
    assert "host" not in (caught.value.hint or "")


def test_a_record_that_is_missing_is_no_reason_to_suspect_the_host(client_for):
    missing = json_answer({"error": "Resource could not be found"}, 404)
    with ScriptedServer([missing]) as server, pytest.raises(NotFoundException) as caught:
        client_for(f"{server.url}/app").request("GET", "/one")
    assert "host" not in (caught.value.hint or "")


def test_a_page_of_the_dashboard_in_an_answer_s_place_says_what_host_has_to_be(client_for):
    page = answer(b"<!doctype html><title>Chatwoot</title>", 200, {"Content-Type": "text/html"})
    with ScriptedServer([page]) as server, pytest.raises(DecodeException) as caught:
        client_for(f"{server.url}/app/login").request("GET", "/one")
    assert caught.value.hint.endswith(f"set it to '{server.url}'.")


def test_the_sandbox_at_a_host_that_ends_in_a_path_of_the_api_says_what_it_has_to_be(client_for):
    with Sandbox() as server:
        inboxes = chatwoot_client.InboxAPIApi(client_for(f"{server.url}/api/v1"))
        with pytest.raises(NotFoundException) as caught:
            inboxes.get_details_of_a_inbox("one")
        assert caught.value.hint.endswith(f"set it to '{server.url}'.")
