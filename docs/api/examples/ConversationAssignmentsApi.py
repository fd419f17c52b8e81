import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ConversationAssignmentsApi(client)
account_id = 1

# A team first, since that takes off an agent who isn't in it; then one of its agents.
team = api.assign_a_conversation({"team_id": 1}, account_id, 56)
agent = api.assign_a_conversation({"assignee_id": 1}, account_id, 56)
print(team.name, agent.name)

# Nobody any longer.
api.assign_a_conversation({"assignee_id": chatwoot_client.NULL}, account_id, 56)
