import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.InboxAPIApi(client)

# When somebody is there, by the inbox's own hours.
inbox = api.get_details_of_a_inbox("inbox_identifier_example")
print(inbox.name, inbox.timezone)
for day in inbox.working_hours:
    hours = "closed" if day.closed_all_day else f"{day.open_hour}:{day.open_minutes:02} to {day.close_hour}"
    print(day.day_of_week, hours)
