import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.AuditLogsApi(client)
account_id = 1

# Who changed what, the latest first.
for entry in api.iter_account_audit_logs(account_id):
    print(entry.created_at.datetime, entry.username or "a platform app", entry.action, entry.auditable_type)
