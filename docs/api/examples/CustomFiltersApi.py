import chatwoot_client
from chatwoot_client.filters import attribute

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.CustomFiltersApi(client)
account_id = 1

# A folder in the dashboard, of an expression.
query = (attribute("status") == "open") & (attribute("priority") == "urgent")
folder = api.create_a_custom_filter({"name": "Urgent", "filter_type": "conversation", "query": query}, account_id)
print(folder.id, folder.query)
