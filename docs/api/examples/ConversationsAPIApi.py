import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.ConversationsAPIApi(client)
inbox = "inbox_identifier_example"

contact = "contact_identifier_example"

# The contact's latest open conversation, or a new one.
conversations = api.list_all_contact_conversations(inbox, contact)
unsolved = [each for each in conversations if each.status != "resolved"]
conversation = unsolved[-1] if unsolved else api.create_a_conversation({}, inbox, contact)

api.toggle_typing_status({"typing_status": "on"}, inbox, contact, conversation.id)
message = {"content": "Is anybody there?"}
chatwoot_client.MessagesAPIApi(client).create_a_message(message, inbox, contact, conversation.id)
