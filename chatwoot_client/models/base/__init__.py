"""What a model is made of: its fields, the JSON that it shows, the moments in it."""

from __future__ import annotations

from chatwoot_client.models.base.data import NULL, json_default, plain, to_json
from chatwoot_client.models.base.fields import epoch, field, find_model, float_epoch, iso, moment, nested, nested_list
from chatwoot_client.models.base.introspection import annotations_of
from chatwoot_client.models.base.model import Model, view, views
from chatwoot_client.models.base.moments import FloatTimestamp, Timestamp, iso_datetime, seconds_of

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
    "iso",
    "iso_datetime",
    "json_default",
    "moment",
    "nested",
    "nested_list",
    "plain",
    "seconds_of",
    "to_json",
    "view",
    "views",
]
