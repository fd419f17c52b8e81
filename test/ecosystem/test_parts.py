"""The parts that this room starts work, so that what is skipped elsewhere isn't skipped for a fault of theirs."""

from __future__ import annotations

from typing import Any

import pytest

redis = pytest.importorskip("redis")


def test_a_redis_that_was_killed_comes_back_with_what_it_stored(redis_server: Any) -> None:
    with redis.Redis.from_url(redis_server.url) as connection:
        connection.set("kept", "yes")
        redis_server.kill()
        redis_server.start()
        assert connection.get("kept") == b"yes"
