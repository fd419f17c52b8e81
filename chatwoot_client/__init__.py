"""A synchronous client for Chatwoot, the open-source customer-support platform.

``Configuration`` says where and who, ``ApiClient`` makes the calls, ``MessagesApi``, ``MessagesAPIApi`` and their
siblings have the operations, and what they return are models. Every name is loaded when it's first used.
"""

from __future__ import annotations

from chatwoot_client._lazy import lazily

# False, in a way that what compiles programs can't tell, so that it takes these modules along.
TYPE_CHECKING = lazily is None
if TYPE_CHECKING:
    from chatwoot_client import compose as compose
    from chatwoot_client import filters as filters
    from chatwoot_client.api import *
    from chatwoot_client.api_client import ApiClient as ApiClient
    from chatwoot_client.api_client import ApiResponse as ApiResponse
    from chatwoot_client.api_client import RequestOptions as RequestOptions
    from chatwoot_client.api_client import streamed as streamed
    from chatwoot_client.api_client import with_http_info as with_http_info
    from chatwoot_client.certain.changes import ChangesPage as ChangesPage
    from chatwoot_client.certain.errors import ContactConflictException as ContactConflictException
    from chatwoot_client.certain.errors import HandOverException as HandOverException
    from chatwoot_client.certain.errors import NotKeptException as NotKeptException
    from chatwoot_client.certain.found import FoundContact as FoundContact
    from chatwoot_client.certain.found import FoundConversation as FoundConversation
    from chatwoot_client.certain.found import FoundPublicContact as FoundPublicContact
    from chatwoot_client.certain.found import FoundPublicConversation as FoundPublicConversation
    from chatwoot_client.certain.public_messages import SentPublicMessage as SentPublicMessage
    from chatwoot_client.configuration import Configuration as Configuration
    from chatwoot_client.downloads import Download as Download
    from chatwoot_client.exceptions import AmbiguousResultException as AmbiguousResultException
    from chatwoot_client.exceptions import ApiConnectionException as ApiConnectionException
    from chatwoot_client.exceptions import ApiException as ApiException
    from chatwoot_client.exceptions import ApiTimeoutException as ApiTimeoutException
    from chatwoot_client.exceptions import BadRequestException as BadRequestException
    from chatwoot_client.exceptions import ConflictException as ConflictException
    from chatwoot_client.exceptions import DecodeException as DecodeException
    from chatwoot_client.exceptions import FilesLostException as FilesLostException
    from chatwoot_client.exceptions import ForbiddenException as ForbiddenException
    from chatwoot_client.exceptions import NotFoundException as NotFoundException
    from chatwoot_client.exceptions import ServiceException as ServiceException
    from chatwoot_client.exceptions import TooManyRequestsException as TooManyRequestsException
    from chatwoot_client.exceptions import UnauthorizedException as UnauthorizedException
    from chatwoot_client.exceptions import UndecidedException as UndecidedException
    from chatwoot_client.exceptions import UnprocessableEntityException as UnprocessableEntityException
    from chatwoot_client.generated import AsyncResult as AsyncResult
    from chatwoot_client.generated import in_a_thread as in_a_thread
    from chatwoot_client.limits import RateLimit as RateLimit
    from chatwoot_client.limits import SharedCount as SharedCount
    from chatwoot_client.models import *
    from chatwoot_client.models.base import NULL as NULL
    from chatwoot_client.models.base import FloatTimestamp as FloatTimestamp
    from chatwoot_client.models.base import Model as Model
    from chatwoot_client.models.base import Timestamp as Timestamp
    from chatwoot_client.observer import ObservedAttempt as ObservedAttempt
    from chatwoot_client.observer import ObservedCall as ObservedCall
    from chatwoot_client.observer import ObservedEnd as ObservedEnd
    from chatwoot_client.observer import Observer as Observer
    from chatwoot_client.retries import RetryPolicy as RetryPolicy
else:
    # Type checkers see the imports above only, and so they find names that aren't there.
    __getattr__, __dir__ = lazily(
        __name__,
        "api",
        "models",
        api_client="ApiClient ApiResponse RequestOptions streamed with_http_info",
        compose="",
        configuration="Configuration",
        downloads="Download",
        exceptions=(
            "AmbiguousResultException ApiConnectionException ApiException ApiTimeoutException "
            "BadRequestException ConflictException DecodeException FilesLostException ForbiddenException "
            "NotFoundException ServiceException TooManyRequestsException UnauthorizedException UndecidedException "
            "UnprocessableEntityException"
        ),
        files="",
        filters="",
        generated="AsyncResult in_a_thread",
        limits="RateLimit SharedCount",
        observer="ObservedAttempt ObservedCall ObservedEnd Observer",
        pagination="",
        rest="",
        retries="RetryPolicy",
        **{
            "certain.changes": "ChangesPage",
            "certain.errors": "ContactConflictException HandOverException NotKeptException",
            "certain.found": "FoundContact FoundConversation FoundPublicContact FoundPublicConversation",
            "certain.public_messages": "SentPublicMessage",
            "models.base": "NULL FloatTimestamp Model Timestamp",
        },
    )

__version__ = "2.0.0"
