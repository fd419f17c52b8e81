import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.TeamsApi(client)
account_id = 1

# A team, whose conversations the server hands out to its agents.
team = api.create_a_team({"name": "returns", "allow_auto_assign": True}, account_id)
api.add_new_agent_to_team({"user_ids": [1]}, account_id, team.id)
print(team.name, [agent.name for agent in api.get_team_members(account_id, team.id)])
