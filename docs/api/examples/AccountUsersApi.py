import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"platformAppApiKey": "YOUR_PLATFORM_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AccountUsersApi(client)

# A user of the platform's becomes an administrator of an account of the platform's.
member = api.create_an_account_user({"user_id": 3, "role": "administrator"}, account_id=2)
print(member.user_id, member.role)
print([each.user_id for each in api.list_all_account_users(account_id=2)])
