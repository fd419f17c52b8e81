import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AgentsApi(client)
account_id = 1

# Somebody new, who gets an invitation by e-mail, and the inboxes to answer in.
agent = api.add_new_agent_to_account({"name": "Lin", "email": "lin@example.com", "role": "agent"}, account_id)
chatwoot_client.InboxesApi(client).add_new_agent_to_inbox({"inbox_id": 1, "user_ids": [agent.id]}, account_id)

for each in api.get_account_agents(account_id):
    print(each.name, each.role, each.availability_status)
