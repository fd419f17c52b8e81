"""What ``MessagesApi`` has besides sending and reading what was recorded."""

from __future__ import annotations

import datetime
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from servers import ScriptedServer, answer, json_answer

import chatwoot_client
from chatwoot_client import (
    ConversationApi,
    ConversationMessageCreatePayload,
    MessagesApi,
    MessageTemplateParams,
    PublicMessageSender,
)


def parts_of(request):
    """The names in a multipart body, each with its value or the file's bytes."""
    boundary = re.search(r"boundary=(.+)", request.headers["content-type"])[1].strip('"').encode()
    found = []
    for part in request.body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        found.append((re.search(rb'[; ]name="([^"]*)"', head)[1].decode(), content[:-2].decode()))
    return found


def created(client_for, body):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        MessagesApi(client_for(server)).create_a_new_message_in_a_conversation(body, 1, 2)
        return server.requests[0]


# --- creating ---


def test_a_file_and_a_signed_id_go_side_by_side_and_what_goes_along_as_rails_reads_it(client_for):
    body = ConversationMessageCreatePayload(
        content="Look",
        private=True,
        content_attributes={"in_reply_to": 58},
        template_params=MessageTemplateParams("hello", language="en", processed_params={"1": "a"}),
        attachments=[("dot.png", b"png", "image/png"), "signed-id"],
        external_created_at=datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc),
    )
    assert sorted(parts_of(created(client_for, body))) == [
        ("attachments[]", "png"),
        ("attachments[]", "signed-id"),
        ("content", "Look"),
        ("content_attributes", '{"external_created_at":1767312000,"in_reply_to":58}'),
        ("private", "true"),
        ("template_params[language]", "en"),
        ("template_params[name]", "hello"),
        ("template_params[processed_params][1]", "a"),
    ]


@pytest.mark.parametrize("place", ["/tmp/bill.pdf", "bill.pdf", "C:\\bill.pdf", "~/bill", "https://example.com/bill"])
@pytest.mark.parametrize("beside", [[], [("a.txt", b"a")]])
def test_a_path_or_an_address_in_a_file_s_place_is_refused_and_says_what_is_right(client_for, place, beside):
    with ScriptedServer([]) as server:
        messages = chatwoot_client.MessagesApi(client_for(server))
        with pytest.raises(ValueError, match=r"attachments\[0\].*signed id.*pathlib.Path"):
            messages.create_a_new_message_in_a_conversation({"attachments": [place, *beside]}, 1, 5)
        assert server.connections == 0


def test_signed_ids_alone_are_sent_as_json(client_for):
    body = {"content": "By id", "attachments": ["signed-id"]}
    assert created(client_for, body).json == body


def test_a_message_is_not_sent_again_when_nobody_knows_whether_it_arrived(client_for):
    with ScriptedServer([json_answer({}, 503)]) as server:
        with pytest.raises(chatwoot_client.AmbiguousResultException):
            MessagesApi(client_for(server)).create_a_new_message_in_a_conversation({"content": "x"}, 1, 2)
        assert len(server.requests) == 1


def test_a_bots_token_serves_where_there_is_no_other_and_only_for_what_bots_may_do(client_for):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        api = MessagesApi(client_for(server, api_key={"agentBotApiKey": "bot"}))
        api.create_a_new_message_in_a_conversation({"content": "Beep"}, 1, 2)
        api.delete_a_message(1, 2, 3)
        assert [request.headers.get("api-access-token") for request in server.requests] == ["bot", None]


# --- reading ---


def listing(*ids):
    return json_answer({"meta": {}, "payload": [{"id": id} for id in ids]})


def test_every_message_is_given_newest_first_without_those_that_were_not_asked_for(client_for):
    def history(request):
        query = parse_qs(urlsplit(request.target).query)
        assert query["filter_internal_messages"] == ["true"]
        before = int(query.get("before", ["46"])[0])
        return listing(*range(max(1, before - 20), before))

    with ScriptedServer(history) as server:
        messages = MessagesApi(client_for(server)).iter_messages(1, 2, filter_internal_messages=True)
        assert [message.id for message in messages] == list(range(45, 0, -1))


def test_a_walk_may_begin_before_a_message(client_for):
    with ScriptedServer([listing(3, 4), listing()]) as server:
        assert [message.id for message in MessagesApi(client_for(server)).iter_messages(1, 2, before=5)] == [4, 3]
        assert [request.target.partition("?")[2] for request in server.requests] == ["before=5", "before=3"]


def test_the_messages_after_one_are_asked_for_between_two_ids(client_for):
    with ScriptedServer([listing(8, 7)]) as server:
        walk = MessagesApi(client_for(server)).iter_messages(1, 2, after=6)
        assert [message.id for message in walk] == [7, 8]
        assert [request.target.partition("?")[2] for request in server.requests] == ["after=7&before=2147483647"]


def test_a_list_tells_of_its_conversation(client_for):
    meta = {"contact": {"id": 3, "type": "contact"}, "agent_last_seen_at": "2026-11-23T07:13:43.868Z"}
    with ScriptedServer([json_answer({"meta": meta, "payload": []})]) as server:
        listed = MessagesApi(client_for(server)).list_all_messages(1, 2)
    assert type(listed.meta.contact) is PublicMessageSender
    assert listed.meta.agent_last_seen_at == datetime.datetime(
        2026, 11, 23, 7, 13, 43, 868000, tzinfo=datetime.timezone.utc
    )


def test_a_translation_that_is_there_already_is_none(client_for):
    with ScriptedServer([json_answer({"content": "Hallo"}), answer()]) as server:
        api = MessagesApi(client_for(server))
        assert api.translate_a_message({"target_language": "de"}, 1, 2, 3).content == "Hallo"
        assert api.translate_a_message({"target_language": "de"}, 1, 2, 3) is None
        assert json.loads(server.requests[0].body) == {"target_language": "de"}
        assert server.requests[0].target == "/api/v1/accounts/1/conversations/2/messages/3/translate"


def test_the_path_that_no_server_has_is_asked_for_as_described(client_for):
    with ScriptedServer([json_answer({"status": 404, "error": "Not Found"}, 404)]) as server:
        with pytest.raises(chatwoot_client.NotFoundException):
            ConversationApi(client_for(server)).get_conversation_messages(1, 2)
        assert server.requests[0].target == "/accounts/1/conversations/2/messages"


# --- old scripts ---


def test_a_messages_old_names_are_the_new_ones():
    names = [
        "ConversationMessageCreate",
        "Apiv1accountsaccountIdconversationsMessage",
        "Apiv1accountsaccountIdconversationsMessageTemplateParams",
        "Sender",
    ]
    assert [getattr(chatwoot_client, name) for name in names] == [
        ConversationMessageCreatePayload,
        ConversationMessageCreatePayload,
        MessageTemplateParams,
        PublicMessageSender,
    ]


def test_an_old_scripts_attachment_of_a_message_is_none():
    assert chatwoot_client.Message.from_dict({"id": 1}).attachment is None
