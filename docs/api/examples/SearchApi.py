import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.SearchApi(client)
account_id = 1

# Who asked about an order, and in which conversation.
for message in api.iter_search_messages(account_id, "order"):
    print(message.conversation_id, message.sender.name if message.sender else "-", message.content)
