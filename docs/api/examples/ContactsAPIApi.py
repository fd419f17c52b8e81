import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.ContactsAPIApi(client)
inbox = "inbox_identifier_example"

# A contact of your own site. The source id is what the contact's conversations and messages go by.
contact = api.create_a_contact({"name": "Grace", "email": "grace@example.com", "identifier": "user-4711"}, inbox)
print(contact.id, contact.source_id)

# More that's known of the same contact, later.
api.update_a_contact({"custom_attributes": {"plan": "pro"}}, inbox, contact.source_id)
