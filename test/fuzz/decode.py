"""What becomes of the bytes of an answer: ``run.py`` fuzzes it, and the tests give it the corpus."""

from __future__ import annotations

import http.client
import io
import json
import zlib
from typing import Any

import chatwoot_client
from chatwoot_client import DecodeException, Model, http1, rest
from chatwoot_client.calls.answer import decode, readable
from chatwoot_client.calls.waits import retry_after, seconds_to_next_minute, wait_asked_for
from chatwoot_client.exceptions import class_for_status
from chatwoot_client.generated import file_name

LIMIT = 1_000_000
MODELS = [cls for name in chatwoot_client.models.__all__ if issubclass(cls := getattr(chatwoot_client, name), Model)]
SHAPES = [*MODELS, *([cls] for cls in MODELS), str, object]
#: What reading an answer may raise, for the client to make one of its own exceptions of.
NOT_HTTP = (http.client.HTTPException, OSError, ValueError, zlib.error, http1.TooLarge)


class Sender:
    """A socket whose peer sent *data* and hung up."""

    def __init__(self, data: bytes) -> None:
        self.recv_into = io.BytesIO(data).readinto

    def settimeout(self, seconds: float) -> None:
        pass


def check(data: bytes) -> None:
    """Read *data* as an answer, in a shape that its length decides on; its body even where its head is bad."""
    shape = SHAPES[len(data) % len(SHAPES)]
    check_shape(rest.RESTResponse(200, "OK", http1.Fields(), data.partition(b"\r\n\r\n")[2]), shape)
    reader = http1.Reader(http1.Incoming(Sender(data), http1.Patience(1, 1, None)))
    answer = http1.Answer(reader, method="GET")
    try:
        answer.begin()
        body = http1.whole(http1.decoded(answer), LIMIT)
    except NOT_HTTP:
        return
    response = rest.RESTResponse(answer.status, answer.reason, answer.fields, body)
    check_waits(response)
    check_shape(response, shape)
    check_exception(response)


def check_waits(response: rest.RESTResponse) -> None:
    headers = response.headers
    assert (retry_after(headers) or 0) >= 0
    assert (wait_asked_for(response.status, headers) or 0) >= 0
    assert 0 < seconds_to_next_minute(headers) <= 60


def check_shape(response: rest.RESTResponse, shape: Any) -> None:
    try:
        value = decode(response, shape)
    except DecodeException:
        return
    for model in value if isinstance(value, list) else [value]:
        if isinstance(model, Model):
            before = json.dumps(model.to_dict())
            for name in model._fields:
                getattr(model, name)
            assert json.dumps(model.to_dict()) == before


def check_exception(response: rest.RESTResponse) -> None:
    error = class_for_status(response.status)(
        response.status, response.reason, body=readable(response.data), headers=response.headers
    )
    assert str(error)
    assert all(isinstance(text, str) for text in (*error.errors, *error.attributes, error.message or ""))
    name = file_name(response.getheader("content-disposition") or "")
    assert name
    assert not set(name) & set("/\\\0")
