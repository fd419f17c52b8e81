import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.DataImportsApi(client)
account_id = 1

# How far the imports are, and what couldn't be imported.
for each in api.list_data_imports(account_id).payload:
    print(each.id, each.source_provider or each.data_type, each.status, each.processed_records, each.total_records)
    for entry in api.get_data_import(account_id, each.id).import_errors:
        print("  ", entry.source_object_type, entry.source_object_id, entry.message)
