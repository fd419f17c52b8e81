"""All operations: whoever adds one names its class here."""

from __future__ import annotations

import re

from chatwoot_client.sandbox.operations import (
    account,
    agent_bots,
    agents,
    articles,
    audit_logs,
    automation,
    bulk_actions,
    campaigns,
    contacts,
    conversation_lists,
    conversations,
    direct_uploads,
    drilldown,
    files,
    inboxes,
    integrations,
    members,
    messages,
    notes,
    notifications,
    onboarding,
    platform,
    policies,
    portals,
    profile,
    public,
    public_help_center,
    report_downloads,
    reports,
    search,
    sessions,
    settings,
    status,
    summary_reports,
    survey,
    survey_responses,
    switched_off,
    visitors,
    widget,
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
    campaigns.CampaignOperations,
    campaigns.InboxCampaignOperations,
    integrations.AppOperations,
    integrations.HookOperations,
    policies.AssignmentPolicyOperations,
    policies.InboxAssignmentPolicyOperations,
    policies.SlaPolicyOperations,
    policies.AppliedSlaOperations,
    policies.CustomRoleOperations,
    audit_logs.AuditLogOperations,
    onboarding.OnboardingOperations,
    onboarding.EmailLayoutOperations,
    switched_off.SwitchedOffOperations,
    switched_off.UnmadeOperations,
    switched_off.SecondFactorOperations,
    switched_off.ChannelServiceOperations,
    sessions.SignInOperations,
    sessions.SessionOperations,
    widget.WidgetConfigurationOperations,
    visitors.VisitorConversationOperations,
    visitors.VisitorMessageOperations,
    visitors.VisitorContactOperations,
    visitors.VisitorOtherOperations,
    direct_uploads.DirectUploadOperations,
    direct_uploads.AnnouncedFileOperations,
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
        r"/api/v1/accounts/[^/.]+/("
        # Kinds of records that the sandbox lacks,
        r"agent_capacity_policies|callbacks|captain|channels|companies/[^/.]+|conference/[^/.]+|data_imports/[^/.]+"
        r"|google|instagram|microsoft|notion|tiktok|twilio|twitter|whatsapp|working_hours/[^/.]+"
        # and operations that it lacks of those that it has.
        r"|integrations/(dyte|linear|notion|shopify|slack)|applied_slas/download|csat_survey_responses/[^/.]+"
        r"|contacts/[^/.]+/call|inboxes/[^/.]+/(message_templates|register_webhook)"
        r")(/|\.|$)"
    ),
    "platform": re.compile(r"/platform/api/v1/accounts/[^/.]+/branded_email_layout(/|$)"),
    "public": re.compile(
        r"/((public/)?api/v1/portals|api/v1/widget/(direct_uploads|integrations)|widget|auth|app|super_admin|webhooks)"
        r"(/|$)"
    ),
}
"""The paths that Chatwoot has and the sandbox hasn't, or not with all methods, by whose token they take."""


def unserved_api(path: str) -> str | None:
    """The API (`application`, `platform`, `public`) of a path that Chatwoot has and the sandbox lacks."""
    return next((api for api, paths in _UNSERVED.items() if paths.match(path)), None)
