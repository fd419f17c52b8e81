"""``InstallationApi``."""

from __future__ import annotations

from servers import ScriptedServer, json_answer

from chatwoot_client import InstallationApi


def test_the_server_is_asked_without_a_token(client_for):
    with ScriptedServer([json_answer({"version": "4.16.2"}), json_answer({"status": "woot"})]) as server:
        api = InstallationApi(client_for(server, api_key={"api_access_token": "token"}))
        assert api.get_status().version == "4.16.2"
        assert api.get_health().status == "woot"
    assert [request.target for request in server.requests] == ["/api", "/health"]
    assert not any("api-access-token" in request.headers for request in server.requests)
