import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.MessagesApi(client)
account_id = 1

conversation_id = 56

# A note for colleagues, and an answer that's sent once, however often this script runs.
api.create_a_new_message_in_a_conversation({"content": "Order 1001", "private": True}, account_id, conversation_id)
sent = api.send_once({"content": "It's on its way."}, account_id, conversation_id, key="order-1001")
print(sent.id, sent.status)
