"""What people want to do, and which methods and guides do it: the index in docs/README.md."""

from __future__ import annotations

from typing import NamedTuple


class Task(NamedTuple):
    want: str
    #: Methods as ``Class.method``, or a class where all of it is meant; with blanks between them.
    methods: str
    #: The guide on it, and what to call the guide.
    guide: tuple[str, str] | None = None


EXACTLY_ONCE = ("exactly-once.md", "Sending exactly once")
ATTACHMENTS = ("attachments.md", "Attachments")
FOUND = ("find-or-make.md", "Finding or making")
AGENTS = ("application-api.md", "The agents' side")
STARTED = ("getting-started.md", "Getting started")
REPLIES = ("receiving-replies.md", "Receiving replies")
BOTS = ("bots.md", "Bots")
WEBHOOKS = ("receiving-webhooks.md", "Receiving webhooks")
COMPANY = ("company-networks.md", "Company networks")

TASKS: dict[str, list[Task]] = {
    "As a contact, on your own page": [
        Task("make a contact, or find the same one again", "ContactsAPIApi.find_or_create", FOUND),
        Task("change what's known of a contact", "ContactsAPIApi.update_a_contact"),
        Task("go on with a conversation, or begin one", "ConversationsAPIApi.find_or_create", FOUND),
        Task("send a message, with files", "MessagesAPIApi.create_a_message", ATTACHMENTS),
        Task("answer a form, a selection or a survey", "MessagesAPIApi.update_a_message", REPLIES),
        Task(
            "show what was said", "MessagesAPIApi.list_all_converation_messages MessagesAPIApi.iter_messages", REPLIES
        ),
        Task(
            "show that somebody is typing, or has read it",
            "ConversationsAPIApi.toggle_typing_status ConversationsAPIApi.update_last_seen",
        ),
        Task("know when agents are there", "InboxAPIApi.get_details_of_a_inbox"),
        Task("rate a conversation", "CSATSurveyPageApi.update_csat_survey"),
        Task("show articles of the help center", "PublicHelpCenterApi"),
    ],
    "Messages, as an agent or a bot": [
        Task("send a message or a private note", "MessagesApi.create_a_new_message_in_a_conversation", AGENTS),
        Task("send it exactly once", "MessagesApi.send_once", EXACTLY_ONCE),
        Task("send files, and the same file several times", "UploadsApi.upload", ATTACHMENTS),
        Task("read a conversation", "MessagesApi.list_all_messages MessagesApi.iter_messages"),
        Task("take a message back", "MessagesApi.delete_a_message"),
        Task("say how it fared in a channel of your own", "MessagesApi.update_status_of_a_message"),
        Task("send one again that failed", "MessagesApi.retry_a_message"),
    ],
    "Conversations": [
        Task(
            "go on with one, or begin one", "ConversationsApi.find_or_create ConversationsApi.new_conversation", FOUND
        ),
        Task("list them, by status, inbox, team or label", "ConversationsApi.iter_conversations"),
        Task("find them by conditions", "ConversationsApi.iter_conversation_filter", AGENTS),
        Task(
            "find them by what was said",
            "ConversationsApi.iter_conversation_search SearchApi.iter_search_messages SearchApi.search",
        ),
        Task(
            "resolve, snooze or open one, and set its priority",
            "ConversationsApi.toggle_status_of_a_conversation ConversationsApi.toggle_priority_of_a_conversation",
        ),
        Task("assign one to an agent, a team or a bot", "ConversationAssignmentsApi.assign_a_conversation"),
        Task(
            "put labels on it, and take them off", "ConversationsApi.add_labels ConversationsApi.remove_labels", FOUND
        ),
        Task("keep something of your own with it", "ConversationsApi.set_custom_attributes", FOUND),
        Task("hand one over from a bot to people", "ConversationsApi.hand_over", FOUND),
        Task("change many at once", "BulkActionsApi.create_a_bulk_action"),
        Task("count them", "ConversationsApi.conversation_list_meta ConversationsApi.conversation_unread_counts"),
        Task("see its files", "ConversationsApi.iter_attachments_of_a_conversation", ATTACHMENTS),
        Task("mail a transcript", "ConversationsApi.send_transcript_of_a_conversation"),
        Task("save a filter as a folder", "CustomFiltersApi.create_a_custom_filter"),
        Task("ask for messages under the path that's described", "ConversationApi.get_conversation_messages"),
    ],
    "Contacts": [
        Task("find one, or make it", "ContactsApi.find_or_create", FOUND),
        Task("make, change or delete one", "ContactsApi.contact_create ContactsApi.contact_update", AGENTS),
        Task("find one by conditions, or by words", "ContactsApi.iter_contact_filter ContactsApi.iter_contact_search"),
        Task("list all of them", "ContactsApi.iter_contacts"),
        Task("put one into an inbox", "ContactsApi.contact_inbox_creation"),
        Task("merge two", "ContactsApi.contact_merge"),
        Task("import or export many", "ContactsApi.import_contacts ContactsApi.export_contacts DataImportsApi"),
        Task("put labels on one", "ContactsApi.add_labels ContactLabelsApi.contact_add_labels", FOUND),
        Task("write a note on one", "ContactsApi.create_contact_note"),
        Task("define what's kept of them", "CustomAttributesApi.add_new_custom_attribute_to_account"),
    ],
    "Being told what happens": [
        Task("get events at an address of yours", "WebhooksApi.create_a_webhook", WEBHOOKS),
        Task("get them live, without an address", "", ("live-events.md", "Live events")),
        Task("write out all there is", "", ("exporting.md", "Exporting an account")),
        Task("catch up with what was missed", "ConversationsApi.changes", ("catching-up.md", "Catching up")),
        Task("read what an agent is told", "NotificationsApi.iter_notifications"),
        Task("let the server itself do something then", "AutomationRuleApi MacrosApi.execute_a_macro"),
    ],
    "Inboxes, bots, agents and teams": [
        Task("make an inbox for your own service", "InboxesApi.inbox_creation", STARTED),
        Task("say who answers in it", "InboxesApi.add_new_agent_to_inbox"),
        Task("have a bot answer first", "AccountAgentBotsApi.create_an_account_agent_bot", BOTS),
        Task("set the bot of an inbox", "InboxesApi.update_agent_bot", BOTS),
        Task("invite an agent", "AgentsApi.add_new_agent_to_account"),
        Task("make a team", "TeamsApi.create_a_team TeamsApi.add_new_agent_to_team"),
        Task("have conversations assigned fairly", "AssignmentPoliciesApi.create_an_assignment_policy"),
        Task("know whose token it is, and be away", "ProfileApi.fetch_profile ProfileApi.update_availability"),
    ],
    "An account's settings and texts": [
        Task("change an account's settings", "AccountApi.update_account"),
        Task("define labels", "LabelsApi.create_a_label"),
        Task("keep texts for answers", "CannedResponsesApi.add_new_canned_response_to_account"),
        Task("write articles", "HelpCenterApi.add_new_article_to_account"),
        Task("run a campaign", "CampaignsApi.create_a_campaign"),
        Task("integrate another service", "IntegrationsApi.create_an_integration_hook"),
        Task("show a page of your own beside conversations", "DashboardAppsApi.create_a_dashboard_app"),
    ],
    "Numbers": [
        Task("count and average over a time", "ReportsApi.list_all_conversation_statistics_summary"),
        Task("get a series, and what's behind a point of it", "ReportsApi.list_all_conversation_statistics"),
        Task("compare agents, teams, inboxes or labels", "ReportsApi.get_agent_summary_report"),
        Task("see how it is right now", "ReportsApi.get_account_conversation_metrics"),
        Task("read what contacts said in surveys", "CSATSurveyResponsesApi.iter_csat_survey_responses"),
        Task("see who changed what", "AuditLogsApi.iter_account_audit_logs"),
    ],
    "A server of your own": [
        Task("provide accounts", "AccountsApi.create_an_account", AGENTS),
        Task("provide users, and sign them in", "UsersApi.create_a_user UsersApi.get_sso_url_of_a_user", AGENTS),
        Task("say who belongs to an account", "AccountUsersApi.create_an_account_user"),
        Task("provide bots for all accounts", "AgentBotsApi.create_an_agent_bot", BOTS),
        Task("ask whether it's well, and which release it is", "InstallationApi.get_status"),
        Task("ask for what has no method yet", "", ("application-api.md", "ApiClient.request")),
        Task("reach it through a proxy, or with roots of your own", "", COMPANY),
        Task("have several workers keep to one rate limit", "", ("errors-and-retries.md#rate-limits", "Rate limits")),
        Task("find out why it doesn't work", "", ("when-it-doesnt-work.md", "When it doesn't work")),
        Task("test without a server", "", ("testing-with-the-sandbox.md", "Testing with the sandbox")),
    ],
}
