import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.DashboardAppsApi(client)
account_id = 1

# A page of your own beside each conversation; it's told of the conversation by a message event.
page = {"type": "frame", "url": "https://example.com/orders"}
app = api.create_a_dashboard_app({"title": "Orders", "content": [page]}, account_id)
print(app.id, app.content[0].url)
