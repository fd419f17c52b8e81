"""`python test/recordings/trim_deliveries.py FOLDER` makes `deliveries.json.gz` of the deliveries of a recording.

The server that made them is gone, so they keep their secrets: a signature fits only the bytes and the secret it's of.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

KEPT_HEADERS = ("X-Chatwoot-Delivery", "X-Chatwoot-Timestamp", "X-Chatwoot-Signature")


def main(folder: str) -> None:
    recorded = json.loads((Path(folder) / "webhook-deliveries.json").read_text(encoding="utf-8"))
    trimmed = [
        {
            "name": delivery["name"],
            "event": delivery["event"],
            "headers": {name: value for name, value in delivery["headers"] if name in KEPT_HEADERS},
            "body": delivery["body_text"],
            "secret": delivery["secret"],
        }
        for delivery in recorded
    ]
    text = json.dumps(trimmed, ensure_ascii=False, separators=(",", ":"))
    target = Path(__file__).with_name("deliveries.json.gz")
    target.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{target}: {len(trimmed)} deliveries, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
