import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ContactsApi(client)
account_id = 1

# Somebody of your own list of customers: found by e-mail address, or made; what's new is added.
found = api.find_or_create(
    account_id, email="grace@example.com", name="Grace", custom_attributes={"plan": "pro"}, update="missing"
)
print(found.contact.id, found.contact.name, "is new" if found.created else "was there")

api.create_contact_note({"content": "Prefers to be called"}, account_id, found.contact.id)
