"""``AccountApi``."""

from __future__ import annotations

from servers import ScriptedServer, json_answer

from chatwoot_client import NULL, AccountApi, AccountDetail, AccountShowResponse, AccountUpdatePayload


def test_null_turns_resolving_by_itself_off(client_for):
    with ScriptedServer([json_answer({"id": 1, "settings": {"auto_resolve_after": None}})]) as server:
        account = AccountApi(client_for(server)).update_account(AccountUpdatePayload(auto_resolve_after=NULL), 1)
    assert server.requests[0].json == {"auto_resolve_after": None}
    assert account.settings.auto_resolve_after is None


def test_the_answer_to_a_get_is_an_account_too(client_for):
    with ScriptedServer([json_answer({"id": 1, "subscribed_features": []})]) as server:
        account = AccountApi(client_for(server)).get_account_details(1)
    assert isinstance(account, AccountDetail)
    assert isinstance(account, AccountShowResponse)
    assert account.custom_attributes is None
