import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AccountAgentBotsApi(client)
account_id = 1

# A bot of the account's own, with the token that it answers with, and the secret that its events are signed with.
bot = api.create_an_account_agent_bot({"name": "Helper", "outgoing_url": "https://example.com/bot"}, account_id)
print(bot.id, bot.access_token, bot.secret)

# It serves an inbox once it's set there.
chatwoot_client.InboxesApi(client).update_agent_bot({"agent_bot": bot.id}, account_id, 1)
