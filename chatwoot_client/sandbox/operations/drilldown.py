"""The conversations and messages behind one point of a report's series."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from chatwoot_client.sandbox.http.exchange import Answer
from chatwoot_client.sandbox.operations.operation import serves
from chatwoot_client.sandbox.operations.reports import V2_ACCOUNT, ReportOperation
from chatwoot_client.sandbox.rails.answers import shown
from chatwoot_client.sandbox.rails.casts import leading_int, text
from chatwoot_client.sandbox.rails.errors import Refused
from chatwoot_client.sandbox.records.conversations import ACTIVITY, MESSAGE_TYPES, Conversation, Message
from chatwoot_client.sandbox.records.people import User
from chatwoot_client.sandbox.records.release import POINTS_ARE_LOOKED_INTO, Release
from chatwoot_client.sandbox.rules.periods import Period, following
from chatwoot_client.sandbox.rules.reports import MESSAGES, METRICS, Counted, duration
from chatwoot_client.sandbox.views.fields import Json, epoch, epochs, fields

PER_PAGE, MAX_PER_PAGE = 25, 100
_OF_MESSAGES = (*MESSAGES, "avg_first_response_time", "reply_time")
_KINDS = ("account", "inbox", "agent", "label", "team")
_WORDS = {number: word for word, number in MESSAGE_TYPES.items()}


class DrilldownOperations(ReportOperation):
    """The records behind a point; a parameter that can't be is refused without a word."""

    path: ClassVar[str] = V2_ACCOUNT + "/reports/drilldown"
    since: ClassVar[Release] = POINTS_ARE_LOOKED_INTO
    for_administrators: ClassVar[frozenset[str]] = frozenset(("index",))

    @serves("GET")
    def index(self) -> Answer:
        metric, kind = text(self._params, "metric"), text(self._params, "type") or "account"
        bucket = self._bucket()
        if metric not in METRICS or kind not in _KINDS or bucket is None:
            raise Refused(422, None)
        counted = self._scope(kind, self._params.get("id")).counted(metric, bucket)
        counted.sort(key=lambda each: each.at, reverse=True)
        per_page = min(leading_int(self._params.get("per_page")), MAX_PER_PAGE)
        per_page = per_page if per_page > 0 else PER_PAGE
        record_type = "message" if metric in _OF_MESSAGES else "conversation"
        meta = {
            "metric": metric,
            "record_type": record_type,
            "bucket": epochs(bucket, "since until"),
            "current_page": max(1, leading_int(self._params.get("page"))),
            "per_page": per_page,
            "total_count": len(counted),
            "conversation_count": len({each.conversation for each in counted}),
        }
        payload = [self._record(each, record_type) for each in self._paged(counted, per_page)]
        return shown({"meta": meta, "payload": payload})

    def _bucket(self) -> Period | None:
        """The hour, day … that the point stands for, as far as it's asked for; None for a point that can't be."""
        sent = [self._params.get(name) for name in ("since", "until", "bucket_timestamp")]
        if not all(str(each).isdigit() for each in sent):
            return None
        period = self._period()
        try:
            start = datetime.fromtimestamp(leading_int(sent[2]), self._zone)
            end = following(start, self._grouping)
        except (OverflowError, ValueError, OSError):
            return None
        if period is None or max(start, period.since) >= min(end, period.until):
            return None
        return Period(max(start, period.since), min(end, period.until))

    def _record(self, each: Counted, record_type: str) -> Json:
        of_message = record_type == "message"
        event = each.event
        return {
            "record_type": record_type,
            "conversation": _conversation(each.conversation),
            "message": _message(each.message) if of_message and each.message else None,
            "metric_value": duration(each, self._in_business_hours) if event else None,
            "occurred_at": epoch(each.at),
            **({"event_name": event.name} if event and not of_message else {}),
        }


def _conversation(record: Conversation) -> Json:
    agent = record.assignee if isinstance(record.assignee, User) else None
    said = [each for each in record.messages if each.message_type != ACTIVITY]
    return {
        "id": record.id,
        "display_id": record.id,
        **_named("contact", record.contact),
        **_named("inbox", record.inbox),
        **_named("assignee", agent),
        "status": record.status,
        **epochs(record, "created_at last_activity_at"),
        "last_message": _message(said[-1]) if said else None,
    }


def _named(role: str, record: Any) -> Json:
    return {f"{role}_id": getattr(record, "id", None), f"{role}_name": getattr(record, "name", None)}


def _message(record: Message) -> Json:
    return {
        **fields(record, "id content"),
        "message_type": _WORDS[record.message_type],
        "sender_name": record.sender.name if record.sender else None,
        "created_at": epoch(record.created_at),
    }
