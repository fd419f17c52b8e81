"""Answers of a real Chatwoot, from the recordings that the tests go by, cut down to what a reader looks at."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "test" / "support"))

import recorded

WIDTH = 100
#: How long a text may be.
LONGEST = 64
#: An object with more fields than these is a record; others are envelopes, or parts of one.
ENVELOPE = 6
#: How many fields are shown of what's in a record, and in what's in that: of the record itself all are.
MOST = (None, 8, 0)
REST = "…"


@cache
def answers() -> dict[tuple[str, str], str]:
    """A sample answer by class and operation, of those of which one was recorded, as a block of Markdown."""
    recordings: dict[tuple[str, str], list[str]] = {}
    for exchange in recorded.EXCHANGES:
        operation = recorded.served_by(exchange)
        if operation is not None and exchange["status"] < 300 and exchange["answer"]:
            recordings.setdefault((operation.api.__name__, operation.name), []).append(exchange["answer"])
    return {operation: sample(max(texts, key=wealth)) for operation, texts in recordings.items()}


def wealth(text: str) -> tuple[int, int]:
    """How much there's to see in an answer: its fields that have something; of two alike, the shorter one."""
    return filled(as_json(text)), -len(text)


def filled(value: Any) -> int:
    """How many places in JSON have something, of a list those of the item that has most."""
    if isinstance(value, dict):
        return sum(map(filled, value.values()))
    if isinstance(value, list):
        return max(map(filled, value), default=0)
    return value not in (None, "")


def sample(text: str) -> str:
    value = as_json(text)
    if value is None:
        lines = text.strip().splitlines()
        return fenced("text", "\n".join([shortened(line) for line in lines[:4]] + [REST] * (len(lines) > 4)))
    return fenced("json", laid_out(trimmed(value)))


def fenced(language: str, text: str) -> str:
    # The server that was recorded is no more.
    text = re.sub(r"https?://127\.0\.0\.1:\d+", "https://chatwoot.example.com", text)
    return f"```{language}\n{text}\n```"


def as_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def trimmed(value: Any, depth: int = 0) -> Any:
    """JSON with one item of each list, the beginning of long texts, and less of what's in *depth* records already."""
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, (dict, list))]
        return [trimmed(item, depth) for item in ([max(objects, key=filled)] if objects else value[:3])]
    if not isinstance(value, dict):
        return value
    shown = list(value.items())[: MOST[min(depth, len(MOST) - 1)]]
    rest = {REST: REST} if len(shown) < len(value) else {}
    inside = depth + (len(value) > ENVELOPE)
    return {name: trimmed(item, inside) for name, item in shown} | rest


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}{REST}"


def laid_out(value: Any, indent: str = "", before: int = 0) -> str:
    """JSON with an object or a list on one line where it fits in there."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(indent) + before + len(line) <= WIDTH:
        return line
    inner = f"{indent}  "
    if isinstance(value, dict):
        items = [f"{json.dumps(name, ensure_ascii=False)}: " for name in value]
        items = [f"{name}{laid_out(item, inner, len(name))}" for name, item in zip(items, value.values())]
    else:
        items = [laid_out(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}{closing}"
