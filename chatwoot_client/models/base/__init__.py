"""What a model is made of: its fields, the JSON that it shows, the moments in it."""

from __future__ import annotations

from chatwoot_client.models.base.data import NULL, json_default, plain, to_json
from chatwoot_client.models.base.fields import field, ignored, listed, mapped
from chatwoot_client.models.base.introspection import annotations_of
from chatwoot_client.models.base.model import Model, view, views
from chatwoot_client.models.base.moments import FloatTimestamp, Timestamp, iso_datetime, whole_seconds
from chatwoot_client.models.base.nested import find_model, nested, nested_list, variant
from chatwoot_client.models.base.sending import sendable
from chatwoot_client.models.base.times import epoch, float_epoch, iso, moment
from chatwoot_client.models.base.words import word, words

__all__ = [
    "NULL",
    "FloatTimestamp",
    "Model",
    "Timestamp",
    "annotations_of",
    "epoch",
    "field",
    "find_model",
    "float_epoch",
    "ignored",
    "iso",
    "iso_datetime",
    "json_default",
    "listed",
    "mapped",
    "moment",
    "nested",
    "nested_list",
    "plain",
    "sendable",
    "to_json",
    "variant",
    "view",
    "views",
    "whole_seconds",
    "word",
    "words",
]
