import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.CustomAttributesApi(client)
account_id = 1

# A plan that contacts have, chosen of a list, and a contact on one of them.
attribute = api.add_new_custom_attribute_to_account(
    {
        "attribute_display_name": "Plan",
        "attribute_key": "plan",
        "attribute_model": "contact_attribute",
        "attribute_display_type": "list",
        "attribute_values": ["free", "pro"],
    },
    account_id,
)
chatwoot_client.ContactsApi(client).contact_update(
    {"custom_attributes": {attribute.attribute_key: "pro"}}, account_id, 1
)
