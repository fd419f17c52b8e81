"""Spans and metrics of calls for OpenTelemetry (extra ``otel``), by its conventions for HTTP clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chatwoot_client.observer import ObservedAttempt, ObservedCall, ObservedEnd, Observer
from chatwoot_client.version import VERSION

try:
    from opentelemetry import context, metrics, propagate, trace
except ModuleNotFoundError as _missing:
    advice = "chatwoot_client.telemetry needs OpenTelemetry: pip install 'chatwoot-python-client[otel]'"
    raise ModuleNotFoundError(advice, name=_missing.name) from None

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.propagators.textmap import TextMapPropagator
    from opentelemetry.trace import Span, TracerProvider

__all__ = ["Telemetry"]

_NAME = "chatwoot_client"
_SCHEMA = "https://opentelemetry.io/schemas/1.34.0"
#: What the conventions advise for durations of HTTP requests, in seconds.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
#: What keeps OpenTelemetry's own instrumentations from giving a request a second span.
_SUPPRESSED: str | None = getattr(context, "_SUPPRESS_HTTP_INSTRUMENTATION_KEY", None)


class _Traced:
    """What there is of a call while it's under way."""

    __slots__ = ("attempt", "attempt_context", "call")

    def __init__(self, call: Span) -> None:
        self.call = call
        self.attempt: Span | None = None
        self.attempt_context: Any = None


class Telemetry(Observer):
    """An observer that gives each call a span under the caller's current one, and each attempt a span under that.

    A call's span is of kind internal and named by its operation; an attempt's is a client's, named by method and path
    template, and has the attributes of OpenTelemetry's conventions for HTTP. Durations of attempts are recorded as
    ``http.client.request.duration``. Requests carry the attempt's span in what the propagator writes, ``traceparent``
    by default. Like all that observers are told, it names no contact and holds no secret: ``url.full`` has
    placeholders.

    Parameters:
        tracer_provider, meter_provider, propagator: OpenTelemetry's global ones when left out.
    """

    def __init__(
        self,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        propagator: TextMapPropagator | None = None,
    ) -> None:
        self._tracer = trace.get_tracer(_NAME, VERSION, tracer_provider, schema_url=_SCHEMA)
        meter = metrics.get_meter(_NAME, VERSION, meter_provider, schema_url=_SCHEMA)
        self._durations = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )
        self._propagator = propagator

    def call_begun(self, call: ObservedCall) -> None:
        span = self._tracer.start_span(
            call.operation or f"{call.method} {call.path}",
            attributes=_known({
                "chatwoot.operation": call.operation,
                "chatwoot.request_id": call.request_id,
                "chatwoot.reads": call.reads,
            }),
        )  # fmt: skip
        # For whatever is done meanwhile; the client takes it away with the context that the call is made in.
        context.attach(trace.set_span_in_context(span))
        call.state = _Traced(span)

    def attempt_begun(self, call: ObservedCall, number: int) -> Mapping[str, str]:
        traced: _Traced = call.state
        span = self._tracer.start_span(
            f"{call.method} {call.path}",
            context=trace.set_span_in_context(traced.call),
            kind=trace.SpanKind.CLIENT,
            attributes=_known({
                **_of_request(call),
                "url.full": f"{call.scheme}://{_host(call)}{call.path}",
                "http.request.body.size": call.request_size,
                "http.request.resend_count": number - 1 or None,
            }),
        )  # fmt: skip
        current = trace.set_span_in_context(span)
        headers: dict[str, str] = {}
        (self._propagator or propagate.get_global_textmap()).inject(headers, current)
        if _SUPPRESSED is not None:
            current = context.set_value(_SUPPRESSED, True, current)
        traced.attempt, traced.attempt_context = span, context.attach(current)
        return headers

    def attempt_ended(self, call: ObservedCall, attempt: ObservedAttempt) -> None:
        traced: _Traced = call.state
        error = attempt.error or (str(attempt.status) if attempt.status >= 400 else None)
        ended = _known({"http.response.status_code": attempt.status or None, "error.type": error})
        self._durations.record(attempt.seconds, {**_of_request(call), **ended})
        if traced.attempt is None:
            return
        context.detach(traced.attempt_context)
        size = _known({"http.response.body.size": attempt.response_size})
        _end(traced.attempt, {**ended, **size, "chatwoot.outcome": attempt.outcome}, error)
        traced.attempt = None

    def repeat_waits(self, call: ObservedCall, attempt: ObservedAttempt, seconds: float) -> None:
        traced: _Traced = call.state
        traced.call.add_event("chatwoot.repeat_waits", {"chatwoot.attempt": attempt.number, "chatwoot.wait": seconds})

    def call_ended(self, call: ObservedCall, end: ObservedEnd) -> None:
        traced: _Traced = call.state
        attributes = {"chatwoot.attempts": end.attempts, "chatwoot.outcome": end.outcome, "error.type": end.error}
        _end(traced.call, _known(attributes), end.error)


def _end(span: Span, attributes: Mapping[str, Any], error: str | None) -> None:
    span.set_attributes(attributes)
    if error is not None:
        span.set_status(trace.StatusCode.ERROR)
    span.end()


def _of_request(call: ObservedCall) -> dict[str, Any]:
    """What spans and metrics have in common."""
    return {
        "http.request.method": call.method,
        "server.address": call.host,
        "server.port": call.port,
        "url.scheme": call.scheme,
        "url.template": call.path,
    }


def _host(call: ObservedCall) -> str:
    name = f"[{call.host}]" if ":" in call.host else call.host
    return name if call.port == {"http": 80, "https": 443}[call.scheme] else f"{name}:{call.port}"


def _known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
