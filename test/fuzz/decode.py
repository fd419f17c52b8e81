"""What becomes of the bytes of an answer: ``run.py`` fuzzes it, and the tests give it the corpus."""

from __future__ import annotations

import json
from typing import Any

import chatwoot_client
from chatwoot_client import DecodeException, Model, rest
from chatwoot_client.calls.answer import decode, readable
from chatwoot_client.calls.waits import retry_after, seconds_to_next_minute, wait_asked_for
from chatwoot_client.exceptions import class_for_status
from chatwoot_client.generated import file_name
from chatwoot_client.wire.content import decoded, whole
from chatwoot_client.wire.failures import Failure
from chatwoot_client.wire.http1 import Fields, Parser

LIMIT = 1_000_000
MODELS = [cls for name in chatwoot_client.models.__all__ if issubclass(cls := getattr(chatwoot_client, name), Model)]
SHAPES = [*MODELS, *([cls] for cls in MODELS), str, object]


def check(data: bytes) -> None:
    """Read *data* as an answer, in a shape that its length decides on; its body even where its head is bad."""
    shape = SHAPES[len(data) % len(SHAPES)]
    check_shape(rest.RESTResponse(200, "OK", Fields(), data.partition(b"\r\n\r\n")[2]), shape)
    response = answer_in(data, len(data) + 1)
    # However it comes, it's the same.
    in_pieces = answer_in(data, len(data) % 7 + 1)
    assert (response is None) == (in_pieces is None)
    if response is None or in_pieces is None:
        return
    assert (response.status, response.reason, response.data) == (in_pieces.status, in_pieces.reason, in_pieces.data)
    assert response.headers == in_pieces.headers
    check_waits(response)
    check_shape(response, shape)
    check_exception(response)


def answer_in(data: bytes, size: int) -> rest.RESTResponse | None:
    """The answer in *data*, which comes in pieces of *size* bytes and then ends; None where there's none."""
    pieces = iter([*(data[start : start + size] for start in range(0, len(data), size)), b""])
    parser = Parser("GET")

    def read(most: int) -> bytes:
        while (piece := parser.read(most)) is None:
            parser.receive(next(pieces))
        return piece

    try:
        while (head := parser.head()) is None:
            parser.receive(next(pieces))
        body = whole(decoded(read, head.fields.get("content-encoding", "")), LIMIT)
    except Failure:
        return None
    return rest.RESTResponse(*head, body)


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
