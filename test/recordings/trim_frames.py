"""`python test/recordings/trim_frames.py FOLDER` makes `frames.json.gz` of what came over `/cable` in a recording.

Of each event it keeps the paths of the fields that its data always had, and of those that it ever had.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from fields import fields_of


def main(folder: str) -> None:
    found: dict[str, list[Any]] = {}
    for session in json.loads((Path(folder) / "cable.json").read_text(encoding="utf-8")):
        for frame in session["frames"]:
            text = frame.get("text") or ""
            if frame["direction"] == "in" and text.startswith('{"identifier"'):
                message = json.loads(text).get("message") or {}
                if message.get("event"):
                    found.setdefault(message["event"], []).append(message["data"])
    kept = {}
    for event, data in sorted(found.items()):
        shapes = [fields_of(each) for each in data]
        kept[event] = {"always": sorted(set.intersection(*shapes)), "ever": sorted(set.union(*shapes))}
    target = Path(__file__).with_name("frames.json.gz")
    target.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), mtime=0))
    print(f"{target}: {len(kept)} events, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
