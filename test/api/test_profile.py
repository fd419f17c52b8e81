"""``ProfileApi``."""

from __future__ import annotations

import re

import pytest
from servers import ScriptedServer, json_answer

from chatwoot_client import Account, ProfileApi, ProfileUpdatePayload, User


def test_with_an_avatar_all_fields_are_a_form_s_under_profile(client_for):
    body = ProfileUpdatePayload(
        display_name="Ada", ui_settings={"theme": "dark"}, avatar=("me.png", b"png", "image/png")
    )
    with ScriptedServer([json_answer({"id": 1})]) as server:
        assert ProfileApi(client_for(server)).update_profile(body).id == 1
    names = re.findall(rb' name="([^"]*)"', server.requests[0].body)
    assert sorted(names) == [b"profile[avatar]", b"profile[display_name]", b"profile[ui_settings][theme]"]


def test_a_body_that_is_nested_already_keeps_what_stands_beside(client_for):
    avatar = ("me.png", b"png", "image/png")
    with ScriptedServer([json_answer({"id": 1})]) as server:
        ProfileApi(client_for(server)).update_profile({"profile": {"name": "Ada", "avatar": avatar}, "more": 1})
    names = re.findall(rb' name="([^"]*)"', server.requests[0].body)
    assert sorted(names) == [b"more", b"profile[avatar]", b"profile[name]"]


@pytest.mark.parametrize("body", [{"display_name": "Ada"}, {"profile": {"display_name": "Ada"}}])
def test_without_one_the_body_is_json_as_it_was_given(client_for, body):
    with ScriptedServer([json_answer({"id": 1})]) as server:
        ProfileApi(client_for(server)).update_profile(body)
    assert server.requests[0].json == body


def test_one_s_accounts_are_models_with_their_times():
    user = User.from_dict({"accounts": [{"id": 1, "active_at": "2026-11-23T07:12:14.981Z"}]})
    assert isinstance(user.accounts[0], Account)
    assert user.accounts[0].active_at.year == 2026
