"""Makes `corpus/` from the recordings: of each operation and status the longest answer that isn't long.

python test/fuzz/make_corpus.py
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

HERE = Path(__file__).parent
MOST_BYTES = 1500
RECORDINGS = HERE.parent / "recordings" / "public.json.gz"
KEPT_HEADERS = ("content-type", "retry-after", "x-request-id", "location")


def main() -> None:
    chosen: dict[str, bytes] = {}
    for step in json.loads(gzip.decompress(RECORDINGS.read_bytes())):
        exchange = step.get("exchange")
        if exchange:
            answer = on_the_wire(exchange)
            name = f"{exchange['operation'] or 'other'}-{exchange['status']}"
            if len(answer) <= MOST_BYTES:
                chosen[name] = max(answer, chosen.get(name, b""), key=len)
    (HERE / "corpus").mkdir(exist_ok=True)
    for name, answer in chosen.items():
        (HERE / "corpus" / name).write_bytes(answer)


def on_the_wire(exchange: dict) -> bytes:
    body = (exchange["answer"] or "").encode()
    kept = {name: text for name, text in exchange["answer_headers"].items() if name in KEPT_HEADERS}
    lines = [f"HTTP/1.1 {exchange['status']} -", *(f"{name}: {text}" for name, text in kept.items())]
    return "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode() + body


if __name__ == "__main__":
    main()
