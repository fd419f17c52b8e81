import chatwoot_client
from chatwoot_client.exceptions import UnprocessableEntityException
from chatwoot_client.filters import attribute

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.ContactsApi(client)
account_id = 1

# Somebody from your own list of customers: looked up by e-mail address, or made.
try:
    created = api.contact_create({"name": "Grace", "email": "grace@example.com", "inbox_id": 1}, account_id)
    contact = created.payload.contact
except UnprocessableEntityException:
    (contact,) = api.iter_contact_filter(attribute("email") == "grace@example.com", account_id)
print(contact.id, contact.name)

api.create_contact_note({"content": "Prefers to be called"}, account_id, contact.id)
