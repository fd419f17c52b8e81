import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ProfileApi(client)
account_id = 1

# Whose token this is, in which accounts; away for lunch in the first of them.
user = api.fetch_profile()
print(user.name, [(account.name, account.role) for account in user.accounts])
api.update_availability({"account_id": user.accounts[0].id, "availability": "busy"})
