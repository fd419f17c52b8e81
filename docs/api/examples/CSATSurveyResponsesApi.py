import chatwoot_client

configuration = chatwoot_client.Configuration(api_key={"userApiKey": "YOUR_API_KEY"})
client = chatwoot_client.ApiClient(configuration)
api = chatwoot_client.CSATSurveyResponsesApi(client)
account_id = 1

# What the contacts said who weren't satisfied.
for answer in api.iter_csat_survey_responses(account_id, sort="-created_at"):
    if answer.rating <= 2:
        print(answer.contact.name, answer.rating, answer.feedback_message, f"conversation {answer.conversation_id}")
