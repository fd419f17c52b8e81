"""What a contact may submit as the answer to a message."""

from __future__ import annotations

from typing import Any, Callable

from chatwoot_client.sandbox.rails.casts import Params, is_scalar


def submitted_values(params: Params) -> Any:
    """An answer with the keys that answers have; None when there is none."""
    return _objects(params.get("submitted_values"), _submitted_value)


def _submitted_value(value: Params) -> Params:
    kept = _permitted(value, ("name", "title", "value"))
    response = _objects(
        value.get("csat_survey_response"), lambda answer: _permitted(answer, ("feedback_message", "rating"))
    )
    if response is not None:
        kept["csat_survey_response"] = response
    return kept


def _permitted(value: Params, names: tuple[str, ...]) -> Params:
    return {name: value[name] for name in names if name in value and is_scalar(value[name])}


def _objects(value: Any, kept: Callable[[Params], Params]) -> Any:
    if isinstance(value, list):
        return [kept(each) for each in value if isinstance(each, dict)]
    return kept(value) if isinstance(value, dict) else None
