"""Fields that hold moments."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.models.base.fields import Field
from chatwoot_client.models.base.moments import (
    FloatTimestamp,
    Timestamp,
    iso_datetime,
    iso_text,
    seconds_of,
    whole_seconds,
)

if TYPE_CHECKING:
    from chatwoot_client.models.base.data import View


class _Time(Field):
    """A time: a ``datetime`` that's put there is kept as what the server takes."""

    __slots__ = ()

    def setter(self) -> Callable[[View, Any], None]:
        put = super().setter()
        name, written = self.json_name, self.written

        def put_written(model: View, value: Any) -> None:
            put(model, written(name, value) if isinstance(value, datetime.date) else value)

        return put_written

    def written(self, where: str, moment: datetime.date) -> Any:
        """A moment as it stands in JSON.

        Raises:
            ValueError: it doesn't say in which time zone, and nobody is to guess it.
        """
        return iso_text(where, moment)

    def sendable(self, where: str, value: Any) -> Any:
        return self.written(where, value) if isinstance(value, datetime.date) else value


class _Epoch(_Time):
    __slots__ = ()

    def written(self, where: str, moment: datetime.date) -> Any:
        return int(seconds_of(where, moment))

    def sendable(self, where: str, value: Any) -> Any:
        return whole_seconds(where, value)

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name

        def get(model: View) -> Any:
            value = model._json.get(name)
            return Timestamp(value) if type(value) is int else value

        return get


class _FloatEpoch(_Time):
    __slots__ = ()

    def written(self, where: str, moment: datetime.date) -> Any:
        return seconds_of(where, moment)

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name

        def get(model: View) -> Any:
            value = model._json.get(name)
            if type(value) is not float and type(value) is not int:
                return value
            try:
                return FloatTimestamp(value)
            except OverflowError:
                return value

        return get


class _Iso(_Time):
    __slots__ = ()

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name

        def get(model: View) -> Any:
            value = model._json.get(name)
            return iso_datetime(value) if isinstance(value, str) else value

        return get


class _AnyMoment(_FloatEpoch):
    """A time that comes in either form: what's delivered has both, sometimes for one field."""

    __slots__ = ()

    def getter(self) -> Callable[[View], Any]:
        read = super().getter()

        def get(model: View) -> Any:
            value = read(model)
            if not isinstance(value, str):
                return value
            moment = iso_datetime(value)
            return moment if moment is value else FloatTimestamp(moment.timestamp())

        return get


def epoch(json_name: str | None = None) -> Any:
    """A :class:`Timestamp`."""
    return _Epoch(json_name)


def float_epoch(json_name: str | None = None) -> Any:
    """A :class:`FloatTimestamp`."""
    return _FloatEpoch(json_name)


def iso(json_name: str | None = None) -> Any:
    """An aware ``datetime``, sent as ISO 8601 text."""
    return _Iso(json_name)


def moment(json_name: str | None = None) -> Any:
    """A :class:`FloatTimestamp` of seconds or of ISO 8601 text, whichever came."""
    return _AnyMoment(json_name)
