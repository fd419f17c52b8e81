"""A synchronous client for Chatwoot, the open-source customer-support platform.

``Configuration`` says where and who, ``ApiClient`` makes the calls, ``MessagesAPIApi`` and its siblings have the
operations, and what they return are models. Every name is loaded when it's first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client._lazy import lazily

if TYPE_CHECKING:
    from chatwoot_client.api import ContactsAPIApi as ContactsAPIApi
    from chatwoot_client.api import ConversationsAPIApi as ConversationsAPIApi
    from chatwoot_client.api import CSATSurveyPageApi as CSATSurveyPageApi
    from chatwoot_client.api import InboxAPIApi as InboxAPIApi
    from chatwoot_client.api import MessagesAPIApi as MessagesAPIApi
    from chatwoot_client.api_client import ApiClient as ApiClient
    from chatwoot_client.api_client import ApiResponse as ApiResponse
    from chatwoot_client.api_client import AsyncResult as AsyncResult
    from chatwoot_client.api_client import RequestOptions as RequestOptions
    from chatwoot_client.api_client import with_http_info as with_http_info
    from chatwoot_client.configuration import Configuration as Configuration
    from chatwoot_client.exceptions import AmbiguousResultException as AmbiguousResultException
    from chatwoot_client.exceptions import ApiConnectionException as ApiConnectionException
    from chatwoot_client.exceptions import ApiException as ApiException
    from chatwoot_client.exceptions import ApiTimeoutException as ApiTimeoutException
    from chatwoot_client.exceptions import BadRequestException as BadRequestException
    from chatwoot_client.exceptions import ConflictException as ConflictException
    from chatwoot_client.exceptions import DecodeException as DecodeException
    from chatwoot_client.exceptions import ForbiddenException as ForbiddenException
    from chatwoot_client.exceptions import NotFoundException as NotFoundException
    from chatwoot_client.exceptions import ServiceException as ServiceException
    from chatwoot_client.exceptions import TooManyRequestsException as TooManyRequestsException
    from chatwoot_client.exceptions import UnauthorizedException as UnauthorizedException
    from chatwoot_client.exceptions import UnprocessableEntityException as UnprocessableEntityException
    from chatwoot_client.limits import RateLimit as RateLimit
    from chatwoot_client.model import NULL as NULL
    from chatwoot_client.model import FloatTimestamp as FloatTimestamp
    from chatwoot_client.model import Model as Model
    from chatwoot_client.model import Timestamp as Timestamp
    from chatwoot_client.models import AttachmentFileType as AttachmentFileType
    from chatwoot_client.models import ConversationStatus as ConversationStatus
    from chatwoot_client.models import MessageContentType as MessageContentType
    from chatwoot_client.models import MessageType as MessageType
    from chatwoot_client.models import PublicContact as PublicContact
    from chatwoot_client.models import PublicContactCreateUpdatePayload as PublicContactCreateUpdatePayload
    from chatwoot_client.models import PublicContactRecord as PublicContactRecord
    from chatwoot_client.models import PublicConversation as PublicConversation
    from chatwoot_client.models import PublicConversationCreatePayload as PublicConversationCreatePayload
    from chatwoot_client.models import PublicInbox as PublicInbox
    from chatwoot_client.models import PublicInboxWorkingHours as PublicInboxWorkingHours
    from chatwoot_client.models import PublicMessage as PublicMessage
    from chatwoot_client.models import PublicMessageAttachment as PublicMessageAttachment
    from chatwoot_client.models import PublicMessageCreatePayload as PublicMessageCreatePayload
    from chatwoot_client.models import PublicMessageSender as PublicMessageSender
    from chatwoot_client.models import PublicMessageUpdatePayload as PublicMessageUpdatePayload
    from chatwoot_client.models import SenderType as SenderType
    from chatwoot_client.models import SubmittedValue as SubmittedValue
    from chatwoot_client.retries import RetryPolicy as RetryPolicy
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__, __all__ = lazily(
        __name__,
        api="ContactsAPIApi ConversationsAPIApi CSATSurveyPageApi InboxAPIApi MessagesAPIApi",
        api_client="ApiClient ApiResponse AsyncResult RequestOptions with_http_info",
        configuration="Configuration",
        exceptions=(
            "AmbiguousResultException ApiConnectionException ApiException ApiTimeoutException "
            "BadRequestException ConflictException DecodeException ForbiddenException NotFoundException "
            "ServiceException TooManyRequestsException UnauthorizedException UnprocessableEntityException"
        ),
        files="",
        limits="RateLimit",
        model="NULL FloatTimestamp Model Timestamp",
        models=(
            "AttachmentFileType ConversationStatus MessageContentType MessageType PublicContact "
            "PublicContactCreateUpdatePayload PublicContactRecord PublicConversation "
            "PublicConversationCreatePayload PublicInbox PublicInboxWorkingHours PublicMessage "
            "PublicMessageAttachment PublicMessageCreatePayload PublicMessageSender "
            "PublicMessageUpdatePayload SenderType SubmittedValue"
        ),
        pagination="",
        rest="",
        retries="RetryPolicy",
    )

__version__ = "2.0.0"
