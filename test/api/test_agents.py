"""``AgentsApi``, and the scripts that people have for it."""

from __future__ import annotations

from servers import ScriptedServer, answer, json_answer

from chatwoot_client import (
    AccountIdAgentsBody,
    Agent,
    AgentCreatePayload,
    AgentsApi,
    AgentsBulkCreatePayload,
    AgentsIdBody,
    AgentUpdatePayload,
)


def test_a_script_for_a_generated_client_adds_an_agent(client_for):
    assert (AccountIdAgentsBody, AgentsIdBody) == (AgentCreatePayload, AgentUpdatePayload)
    body = AccountIdAgentsBody(name="Ada", email="ada@example.com", role="agent", availability_status="available")
    with ScriptedServer([json_answer({"id": 2, "name": "Ada"})]) as server:
        agent = AgentsApi(client_for(server)).add_new_agent_to_account(body, 1)
    assert server.requests[0].json == body.to_dict()
    assert (agent.id, agent.uid, agent.display_name) == (2, None, None)


def test_many_agents_are_added_with_an_empty_answer(client_for):
    with ScriptedServer([answer(headers={"Content-Type": "application/json"})]) as server:
        body = AgentsBulkCreatePayload(emails=["a@example.com", "b@example.com"])
        assert AgentsApi(client_for(server)).bulk_create_agents(body, 1) is None
    assert server.requests[0].json == {"emails": ["a@example.com", "b@example.com"]}


def test_agents_come_as_models(client_for):
    with ScriptedServer([json_answer([{"id": 1}, {"id": 2}])]) as server:
        agents = AgentsApi(client_for(server)).get_account_agents(1)
    assert agents == [Agent(id=1), Agent(id=2)]
