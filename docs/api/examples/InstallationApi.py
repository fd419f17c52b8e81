import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.InstallationApi(client)

# Whether the server is there, which release it is, and what's the matter with it.
status = api.get_status()
print(status.version, "queue:", status.queue_services, "database:", status.data_services)
