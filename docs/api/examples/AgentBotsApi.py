import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"platformAppApiKey": "YOUR_PLATFORM_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AgentBotsApi(client)

# A bot for all accounts of the server, and the token that it answers with.
bot = api.create_an_agent_bot({"name": "Helper", "outgoing_url": "https://example.com/bot"})
print(bot.id, bot.access_token)
