import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ConversationApi(client)
account_id = 1

# No server has ever had this operation. What it means is there, in a class of its own.
messages = chatwoot_client.MessagesApi(client).list_all_messages(account_id, 56)
for message in messages.payload:
    print(message.sender.name if message.sender else "-", message.content)
