"""``AccountAgentBotsApi``, and what bots look like."""

from __future__ import annotations

from pathlib import Path

from servers import ScriptedServer, json_answer

from chatwoot_client import AccountAgentBotsApi, AgentBot, AgentBotAccessToken, AgentBotCreateUpdatePayload


def test_a_bot_with_a_picture_is_sent_as_a_form(client_for, tmp_path):
    picture = Path(tmp_path / "bot.png")
    picture.write_bytes(b"png")
    with ScriptedServer([json_answer({"id": 7})]) as server:
        api = AccountAgentBotsApi(client_for(server))
        body = AgentBotCreateUpdatePayload(name="Bot", avatar=picture, bot_config={"mood": "good"})
        assert api.create_an_account_agent_bot(body, 1).id == 7
        api.update_an_account_agent_bot(body, 1, 7)
    assert [request.method for request in server.requests] == ["POST", "PATCH"]
    for request in server.requests:
        assert b'name="avatar"; filename="bot.png"' in request.body
        assert b'name="bot_config[mood]"' in request.body


def test_a_bot_s_token_is_text_or_as_an_inbox_has_it_an_object():
    assert AgentBot.from_dict({"access_token": "token"}).access_token == "token"
    token = AgentBot.from_dict(
        {"access_token": {"token": "token", "created_at": "2026-11-23T07:12:14.981Z"}}
    ).access_token
    assert isinstance(token, AgentBotAccessToken)
    assert token.token == "token"
    assert token.created_at.year == 2026
