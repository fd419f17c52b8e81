"""``MessagesAPIApi`` on the wire, and the scripts that people have for it."""

from __future__ import annotations

import inspect
import itertools
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from servers import ScriptedServer, json_answer

import chatwoot_client
from chatwoot_client import (
    MessagesAPIApi,
    PublicMessageAttachment,
    PublicMessageCreatePayload,
    PublicMessageSender,
    PublicMessageUpdatePayload,
    SubmittedValue,
)

MESSAGES = (
    "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages"
)


def test_the_listing_has_a_second_name_for_those_who_spell_it_right():
    assert MessagesAPIApi.list_all_conversation_messages is MessagesAPIApi.list_all_converation_messages


def test_the_second_name_has_a_twin_too(client_for):
    with ScriptedServer([json_answer([])]) as server:
        response = MessagesAPIApi(client_for(server)).list_all_conversation_messages_with_http_info("i", "c", 1)
    assert response == ([], 200, response.headers)


@pytest.mark.parametrize(
    "body",
    [
        PublicMessageUpdatePayload([SubmittedValue(name="color", value="red")]),
        PublicMessageUpdatePayload((SubmittedValue(name="color", value="red"),)),
        {"submitted_values": [SubmittedValue("color", None, "red")]},
        {"submitted_values": ({"name": "color", "value": "red"},)},
    ],
)
def test_models_may_stand_inside_a_body(client_for, body):
    with ScriptedServer([json_answer({"status": 503}, 503)]) as server:
        with pytest.raises(chatwoot_client.AmbiguousResultException) as raised:
            MessagesAPIApi(client_for(server)).update_a_message(body, "i", "c", 1, 2)
        assert server.requests[0].json == {"submitted_values": [{"name": "color", "value": "red"}]}
    assert raised.value.sent == {"submitted_values": [{"name": "color", "value": "red"}]}


def test_an_unknown_outcome_tells_what_was_sent_with_files_as_they_were_given(client_for, tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"data")
    body = PublicMessageCreatePayload("hello", attachments=[photo])
    with ScriptedServer([json_answer({}, 503)]) as server:
        api = MessagesAPIApi(client_for(server))
        with pytest.raises(chatwoot_client.AmbiguousResultException) as raised:
            api.create_a_message(body, "i", "c", 1)
    assert raised.value.sent == {"content": "hello", "attachments": [photo]}


def test_a_body_as_deep_as_json_can_be_is_told_of_or_left_out_but_costs_no_error(client_for):
    body = {}
    for _ in range(900):
        body = {"in": body}
    with ScriptedServer([json_answer({}, 500)]) as server:
        api = MessagesAPIApi(client_for(server))
        with pytest.raises((ValueError, chatwoot_client.ServiceException)):
            api.create_a_message(body, "i", "c", 1)


def test_the_sender_and_the_attachments_of_a_message_are_models(client_for):
    sent = {"id": 1, "sender": {"id": 5, "type": "user"}, "attachments": [{"id": 2, "file_type": "image"}]}
    with ScriptedServer([json_answer(sent)]) as server:
        message = MessagesAPIApi(client_for(server)).create_a_message({}, "i", "c", 1)
    assert type(message.sender) is PublicMessageSender
    assert [type(attachment) for attachment in message.attachments] == [PublicMessageAttachment]
    assert message.to_dict() == sent


# --- paging ---


class History:
    """A conversation as Chatwoot pages it: the latest of those with a lesser id than ``before``, by their time.

    *ids* are in the order of their times. *arriving* come one at a time, each after a page was given.
    """

    def __init__(self, ids, size=20, arriving=()):
        self.ids = list(ids)
        self.size = size
        self.arriving = list(arriving)
        self.asked = []

    def __call__(self, request):
        query = parse_qs(urlsplit(request.target).query)
        before = int(query["before"][0]) if "before" in query else None
        self.asked.append(before)
        found = [number for number in self.ids if before is None or number < before][-self.size :]
        if self.arriving:
            self.ids.append(self.arriving.pop(0))
        return json_answer([{"id": number} for number in found])


def walk(client_for, history, count=None, **options):
    with ScriptedServer(history) as server:
        messages = MessagesAPIApi(client_for(server)).iter_messages("inbox", "contact", 1, **options)
        return [message.id for message in itertools.islice(messages, count)]


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 40, 41, 95])
def test_every_message_is_given_newest_first(client_for, count):
    history = History(range(1, count + 1))
    assert walk(client_for, history) == list(range(count, 0, -1))


def test_messages_that_arrive_meanwhile_make_none_come_twice_or_be_missed(client_for):
    history = History(range(1, 96), arriving=range(96, 120))
    assert walk(client_for, history) == list(range(95, 0, -1))


def test_a_page_is_asked_for_a_few_messages_into_the_last_if_that_was_full_and_before_its_first_one_else(client_for):
    history = History(range(1, 46))
    walk(client_for, history)
    assert history.asked == [None, 31, 16, 1]


def test_pages_are_asked_for_as_they_are_needed(client_for):
    history = History(range(1, 100))
    assert walk(client_for, history, count=21) == list(range(99, 78, -1))
    assert history.asked == [None, 85]
    nothing = History(range(1, 100))
    assert walk(client_for, nothing, count=0) == []
    assert nothing.asked == []


def test_ids_out_of_the_order_of_their_times_are_all_given_once(client_for):
    # The page [9, 4, 10, 11] begins with 9; before the least id, 4, there would be nothing of 5 to 8.
    by_time = [1, 2, 3, 5, 6, 7, 8, 9, 4, 10, 11]
    assert walk(client_for, History(by_time, size=4)) == by_time[::-1]


def test_the_messages_after_one_take_a_request_when_there_are_few(client_for):
    history = History(range(1, 101))
    assert walk(client_for, history, after=98) == [99, 100]
    assert walk(client_for, history, after=100) == []
    assert history.asked == [None, None]
    assert walk(client_for, History(range(1, 101)), after=0) == list(range(1, 101))
    assert walk(client_for, History(range(1, 101)), after=90, before=95) == [91, 92, 93, 94]
    with pytest.raises(TypeError, match="after must be the id of a message"):
        walk(client_for, history, after="5")


def test_a_short_page_is_not_the_end(client_for):
    pages = {None: [8, 9], 8: [5, 6, 7], 5: [4], 4: [1, 2, 3]}

    def shorter(request):
        before = parse_qs(urlsplit(request.target).query).get("before")
        return json_answer([{"id": number} for number in pages.get(int(before[0]) if before else None, [])])

    assert walk(client_for, shorter) == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_server_that_gives_the_same_page_for_ever_comes_to_an_end(client_for):
    assert walk(client_for, lambda request: json_answer([{"id": 1}, {"id": 2}])) == [2, 1]


def test_the_walk_may_begin_before_a_message(client_for):
    history = History(range(1, 51))
    assert walk(client_for, history, before=31) == list(range(30, 0, -1))
    assert history.asked[0] == 31


def test_options_count_for_each_page(client_for):
    history = History(range(1, 31))
    with ScriptedServer(history) as server:
        client = client_for(server, api_key={"userApiKey": "u"})
        list(MessagesAPIApi(client).iter_messages("inbox", "contact", 1, _headers={"X-Page": "yes"}))
    assert len(server.requests) == 3
    assert {(request.headers["x-page"], request.headers["api-access-token"]) for request in server.requests} == {
        ("yes", "u")
    }


def test_a_page_that_fails_raises_where_it_is_needed(client_for):
    pages = iter([json_answer([{"id": 5}]), json_answer({"error": "Not Found"}, 404)])
    with ScriptedServer(lambda request: next(pages)) as server:
        messages = MessagesAPIApi(client_for(server)).iter_messages("inbox", "contact", 1)
        assert next(messages).id == 5
        with pytest.raises(chatwoot_client.NotFoundException):
            next(messages)


def test_walking_takes_the_parameters_of_the_listing():
    walking, listing = (
        inspect.signature(getattr(MessagesAPIApi, name)).parameters
        for name in ("iter_messages", "list_all_converation_messages")
    )
    assert [name for name in walking if name != "after"] == list(listing)


# --- the scripts that people have ---

CREATE = """
from __future__ import print_function
import time
import chatwoot_client
from chatwoot_client.rest import ApiException
from pprint import pprint

api_instance = chatwoot_client.MessagesAPIApi()
body = chatwoot_client.PublicMessageCreatePayload() # PublicMessageCreatePayload |
inbox_identifier = 'inbox_identifier_example' # str | The identifier obtained from API inbox channel
contact_identifier = 'contact_identifier_example' # str | The source id of contact obtained on contact create
conversation_id = 56 # int | The numeric ID of the conversation
try:
    api_response = api_instance.create_a_message(body, inbox_identifier, contact_identifier, conversation_id)
    pprint(api_response)
except ApiException as e:
    print("Exception when calling MessagesAPIApi->create_a_message: %s\\n" % e)
"""
LIST = """
from __future__ import print_function
import time
import chatwoot_client
from chatwoot_client.rest import ApiException
from pprint import pprint

configuration = chatwoot_client.Configuration()
configuration.api_key['api_access_token'] = 'YOUR_API_KEY'

api_instance = chatwoot_client.MessagesAPIApi(chatwoot_client.ApiClient(configuration))
inbox_identifier = 'inbox_identifier_example' # str | The identifier obtained from API inbox channel
contact_identifier = 'contact_identifier_example' # str | The source id of contact obtained on contact create
conversation_id = 56 # int | The numeric ID of the conversation
try:
    api_response = api_instance.list_all_converation_messages(inbox_identifier, contact_identifier, conversation_id)
    pprint(api_response)
except ApiException as e:
    print("Exception when calling MessagesAPIApi->list_all_converation_messages: %s\\n" % e)
"""
UPDATE = """
from __future__ import print_function
import time
import chatwoot_client
from chatwoot_client.rest import ApiException
from pprint import pprint

api_instance = chatwoot_client.MessagesAPIApi()
body = chatwoot_client.PublicMessageUpdatePayload() # PublicMessageUpdatePayload |
inbox_identifier = 'inbox_identifier_example' # str | The identifier obtained from API inbox channel
contact_identifier = 'contact_identifier_example' # str | The source id of contact obtained on contact create
conversation_id = 56 # int | The numeric ID of the conversation
message_id = 56 # int | The numeric ID of the message
try:
    api_response = api_instance.update_a_message(body, inbox_identifier, contact_identifier, conversation_id, message_id)
    pprint(api_response)
except ApiException as e:
    print("Exception when calling MessagesAPIApi->update_a_message: %s\\n" % e)
"""  # noqa: E501
MESSAGE = {
    "id": 1,
    "content": "A long content that pprint breaks over more than one line, since it breaks lines at blanks",
    "message_type": 0,
    "content_attributes": {"submitted_values": [{"name": "n", "value": None}]},
    "created_at": 1763878528,
    "sender": {"id": 5, "name": "Ann", "custom_attributes": {"vip": True}},
}
TARGET = MESSAGES.format(
    inbox_identifier="inbox_identifier_example", contact_identifier="contact_identifier_example", conversation_id=56
)


def run(script, script_answer, capsys):
    """Run a script as it is against a server that is the default; give the request and what it printed."""
    with ScriptedServer([script_answer]) as server:
        chatwoot_client.Configuration.set_default(chatwoot_client.Configuration(host=server.url))
        try:
            exec(compile(script, "script", "exec"), {})
        finally:
            chatwoot_client.Configuration.set_default(None)
    (request,) = server.requests
    return request, capsys.readouterr().out


@pytest.mark.parametrize(
    ("script", "method", "target", "body", "shown"),
    [
        (CREATE, "POST", TARGET, b"{}", MESSAGE),
        (LIST, "GET", TARGET, b"", [MESSAGE, MESSAGE]),
        (UPDATE, "PATCH", TARGET + "/56", b"{}", MESSAGE),
    ],
    ids=["create", "list", "update"],
)
def test_the_scripts_run_unchanged_and_print_the_json_that_the_server_sent(capsys, script, method, target, body, shown):
    request, printed = run(script, json_answer(shown), capsys)
    assert (request.method, request.target, request.body) == (method, target, body)
    assert request.headers.get("api-access-token") == ("YOUR_API_KEY" if script is LIST else None)
    assert eval(printed) == shown
    assert json.dumps(eval(printed), sort_keys=True) == json.dumps(shown, sort_keys=True)


@pytest.mark.parametrize(
    ("script", "name"),
    [(CREATE, "create_a_message"), (LIST, "list_all_converation_messages"), (UPDATE, "update_a_message")],
)
def test_the_scripts_print_what_went_wrong(capsys, script, name):
    _, printed = run(script, json_answer({"status": 404, "error": "Not Found"}, 404), capsys)
    assert printed.startswith(f"Exception when calling MessagesAPIApi->{name}: (404)")
    assert '"error": "Not Found"' in printed
