"""Inboxes of the API channel (``InboxAPIApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import Api
from chatwoot_client.calls.route import Route
from chatwoot_client.models.public_inboxes import PublicInbox

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from chatwoot_client.api_client import RequestOptions

INBOX = Route("/public/api/v1/inboxes/{inbox_identifier}")


class InboxAPIApi(Api):
    """The inbox that contacts write to; part of the public API, which needs no token."""

    def get_details_of_a_inbox(self, inbox_identifier: str, **options: Unpack[RequestOptions]) -> PublicInbox:
        """Get an inbox (``get-details-of-a-inbox``).

        Parameters:
            inbox_identifier: the identifier of the API inbox; upper and lower case differ.

        Raises:
            NotFoundException: an inbox that isn't there, or is of another channel (404).
        """
        return self._call("GET", INBOX, (inbox_identifier,), returns=PublicInbox, options=options)
