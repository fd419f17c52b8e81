"""Makes `operations.json.gz`, the data of the tests of every operation, from the recordings of a real Chatwoot.

    python test/recordings/trim_operations.py PATH_OF_RECORDINGS PATH_OF_DESCRIPTION

Of each operation those exchanges are kept that show something new: a request of another kind or with other fields, an
answer of another shape (see `shapes.py`), an error of another status. Lists are cut to the items that add a shape;
other than that, requests and answers are as they were recorded. Of Chatwoot's description (`swagger.json`) only the
list of operations is kept, with their parameters.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from shapes import Trait, traits

Exchange = dict[str, Any]

#: Files with nothing of an operation in them.
NO_OPERATIONS = ("index", "throttling", "webhook-deliveries", "unlisted-widget")

#: What was recorded and isn't an operation of the client, and why.
NO_OPERATION = {
    r"(HEAD|OPTIONS) .*": "a method of HTTP rather than of the API",
    r"GET /api/v1/no_such_thing": "there is no such path",
    r"GET /api/v1/profile\..*": "another notation of /api/v1/profile",
    r"POST /api/v1/profile": "a PUT with its method in the body",
    r"DELETE /api/v1/profile": "there is no such method of that path",
    r"POST /api/v1/accounts": "signing up with a password, which is for browsers",
    r"\w+ /auth/.*": "signing in with a password, which is for browsers; the client has a token",
    r"\w+ /installation/onboarding": "setting a new server up, once, in a browser",
    r"GET /rails/.*": "a file's address, which an answer names; any HTTP client can load it",
    r"PATCH /api/v1/accounts/{account_id}/contacts/{id}": "the same as PUT, which the description has",
    r"PUT /public/api/v1/csat_survey/{conversation_uuid}": "the same as PATCH",
    r"PATCH /api/v1/accounts/{account_id}/working_hours/{id}": "a path that answers 404 whatever is sent",
    r"GET /hc/{slug}/articles/how-to-pay-one.png": "the picture by which a page counts its views",
    r"GET /hc/{slug}/en/search(.json)?": "a page for browsers",
}

KEPT_REQUEST_HEADERS = ("accept", "content-type", "api_access_token", "if-none-match")


def main(source: Path, description: Path) -> None:
    recorded = [kept(exchange) for exchange in read(source)]
    data = {
        "described": list(described(json.loads(description.read_text("utf-8")))),
        "exchanges": list(chosen(each for each in recorded if left_out(each) is None)),
        "left_out": {place(each): left_out(each) for each in recorded if left_out(each) is not None},
    }
    target = Path(__file__).with_name("operations.json.gz")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{len(data['exchanges'])} of {len(recorded)} exchanges, {target.stat().st_size} bytes")


# --- what was recorded ---


def read(source: Path) -> Iterator[Exchange]:
    for path in sorted(source.glob("*.json")):
        if path.stem not in NO_OPERATIONS:
            yield from json.loads(path.read_text("utf-8"))


def kept(exchange: Exchange) -> Exchange:
    """An exchange with what the tests need of it."""
    headers = dict(exchange["response_headers"])
    return {
        "name": exchange["name"],
        "operation": exchange["operation_id"],
        "method": exchange["method"],
        "template": exchange["path_template"],
        "path": exchange["path"],
        "query": exchange["query"],
        "headers": [pair for pair in exchange["request_headers"] if pair[0].lower() in KEPT_REQUEST_HEADERS],
        "body": exchange["request_body"],
        "status": exchange["status"],
        "content_type": headers.get("content-type"),
        "answer": exchange.get("response_body_text"),
    }


def place(exchange: Exchange) -> str:
    return f"{exchange['method']} {exchange['template']}"


def left_out(exchange: Exchange) -> str | None:
    """Why an exchange is no operation's; None when it's one's."""
    return next((why for pattern, why in NO_OPERATION.items() if fits(pattern, place(exchange))), None)


def fits(pattern: str, text: str) -> bool:
    return re.fullmatch(re.sub(r"{(\w+)}", r"\\{\1\\}", pattern), text) is not None


# --- the choice ---


def chosen(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """Those exchanges that show something of their operation that none before them did."""
    seen: dict[str, set[Any]] = {}
    for exchange in exchanges:
        known = seen.setdefault(place(exchange), set())
        shown = set(shown_by(exchange))
        if not shown <= known:
            yield with_short_lists(exchange, {trait for trait in known if trait[0] == exchange["status"] // 100})
            known |= shown


def shown_by(exchange: Exchange) -> Iterator[Any]:
    status = exchange["status"]
    if status >= 300:
        yield status, frozenset(traits(as_json(exchange["answer"])))
        return
    yield "kind", status, exchange["content_type"], *kind_of_request(exchange)
    for trait in traits(as_json(exchange["answer"])):
        yield status // 100, trait


def kind_of_request(exchange: Exchange) -> Iterator[Any]:
    body = exchange["body"]
    yield frozenset(name for name, _ in exchange["query"])
    if isinstance(body, dict) and "multipart" in body:
        yield "multipart", frozenset((part["name"], "filename" in part) for part in body["multipart"])
    elif isinstance(body, dict) and "form" in body:
        yield "form", frozenset(name for name, _ in body["form"])
    else:
        yield "JSON", frozenset(traits(body))


def as_json(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return text


def with_short_lists(exchange: Exchange, known: set[Any]) -> Exchange:
    answer = as_json(exchange["answer"])
    if exchange["status"] >= 300 or not isinstance(answer, (dict, list)):
        return exchange
    short = shortened(answer, "$", {trait for _, trait in known})
    if short == answer:
        return exchange
    return {**exchange, "answer": json.dumps(short, ensure_ascii=False, separators=(",", ":"))}


def shortened(value: Any, where: str, known: set[Trait]) -> Any:
    """JSON whose lists have their first item and those that add a shape; *known* are the traits that need no item."""
    if isinstance(value, dict):
        return {name: shortened(item, f"{where}.{name}", known) for name, item in value.items()}
    if not isinstance(value, list) or not any(isinstance(item, (dict, list)) for item in value):
        return value
    short: list[Any] = []
    for item in value:
        new = set(traits(item, f"{where}[]")) - known
        if new or not short:
            short.append(shortened(item, f"{where}[]", known))
            known |= new
    return short


# --- the description ---


def described(description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in description["paths"].items():
        for method in ("get", "put", "post", "delete", "patch"):
            if method in item:
                operation = item[method]
                parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
                yield {
                    "id": operation["operationId"],
                    "tag": operation["tags"][0],
                    "method": method.upper(),
                    "path": path,
                    "parameters": [
                        [parameter["name"], parameter["in"]]
                        for parameter in (resolved(description, each) for each in parameters)
                    ],
                    "body": "requestBody" in operation,
                    # None where it says nothing of it, which isn't the same as that none is needed.
                    "security": [*map(next, map(iter, operation["security"]))] if "security" in operation else None,
                }


def resolved(description: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found = description
    for name in value["$ref"].lstrip("#/").split("/"):
        found = found[name]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
