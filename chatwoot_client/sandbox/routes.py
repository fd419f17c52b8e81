"""All operations: whoever adds one names its class here."""

from __future__ import annotations

import re

from chatwoot_client.sandbox.operations import (
    account,
    agent_bots,
    agents,
    articles,
    automation,
    bulk_actions,
    contacts,
    conversation_lists,
    conversations,
    drilldown,
    files,
    inboxes,
    members,
    messages,
    notes,
    notifications,
    platform,
    portals,
    profile,
    public,
    public_help_center,
    report_downloads,
    reports,
    search,
    settings,
    status,
    summary_reports,
    survey,
    survey_responses,
)
from chatwoot_client.sandbox.operations.operation import Operation

OPERATIONS: tuple[type[Operation], ...] = (
    public.PublicOperations,
    survey.SurveyOperations,
    survey.SurveyPageOperations,
    files.FileOperations,
    status.StatusOperations,
    status.SignUpOperations,
    contacts.ContactOperations,
    contacts.ContactMergeOperations,
    notes.NoteOperations,
    conversation_lists.ConversationListOperations,
    conversations.ConversationOperations,
    messages.MessageOperations,
    files.UploadOperations,
    bulk_actions.BulkActionOperations,
    search.SearchOperations,
    inboxes.InboxOperations,
    members.InboxMemberOperations,
    members.TeamMemberOperations,
    members.ParticipantOperations,
    members.AssignableAgentOperations,
    agents.AgentOperations,
    profile.ProfileOperations,
    account.AccountOperations,
    agent_bots.AgentBotOperations,
    settings.CannedResponseOperations,
    settings.CustomAttributeOperations,
    settings.CustomFilterOperations,
    settings.DashboardAppOperations,
    settings.LabelOperations,
    settings.TeamOperations,
    settings.WebhookOperations,
    automation.AutomationRuleOperations,
    automation.MacroOperations,
    portals.PortalOperations,
    portals.CategoryOperations,
    articles.ArticleBulkOperations,
    articles.ArticleOperations,
    public_help_center.PublicHelpCenterOperations,
    public_help_center.ArticleFileOperations,
    public_help_center.HelpCenterPageOperations,
    reports.ReportOperations,
    report_downloads.ReportDownloadOperations,
    drilldown.DrilldownOperations,
    summary_reports.SummaryReportOperations,
    summary_reports.LiveReportOperations,
    summary_reports.YearInReviewOperations,
    summary_reports.ReportingEventOperations,
    survey_responses.SurveyResponseOperations,
    notifications.NotificationOperations,
    notifications.NotificationSettingOperations,
    notifications.NotificationSubscriptionOperations,
    platform.PlatformAccountOperations,
    platform.AccountUserOperations,
    platform.PlatformUserOperations,
    platform.PlatformBotOperations,
)

_UNSERVED = {
    "application": re.compile(
        r"/api/(v1/(notification_subscriptions|profile/(mfa|sessions)|accounts/[^/.]+/("
        # Kinds of records that the sandbox lacks,
        r"agent_capacity_policies|applied_slas|assignment_policies|audit_logs|branded_email_layout|callbacks|campaigns"
        r"|captain|channels|companies|csat_survey_responses|custom_roles|data_imports|google|instagram"
        r"|integrations|microsoft|notification_settings|notifications|notion|portals|reporting_events"
        r"|saml_settings|sla_policies|tiktok|twilio|twitter|whatsapp"
        # and operations that it lacks of those that it has.
        r"|conference/[^/.]+|working_hours/[^/.]+|conversations/[^/.]+/(direct_uploads|messages/[^/.]+/translate)|contacts/[^/.]+/call"
        r"|inboxes/[^/.]+/(assignment_policy|campaigns|csat_template|health|message_templates|register_webhook"
        r"|sync_templates)"
        r"))|v2/accounts/[^/.]+/(live_reports|reports|summary_reports|year_in_review))(/|\.|$)"
    ),
    "platform": re.compile(r"/platform/api/v1/accounts/[^/.]+/branded_email_layout(/|$)"),
    "public": re.compile(r"/((public/)?api/v1/(widget|portals)|widget|hc|auth|cable|app|super_admin|webhooks)(/|$)"),
}
"""The paths that Chatwoot has and the sandbox hasn't, by whose token they take."""


def unserved_api(path: str) -> str | None:
    """The API (`application`, `platform`, `public`) of a path that Chatwoot has and the sandbox lacks."""
    return next((api for api, paths in _UNSERVED.items() if paths.match(path)), None)
