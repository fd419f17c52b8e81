import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.MessagesAPIApi(client)
inbox = "inbox_identifier_example"

contact, conversation_id = "contact_identifier_example", 56

# A message with a file, as the contact; and what was said before, newest first.
body = {"content": "It looks like this:", "attachments": [("shoe.png", b"...", "image/png")]}
message = api.create_a_message(body, inbox, contact, conversation_id)
print(message.id, [each.data_url for each in message.attachments])

for each in api.iter_messages(inbox, contact, conversation_id):
    print(each.created_at.datetime, each.sender.name if each.sender else "-", each.content)
