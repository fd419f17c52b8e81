"""Every API class by its name, each loaded when it's first used."""

from __future__ import annotations

from chatwoot_client._lazy import lazily

# False, in a way that what compiles programs can't tell, so that it takes these modules along.
TYPE_CHECKING = lazily is None
if TYPE_CHECKING:
    from chatwoot_client.api.account import AccountApi as AccountApi
    from chatwoot_client.api.agent_bots import AccountAgentBotsApi as AccountAgentBotsApi
    from chatwoot_client.api.agents import AgentsApi as AgentsApi
    from chatwoot_client.api.assignment_policies import AssignmentPoliciesApi as AssignmentPoliciesApi
    from chatwoot_client.api.audit_logs import AuditLogsApi as AuditLogsApi
    from chatwoot_client.api.automation_rules import AutomationRuleApi as AutomationRuleApi
    from chatwoot_client.api.bulk_actions import BulkActionsApi as BulkActionsApi
    from chatwoot_client.api.campaigns import CampaignsApi as CampaignsApi
    from chatwoot_client.api.canned_responses import CannedResponseApi as CannedResponseApi
    from chatwoot_client.api.canned_responses import CannedResponsesApi as CannedResponsesApi
    from chatwoot_client.api.contact_labels import ContactLabelsApi as ContactLabelsApi
    from chatwoot_client.api.contacts import ContactApi as ContactApi
    from chatwoot_client.api.contacts import ContactsApi as ContactsApi
    from chatwoot_client.api.conversation import ConversationApi as ConversationApi
    from chatwoot_client.api.conversation_assignments import ConversationAssignmentApi as ConversationAssignmentApi
    from chatwoot_client.api.conversation_assignments import ConversationAssignmentsApi as ConversationAssignmentsApi
    from chatwoot_client.api.conversations import ConversationLabelsApi as ConversationLabelsApi
    from chatwoot_client.api.conversations import ConversationsApi as ConversationsApi
    from chatwoot_client.api.csat_survey_responses import CSATSurveyResponsesApi as CSATSurveyResponsesApi
    from chatwoot_client.api.custom_attributes import CustomAttributesApi as CustomAttributesApi
    from chatwoot_client.api.custom_filters import CustomFiltersApi as CustomFiltersApi
    from chatwoot_client.api.dashboard_apps import DashboardAppsApi as DashboardAppsApi
    from chatwoot_client.api.data_imports import DataImportsApi as DataImportsApi
    from chatwoot_client.api.help_center import HelpCenterApi as HelpCenterApi
    from chatwoot_client.api.inboxes import InboxesApi as InboxesApi
    from chatwoot_client.api.installation import InstallationApi as InstallationApi
    from chatwoot_client.api.integrations import IntegrationsApi as IntegrationsApi
    from chatwoot_client.api.labels import LabelsApi as LabelsApi
    from chatwoot_client.api.macros import MacrosApi as MacrosApi
    from chatwoot_client.api.messages import MessagesApi as MessagesApi
    from chatwoot_client.api.notifications import NotificationsApi as NotificationsApi
    from chatwoot_client.api.platform_account_users import AccountUsersApi as AccountUsersApi
    from chatwoot_client.api.platform_accounts import AccountsApi as AccountsApi
    from chatwoot_client.api.platform_agent_bots import AgentBotsApi as AgentBotsApi
    from chatwoot_client.api.platform_users import UsersApi as UsersApi
    from chatwoot_client.api.profile import ProfileApi as ProfileApi
    from chatwoot_client.api.public_contacts import ContactsAPIApi as ContactsAPIApi
    from chatwoot_client.api.public_conversations import ConversationsAPIApi as ConversationsAPIApi
    from chatwoot_client.api.public_help_center import PublicHelpCenterApi as PublicHelpCenterApi
    from chatwoot_client.api.public_inboxes import InboxAPIApi as InboxAPIApi
    from chatwoot_client.api.public_messages import MessagesAPIApi as MessagesAPIApi
    from chatwoot_client.api.reports import ReportsApi as ReportsApi
    from chatwoot_client.api.search import SearchApi as SearchApi
    from chatwoot_client.api.survey_page import CSATSurveyPageApi as CSATSurveyPageApi
    from chatwoot_client.api.teams import TeamsApi as TeamsApi
    from chatwoot_client.api.uploads import UploadsApi as UploadsApi
    from chatwoot_client.api.webhooks import WebhooksApi as WebhooksApi
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        account="AccountApi",
        agent_bots="AccountAgentBotsApi",
        agents="AgentsApi",
        assignment_policies="AssignmentPoliciesApi",
        audit_logs="AuditLogsApi",
        automation_rules="AutomationRuleApi",
        bulk_actions="BulkActionsApi",
        campaigns="CampaignsApi",
        canned_responses="CannedResponseApi CannedResponsesApi",
        contact_labels="ContactLabelsApi",
        contacts="ContactApi ContactsApi",
        conversation="ConversationApi",
        conversation_assignments="ConversationAssignmentApi ConversationAssignmentsApi",
        conversations="ConversationLabelsApi ConversationsApi",
        csat_survey_responses="CSATSurveyResponsesApi",
        custom_attributes="CustomAttributesApi",
        custom_filters="CustomFiltersApi",
        dashboard_apps="DashboardAppsApi",
        data_imports="DataImportsApi",
        help_center="HelpCenterApi",
        inboxes="InboxesApi",
        installation="InstallationApi",
        integrations="IntegrationsApi",
        labels="LabelsApi",
        macros="MacrosApi",
        messages="MessagesApi",
        notifications="NotificationsApi",
        platform_account_users="AccountUsersApi",
        platform_accounts="AccountsApi",
        platform_agent_bots="AgentBotsApi",
        platform_users="UsersApi",
        profile="ProfileApi",
        public_contacts="ContactsAPIApi",
        public_conversations="ConversationsAPIApi",
        public_help_center="PublicHelpCenterApi",
        public_inboxes="InboxAPIApi",
        public_messages="MessagesAPIApi",
        reports="ReportsApi",
        search="SearchApi",
        survey_page="CSATSurveyPageApi",
        teams="TeamsApi",
        uploads="UploadsApi",
        webhooks="WebhooksApi",
    )
