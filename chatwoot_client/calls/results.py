"""What a caller is given for a request: models, the open answer, or either with status and headers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chatwoot_client.calls.answer import decode
from chatwoot_client.calls.options import ApiResponse
from chatwoot_client.calls.watch import WATCHERS, watched
from chatwoot_client.exceptions import DecodeException

if TYPE_CHECKING:
    from chatwoot_client.calls.attempts import Attempts
    from chatwoot_client.calls.request import Request

__all__ = ["result_of"]


def result_of(request: Request, attempts: Attempts) -> Any:
    """Have *request* answered, and make of the answer what its options say.

    Raises:
        ApiException: there is no answer, or it isn't what was promised.
    """
    try:
        if not WATCHERS:
            return _result_of(attempts, request)
        return watched(partial(_result_of, attempts), request, attempts.ends(request))
    except BaseException:
        if request.upload is not None:
            # What was given can be given again; an exception's ``sent`` is that.
            request.upload.give_back()
        raise


def _result_of(attempts: Attempts, request: Request) -> Any:
    options = request.call.options
    if request.upload is not None and request.upload.progress is not None:
        from chatwoot_client.calls.progress import unwrapped

        response, count = unwrapped(lambda: attempts.answer_to(request))
    else:
        response, count = attempts.answer_to(request)
    data: Any = response
    if options.get("_preload_content", True):
        try:
            data = decode(response, request.call.returns, request.call.otherwise)
        except DecodeException as error:
            # Loaded with the first call that fails.
            from chatwoot_client.calls.explain import explained

            raise explained(request, error, count) from None
    if options.get("_return_http_data_only", True):
        return data
    return ApiResponse(data, response.status, response.headers)
