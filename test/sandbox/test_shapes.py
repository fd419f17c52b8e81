"""The helper that holds answers against the recorded ones lets through what was recorded, and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from recorded import EXCHANGES
from shapes import assert_shaped_as_recorded

(LABELS,) = [each for each in EXCHANGES if each["name"] == "labels"]
LIST = "list-all-labels"


@pytest.fixture
def labels() -> Any:
    return copy.deepcopy(json.loads(LABELS["answer"]))


def test_every_recorded_answer_has_the_shape_of_its_operation() -> None:
    for exchange in EXCHANGES:
        if exchange["status"] < 300 and "json" in (exchange["content_type"] or "") and exchange["answer"]:
            assert_shaped_as_recorded(f"{exchange['method']} {exchange['template']}", json.loads(exchange["answer"]))


@pytest.mark.parametrize(
    "name", [LIST, "list_all_labels", "LabelsApi.list_all_labels", "GET /api/v1/accounts/{account_id}/labels"]
)
def test_an_operation_goes_by_any_of_its_names(labels: Any, name: str) -> None:
    assert_shaped_as_recorded(name, labels)
    with pytest.raises(AssertionError, match=r"\$: payload|\$: no payload"):
        assert_shaped_as_recorded(name, {})


def test_a_field_that_was_always_there_is_missed(labels: Any) -> None:
    del labels["payload"][0]["color"]
    with pytest.raises(AssertionError, match=r"\$\.payload\[\]: no color, which was always recorded"):
        assert_shaped_as_recorded(LIST, labels)


def test_a_field_that_never_came_is_one_too_many(labels: Any) -> None:
    labels["payload"][0]["colour"] = "#fff"
    with pytest.raises(AssertionError, match=r"\$\.payload\[\]: colour, which was never recorded"):
        assert_shaped_as_recorded(LIST, labels)


@pytest.mark.parametrize("value", ["5", 5.0, True, None, [5], {"id": 5}])
def test_another_type_is_told_of(labels: Any, value: Any) -> None:
    labels["payload"][0]["id"] = value
    with pytest.raises(AssertionError, match=r"\$\.payload\[\]\.id: \w+, where integer was recorded"):
        assert_shaped_as_recorded(LIST, labels)


def test_free_form_objects_are_left_alone() -> None:
    (contact,) = [each for each in EXCHANGES if each["name"] == "contact-create"]
    answer = json.loads(contact["answer"])
    answer["payload"]["contact"]["custom_attributes"] = {"never": {"recorded": [1]}}
    assert_shaped_as_recorded("contactCreate", answer)
    answer["payload"]["contact"]["custom_attributes"] = "text"
    with pytest.raises(AssertionError, match="custom_attributes: text"):
        assert_shaped_as_recorded("contactCreate", answer)


@pytest.mark.parametrize("name", ["no-such-operation", "delete-a-label"])
def test_an_operation_without_recorded_answers_is_refused(name: str) -> None:
    with pytest.raises(AssertionError, match=name):
        assert_shaped_as_recorded(name, {})
