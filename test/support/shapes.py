"""The shape of JSON: which fields its objects have, and of which types, as far as the server decides it.

:func:`assert_shaped_as_recorded` holds an answer against those that a real Chatwoot gave.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Union

#: What these hold is anything: their keys are chosen by users, by features and integrations, or by what happened.
FREE_FORM = frozenset(
    (
        "additional_attributes",
        "action_params",
        "audited_changes",
        "bot_config",
        "content_attributes",
        "custom_attributes",
        "features",
        "properties",
        "settings_form_schema",
        "settings_json_schema",
        "submitted_values",
        "ui_settings",
    )
)

#: A key by which a map is read, a number, a date or a class, rather than the name of a field.
_NOT_A_NAME = re.compile(r"\d.*|.*[^\w-].*")
_TYPES = {
    dict: "object",
    list: "list",
    str: "text",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}

#: Where in the JSON, and either the type of what is there or the names of the fields that an object has there.
Trait = tuple[str, Union[str, "frozenset[str]"]]


def traits(value: Any, where: str = "$") -> Iterator[Trait]:
    """What makes the shape of JSON; two values of one shape have the same."""
    yield where, _TYPES[type(value)]
    if where.rpartition(".")[2] in FREE_FORM:
        return
    if isinstance(value, dict):
        yield where, frozenset(name for name in value if not _NOT_A_NAME.fullmatch(name))
        for name, item in value.items():
            yield from traits(item, f"{where}.{'*' if _NOT_A_NAME.fullmatch(name) else name}")
    elif isinstance(value, list):
        for item in value:
            yield from traits(item, f"{where}[]")


def differences(recorded: set[Trait], given: Any) -> list[str]:
    """Where *given* has another shape than all that was recorded."""
    found = []
    for where, trait in sorted(set(traits(given)), key=str):
        known = [each for at, each in recorded if at == where and type(each) is type(trait)]
        if isinstance(trait, str):
            if known and trait not in known:
                found.append(f"{where}: {trait}, where {' or '.join(sorted(map(str, known)))} was recorded")
        elif known:
            fields = [each for each in known if isinstance(each, frozenset)]
            missing = frozenset.intersection(*fields) - trait
            unknown = trait - frozenset.union(*fields)
            found += [f"{where}: no {name}, which was always recorded" for name in sorted(missing)]
            found += [f"{where}: {name}, which was never recorded" for name in sorted(unknown)]
    return found


def assert_shaped_as_recorded(operation: str, data: Any) -> None:
    """Hold *data*, the JSON of an answer, against the recorded 2xx answers of *operation*.

    An object has each field that it had in all recordings, and none that it had in none; every type is one of those
    that were recorded in its place. What is in free-form objects doesn't count, nor what is in a list or an object
    that was always empty.

    Parameters:
        operation: its id in the description (``contactCreate``), the method (``contact_create``, or
            ``ContactsApi.contact_create`` where two classes have one), or ``POST /api/v1/accounts/{account_id}/…``.
    """
    found = differences(_recorded_traits(operation), data)
    assert not found, f"{operation}:\n  " + "\n  ".join(found)


@cache
def _recorded_traits(operation: str) -> set[Trait]:
    from recorded import EXCHANGES, label, served_by, snake_case, unnamed

    def described(exchange: dict[str, Any]) -> set[str]:
        place = f"{exchange['method']} {unnamed(exchange['template'])}"
        return {place, exchange["operation"] or "", snake_case(exchange["operation"] or "")}

    def served(exchange: dict[str, Any]) -> set[str]:
        found = served_by(exchange)
        return set() if found is None else {found.name, label(found)}

    # What the client calls it is looked up last, since a sandbox may be ahead of the client.
    for names in (described, served):
        meant = [exchange for exchange in EXCHANGES if unnamed(operation) in names(exchange)]
        if meant:
            break
    places = {(exchange["method"], unnamed(exchange["template"])) for exchange in meant}
    assert len(places) == 1 or "/hc/" in str(places), f"{operation} means {sorted(places) or 'nothing recorded'}"
    answers = [exchange["answer"] for exchange in meant if 200 <= exchange["status"] < 300 and exchange["answer"]]
    assert answers, f"no answer of {operation} was recorded"
    return {trait for answer in answers for trait in traits(json.loads(answer))}
