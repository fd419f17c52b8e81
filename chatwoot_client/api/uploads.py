"""Files that are uploaded before they're used (``UploadsApi``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatwoot_client.api.base import USER, Api
from chatwoot_client.calls.body import Files
from chatwoot_client.calls.route import Route
from chatwoot_client.models.uploads import DirectUpload, DirectUploadPayload, Upload, UploadPayload

if TYPE_CHECKING:
    from chatwoot_client.api.base import Json, RequestOptions, Unpack

UPLOAD = Route("/api/v1/accounts/{account_id}/upload")
DIRECT_UPLOADS = Route("/api/v1/accounts/{account_id}/conversations/{conversation_id}/direct_uploads")
FILE = Files("attachment", signed_ids=False)


class UploadsApi(Api):
    """Files that are uploaded before a message or something else refers to them."""

    _auth = USER

    def upload(self, body: UploadPayload | Json, account_id: int, **options: Unpack[RequestOptions]) -> Upload:
        """Store a file (``POST /upload``). An account may do so 60 times an hour.

        Raises:
            UnprocessableEntityException: neither a file nor an address, or an address that has no picture or video or
                isn't a public one (422).
            TooManyRequestsException: more than 60 in an account within an hour (429).
        """
        return self._call(
            "POST", UPLOAD, (account_id,), body=body, takes=UploadPayload, files=FILE, returns=Upload, options=options
        )

    def create_a_direct_upload(
        self, body: DirectUploadPayload | Json, account_id: int, conversation_id: int, **options: Unpack[RequestOptions]
    ) -> DirectUpload:
        """Announce a file for a conversation (``POST /conversations/{conversation_id}/direct_uploads``).

        The answer tells where the file itself is then to be sent. Takes an access token; since Chatwoot 4.16.
        """
        path = (account_id, conversation_id)
        return self._call(
            "POST", DIRECT_UPLOADS, path, body=body, takes=DirectUploadPayload, returns=DirectUpload, options=options
        )
