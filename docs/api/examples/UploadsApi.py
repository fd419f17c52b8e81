import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.UploadsApi(client)
account_id = 1

# A file that's uploaded once and sent to several conversations.
upload = api.upload({"attachment": ("prices.pdf", b"%PDF", "application/pdf")}, account_id)
messages = chatwoot_client.MessagesApi(client)
for conversation_id in (56,):
    body = {"content": "Our prices", "attachments": [upload.blob_id]}
    messages.create_a_new_message_in_a_conversation(body, account_id, conversation_id)
