"""The operations that this package's modules are handed, as far as they use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Callable, Protocol

if TYPE_CHECKING:
    from chatwoot_client.api_client import ApiClient
    from chatwoot_client.models.contact_labels import ContactLabels
    from chatwoot_client.models.contacts import (
        Contact,
        ContactConversationsResponse,
        ContactCreateResponse,
        ContactInbox,
        ContactShowResponse,
        ContactsListResponse,
    )
    from chatwoot_client.models.conversation_assignments import ConversationAssignment
    from chatwoot_client.models.conversations import (
        Conversation,
        ConversationCustomAttributes,
        ConversationLabels,
        ConversationStatusToggle,
    )
    from chatwoot_client.models.public_contacts import PublicContact
    from chatwoot_client.models.public_conversations import PublicConversation

__all__ = [
    "AssignmentOperations",
    "BulkOperations",
    "ContactLabelOperations",
    "ContactOperations",
    "ConversationOperations",
    "MessageOperations",
    "PublicContactOperations",
    "PublicConversationOperations",
]


class _Operations(Protocol):
    @property
    def api_client(self) -> ApiClient: ...


class ContactOperations(_Operations, Protocol):
    """``ContactsApi``."""

    @property
    def contact_filter(self) -> Callable[..., ContactsListResponse]: ...
    @property
    def iter_contact_search(self) -> Callable[..., Iterator[Contact]]: ...
    @property
    def contact_create(self) -> Callable[..., ContactCreateResponse]: ...
    @property
    def contact_details(self) -> Callable[..., ContactShowResponse]: ...
    @property
    def contact_update(self) -> Callable[..., ContactShowResponse]: ...
    @property
    def contact_merge(self) -> Callable[..., Contact]: ...
    @property
    def contact_conversations(self) -> Callable[..., ContactConversationsResponse]: ...
    @property
    def contact_inbox_creation(self) -> Callable[..., ContactInbox]: ...
    @property
    def destroy_contact_custom_attributes(self) -> Callable[..., ContactShowResponse]: ...


class ContactLabelOperations(_Operations, Protocol):
    """``ContactLabelsApi``."""

    @property
    def list_all_labels_of_a_contact(self) -> Callable[..., ContactLabels]: ...
    @property
    def contact_add_labels(self) -> Callable[..., ContactLabels]: ...


class ConversationOperations(_Operations, Protocol):
    """``ConversationsApi``."""

    @property
    def new_conversation(self) -> Callable[..., Conversation]: ...
    @property
    def get_details_of_a_conversation(self) -> Callable[..., Conversation]: ...
    @property
    def iter_conversations(self) -> Callable[..., Iterator[Conversation]]: ...
    @property
    def toggle_status_of_a_conversation(self) -> Callable[..., ConversationStatusToggle]: ...
    @property
    def update_custom_attributes_of_a_conversation(self) -> Callable[..., ConversationCustomAttributes]: ...
    @property
    def list_all_labels_of_a_conversation(self) -> Callable[..., ConversationLabels]: ...
    @property
    def conversation_add_labels(self) -> Callable[..., ConversationLabels]: ...


class BulkOperations(_Operations, Protocol):
    """``BulkActionsApi``."""

    @property
    def create_a_bulk_action(self) -> Callable[..., None]: ...


class AssignmentOperations(_Operations, Protocol):
    """``ConversationAssignmentsApi``."""

    @property
    def assign_a_conversation(self) -> Callable[..., ConversationAssignment | None]: ...


class MessageOperations(_Operations, Protocol):
    """``MessagesApi``."""

    @property
    def create_a_new_message_in_a_conversation(self) -> Callable[..., Any]: ...


class PublicContactOperations(_Operations, Protocol):
    """``ContactsAPIApi``."""

    @property
    def create_a_contact(self) -> Callable[..., PublicContact]: ...
    @property
    def get_details_of_a_contact(self) -> Callable[..., PublicContact]: ...


class PublicConversationOperations(_Operations, Protocol):
    """``ConversationsAPIApi``."""

    @property
    def create_a_conversation(self) -> Callable[..., PublicConversation]: ...
    @property
    def list_all_contact_conversations(self) -> Callable[..., list[PublicConversation]]: ...
    @property
    def resolve_conversation(self) -> Callable[..., PublicConversation]: ...
