import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.InboxesApi(client)
account_id = 1

# An inbox for your own service: its events go to a webhook, and agent 1 answers in it.
inbox = api.inbox_creation(
    {"name": "Shop", "channel": {"type": "api", "webhook_url": "https://example.com/chatwoot"}}, account_id
)
api.add_new_agent_to_inbox({"inbox_id": inbox.id, "user_ids": [1]}, account_id)
print("for the public API:", inbox.inbox_identifier)
print("to check signatures:", inbox.secret)
