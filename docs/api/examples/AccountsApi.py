import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"platformAppApiKey": "YOUR_PLATFORM_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AccountsApi(client)

# An account for a new customer of yours, with somebody who administers it.
account = api.create_an_account({"name": "Example Ltd", "locale": "en"})
user = chatwoot_client.UsersApi(client).create_a_user(
    {"name": "Grace", "email": "grace@example.com", "password": "Pa55word!"}
)
role = {"user_id": user.id, "role": "administrator"}
chatwoot_client.AccountUsersApi(client).create_an_account_user(role, account.id)
print(account.id, account.status)
