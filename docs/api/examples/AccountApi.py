import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AccountApi(client)
account_id = 1

# Conversations in which nobody says anything for two days are resolved, unless the contact waits for an answer.
account = api.update_account({"auto_resolve_after": 2 * 24 * 60, "auto_resolve_ignore_waiting": True}, account_id)
print(account.name, account.settings.auto_resolve_after, "minutes")
print("switched on:", ", ".join(sorted(account.features)))
