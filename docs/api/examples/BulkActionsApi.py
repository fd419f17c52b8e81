import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.BulkActionsApi(client)
account_id = 1

# All open conversations with the label "spam" are resolved. The server does it a little later.
spam = chatwoot_client.ConversationsApi(client).iter_conversations(account_id, labels=["spam"])
numbers = [conversation.id for conversation in spam]
if numbers:
    api.create_a_bulk_action({"type": "Conversation", "ids": numbers, "fields": {"status": "resolved"}}, account_id)
