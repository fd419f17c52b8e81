import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.IntegrationsApi(client)
account_id = 1

# What is integrated, and where.
for app in api.get_details_of_all_integrations(account_id).payload:
    for hook in app.hooks:
        print(app.name, "in", hook.inbox.name if hook.inbox else "the account", "on" if hook.status else "off")
