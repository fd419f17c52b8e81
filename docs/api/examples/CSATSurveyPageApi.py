import chatwoot_client

client = chatwoot_client.ApiClient()
api = chatwoot_client.CSATSurveyPageApi(client)

# The survey behind the link that a contact was sent, answered in the contact's place.
answer = {"csat_survey_response": {"rating": 5, "feedback_message": "Fast and friendly"}}
survey = api.update_csat_survey({"message": {"submitted_values": answer}}, "conversation_uuid_example")
print(survey.inbox_name, survey.display_type)
