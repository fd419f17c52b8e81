import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"platformAppApiKey": "YOUR_PLATFORM_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.UsersApi(client)

# A user, signed in to the dashboard by a link, and with a token for the API.
user = api.create_a_user({"name": "Grace", "email": "grace@example.com", "password": "Pa55word!"})
print(api.get_sso_url_of_a_user(user.id).url)
print(api.get_user_token(user.id).access_token)
