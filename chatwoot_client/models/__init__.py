"""Every model and enumeration by its name, each loaded when it's first used."""

from __future__ import annotations

import sys

from chatwoot_client._lazy import FormerModules, lazily

# False, in a way that what compiles programs can't tell, so that it takes these modules along.
TYPE_CHECKING = lazily is None
if TYPE_CHECKING:
    from chatwoot_client.models.account import *
    from chatwoot_client.models.agent_bots import *
    from chatwoot_client.models.agents import *
    from chatwoot_client.models.assignment_policies import *
    from chatwoot_client.models.attachments import *
    from chatwoot_client.models.audit_logs import *
    from chatwoot_client.models.automation_rules import *
    from chatwoot_client.models.bulk_actions import *
    from chatwoot_client.models.campaigns import *
    from chatwoot_client.models.canned_responses import *
    from chatwoot_client.models.contact_labels import *
    from chatwoot_client.models.contacts import *
    from chatwoot_client.models.conversation_assignments import *
    from chatwoot_client.models.conversations import *
    from chatwoot_client.models.csat_survey_responses import *
    from chatwoot_client.models.custom_attributes import *
    from chatwoot_client.models.custom_filters import *
    from chatwoot_client.models.dashboard_apps import *
    from chatwoot_client.models.data_imports import *
    from chatwoot_client.models.described import *
    from chatwoot_client.models.enums import *
    from chatwoot_client.models.filters import *
    from chatwoot_client.models.help_center import *
    from chatwoot_client.models.inboxes import *
    from chatwoot_client.models.installation import *
    from chatwoot_client.models.integrations import *
    from chatwoot_client.models.labels import *
    from chatwoot_client.models.macros import *
    from chatwoot_client.models.messages import *
    from chatwoot_client.models.notifications import *
    from chatwoot_client.models.platform_account_users import *
    from chatwoot_client.models.platform_accounts import *
    from chatwoot_client.models.platform_agent_bots import *
    from chatwoot_client.models.platform_users import *
    from chatwoot_client.models.profile import *
    from chatwoot_client.models.public_contacts import *
    from chatwoot_client.models.public_conversations import *
    from chatwoot_client.models.public_help_center import *
    from chatwoot_client.models.public_inboxes import *
    from chatwoot_client.models.public_messages import *
    from chatwoot_client.models.reporting_events import *
    from chatwoot_client.models.reports import *
    from chatwoot_client.models.search import *
    from chatwoot_client.models.survey_page import *
    from chatwoot_client.models.teams import *
    from chatwoot_client.models.uploads import *
    from chatwoot_client.models.webhooks import *
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        account=(
            "Account AccountCacheKeys AccountCustomAttributes AccountDetail AccountOnboardingPayload AccountSettings "
            "AccountShowResponse AccountUpdatePayload CacheKeysResponse HelpCenterGeneration"
        ),
        agent_bots="AgentBot AgentBotAccessToken AgentBotCreateUpdatePayload",
        agents="AccountIdAgentsBody Agent AgentCreatePayload AgentUpdatePayload AgentsBulkCreatePayload AgentsIdBody",
        assignment_policies=(
            "AssignmentPolicy AssignmentPolicyCreateUpdatePayload AssignmentPolicyInboxList "
            "InboxAssignmentPolicyPayload"
        ),
        attachments="ConversationAttachment ConversationAttachmentList ConversationAttachmentListMeta",
        audit_logs="AuditLog AuditLogsResponse",
        automation_rules=(
            "AutomationRule AutomationRuleAction AutomationRuleCondition AutomationRuleCreateUpdatePayload "
            "AutomationRuleFile AutomationRuleItem AutomationRuleList AutomationRuleShow"
        ),
        bulk_actions="BulkActionFields BulkActionLabels BulkActionPayload",
        campaigns="Campaign CampaignAudience CampaignCreateUpdatePayload",
        canned_responses="CannedResponse CannedResponseCreateUpdatePayload",
        contact_labels="ContactLabels ContactLabelsPayload",
        contacts=(
            "Contact ContactBase ContactConversations ContactConversationsResponse ContactCreate ContactCreatePayload "
            "ContactCreateResponse ContactCreateResult ContactDestroyCustomAttributesPayload ContactExportPayload "
            "ContactImportPayload ContactInbox ContactInboxCreatePayload ContactInboxFilterPayload ContactInboxes "
            "ContactList ContactListItem ContactMergePayload ContactMeta ContactNote ContactNotePayload "
            "ContactPayload ContactPayloadContact ContactShowResponse ContactUpdate ContactUpdatePayload "
            "ContactableInboxes ContactableInboxesResponse ContactsListResponse ConversationSender "
            "ConversationShowMetaSender CreatedContactInbox ExtendedContact IdContactInboxesBody InboxRecord"
        ),
        conversation_assignments="ConversationAssignment ConversationAssignmentPayload ConversationIdAssignmentsBody",
        conversations=(
            "AccountIdConversationsBody AllOfconversationFilterListPayloadItems Conversation ConversationAssignee "
            "ConversationCounts ConversationCreatePayload ConversationCustomAttributes ConversationDraft "
            "ConversationDraftMessage ConversationDraftPayload ConversationFilterList ConversationIdLabelsBody "
            "ConversationIdTogglePriorityBody ConversationIdToggleStatusBody ConversationInboxAssistant "
            "ConversationLabels ConversationLabelsPayload ConversationList ConversationListData "
            "ConversationListDataMeta ConversationListMeta ConversationListPayload ConversationListPayloadMeta "
            "ConversationParticipantsPayload ConversationSearchContact ConversationSearchInbox ConversationSearchList "
            "ConversationSearchMessage ConversationSearchResult ConversationShow ConversationShowMeta "
            "ConversationStatusToggle ConversationStatusTogglePayload ConversationTogglePriorityPayload "
            "ConversationToggleStatusPayload ConversationToggleTypingStatusPayload ConversationTranscriptPayload "
            "ConversationUnreadCounts ConversationUnreadCountsResponse ConversationUpdatePayload EventContactInbox "
            "EventConversation EventConversationMeta"
        ),
        csat_survey_responses="CSATReviewer CSATSurveyMetrics CSATSurveyResponse CSATSurveyResponseUpdatePayload",
        custom_attributes="CustomAttribute CustomAttributeCreateUpdatePayload",
        custom_filters="CustomFilter CustomFilterCreateUpdatePayload",
        dashboard_apps="DashboardApp DashboardAppContent DashboardAppCreateUpdatePayload",
        data_imports=(
            "DataImport DataImportCreatePayload DataImportInitiator DataImportList DataImportLog "
            "DataImportSkipLogsFilters DataImportValidation"
        ),
        described="BadRequestError GenericId RequestError",
        enums=(
            "AccountStatus AgentBotType ArticleStatus AssigneeType AttachmentFileType AttributeDisplayType "
            "AttributeModel AvailabilityStatus ChannelType ContactType ConversationPriority ConversationStatus "
            "CustomFilterType IntegrationHookStatus IntegrationHookType MacroVisibility MessageContentType "
            "MessageRecordSenderType MessageStatus MessageType NotificationType PortalLayout ReportingEventName "
            "SenderNameType SenderType UserRole WebhookSubscription WidgetReplyTime"
        ),
        filters=(
            "Apiv1accountsaccountIdcontactsfilterPayload ContactsFilterBody ConversationsFilterBody FilterCondition "
            "FilterPayload"
        ),
        help_center=(
            "Article ArticleCreateUpdatePayload ArticleList ArticleListMeta ArticleMeta ArticlePositions "
            "ArticleSingle ArticlesBulkPayload Category CategoryCreateUpdatePayload CategoryList CategoryListMeta "
            "CategoryMeta CategorySingle Portal PortalConfig PortalCreateUpdatePayload PortalInstructionsPayload "
            "PortalInstructionsResult PortalItem PortalList PortalListMeta PortalLocale PortalLogo PortalMeta "
            "PortalSingle PortalSslStatus ReorderPayload"
        ),
        inboxes=(
            "AccountBrandedEmailLayoutPayload AccountIdInboxMembersBody AccountIdInboxMembersBody1 "
            "AccountIdInboxMembersBody2 AccountIdInboxesBody Apiv1accountsaccountIdinboxesChannel "
            "Apiv1accountsaccountIdinboxesidChannel AssignableAgent AssignableAgentList BrandedEmailLayout "
            "CsatTemplate CsatTemplateCreatePayload IdSetAgentBotBody Inbox InboxActionResult InboxAgentBot "
            "InboxContact InboxCreateApiChannelPayload InboxCreateEmailChannelPayload InboxCreateLineChannelPayload "
            "InboxCreatePayload InboxCreateSmsChannelPayload InboxCreateTelegramChannelPayload "
            "InboxCreateWebWidgetChannelPayload InboxCreateWhatsappChannelPayload InboxCsatConfig "
            "InboxCsatSurveyRules InboxHelpCenter InboxList InboxMemberList InboxMembersPayload InboxPayload "
            "InboxPreChatField InboxPreChatForm InboxSlim InboxUpdateApiChannelPayload InboxUpdateEmailChannelPayload "
            "InboxUpdateLineChannelPayload InboxUpdatePayload InboxUpdateSmsChannelPayload "
            "InboxUpdateTelegramChannelPayload InboxUpdateWebWidgetChannelPayload InboxUpdateWhatsappChannelPayload "
            "InboxWhatsappProviderConfig InboxesIdBody SetAgentBotPayload"
        ),
        installation="InstallationHealth InstallationStatus",
        integrations=(
            "IntegrationsApp IntegrationsAppList IntegrationsHook IntegrationsHookCreatePayload "
            "IntegrationsHookEventPayload IntegrationsHookUpdatePayload"
        ),
        labels="Label LabelCreateUpdatePayload LabelList",
        macros="Macro MacroCreateUpdatePayload MacroExecutePayload MacroList MacroShow",
        messages=(
            "Apiv1accountsaccountIdconversationsMessage Apiv1accountsaccountIdconversationsMessageTemplateParams "
            "ContactConversationMessage ConversationMessageCreate ConversationMessageCreatePayload "
            "ConversationMessages ConversationMeta Message MessageDetailed MessageList MessageListMeta MessageRecord "
            "MessageRecordContactInbox MessageRecordConversation MessageStatusPayload MessageTemplateParams "
            "MessageTranslatePayload MessageTranslation"
        ),
        notifications=(
            "Notification NotificationDestroyAllPayload NotificationList NotificationListData NotificationListMeta "
            "NotificationReadAllPayload NotificationRecord NotificationSettings NotificationSettingsChoice "
            "NotificationSettingsPayload NotificationSnoozePayload NotificationSubscription "
            "NotificationSubscriptionDetails NotificationSubscriptionPayload NotificationUnsubscribePayload"
        ),
        platform_account_users=(
            "AccountIdAccountUsersBody AccountIdAccountUsersBody1 AccountUser AccountUserCreateUpdatePayload "
            "AccountUserDeletePayload"
        ),
        platform_accounts=(
            "AccountCreateUpdatePayload EmailChannelMigration EmailChannelMigrationResult "
            "EmailChannelMigrationResults EmailChannelMigrationsPayload PlatformAccount"
        ),
        platform_agent_bots="PlatformAgentBotCreateUpdatePayload",
        platform_users="UserCreateUpdatePayload UserSsoUrl UserToken",
        profile=(
            "Mfa MfaBackupCodes MfaCodePayload MfaSetup ProfileAccountPayload ProfileAutoOfflinePayload "
            "ProfileAvailabilityPayload ProfileUpdatePayload User UserSession"
        ),
        public_contacts="PublicContact PublicContactCreateUpdatePayload PublicContactRecord",
        public_conversations="PublicConversation PublicConversationCreatePayload PublicTypingStatusPayload",
        public_help_center="PublicArticle PublicArticleList PublicPortal PublicPortalMeta",
        public_inboxes="PublicInbox PublicInboxWorkingHours",
        public_messages=(
            "ContactDetail PublicMessage PublicMessageAttachment PublicMessageCreatePayload PublicMessageSender "
            "PublicMessageUpdatePayload Sender SubmittedValue"
        ),
        reporting_events="ReportingEvent ReportingEventMeta ReportingEventsListResponse",
        reports=(
            "AccountConversationMetrics AccountSummary AccountSummaryPrevious AgentConversationMetrics "
            "AgentConversationMetricsMetric AgentSummary BotMetrics BotSummary BotSummaryPrevious ChannelSummary "
            "ConversationStatistic FirstResponseTimeDistribution GroupedConversationMetrics InboxLabelMatrix "
            "InboxLabelMatrixInbox InboxLabelMatrixLabel InboxSummary LabelSummary OutgoingMessagesCount "
            "ReportDrilldown ReportDrilldownBucket ReportDrilldownConversation ReportDrilldownMessage "
            "ReportDrilldownMeta ReportDrilldownRecord TeamSummary YearInReview YearInReviewDay "
            "YearInReviewPersonality"
        ),
        search="SearchArticle SearchConversation SearchResponse SearchResults",
        survey_page="CsatSurvey CsatSurveyAnswer CsatSurveyUpdatePayload",
        teams=(
            "Team TeamCreateUpdatePayload TeamIdTeamMembersBody TeamIdTeamMembersBody1 TeamIdTeamMembersBody2 "
            "TeamMembersPayload"
        ),
        uploads="DirectUpload DirectUploadBlob DirectUploadPayload DirectUploadTarget Upload UploadPayload",
        webhooks="Webhook WebhookCreateUpdatePayload WebhookList WebhookListPayload WebhookShow WebhookShowPayload",
    )
    sys.meta_path.append(FormerModules(__name__))
