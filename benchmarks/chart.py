"""The chart of the figures, as SVG by hand: it's a few rectangles and texts."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from figures import FIGURES
from table import HEADINGS, ratio

#: Legible on white and on black.
_COLOURS = {
    "urllib3": "#6e7781",
    "limit": "#a68a00",
    "this": "#1a7f50",
    "chatwoot-python-client": "#b9671a",
    "chatwoot-sdk": "#b0569b",
    "requests": "#3b76b5",
}
_LABELS, _PLOT, _MARGIN = 220, 510, 30
_WIDTH = _LABELS + _PLOT + _MARGIN
#: Ratios beyond this are cut off, with an arrow.
_MOST = 5.0
#: A bar at least this wide has its number in it.
_ROOM = 26
_BAR, _GAP, _TOP, _BOTTOM = 12, 14, 46, 24
_STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #57606a }
.number { font-size: 9px }
.in { fill: #fff }
.grid { stroke: #8b949e; stroke-opacity: .3 }
.bar { stroke: #cf222e; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text:not(.in) { fill: #c9d1d9 } .bar { stroke: #ff7b72 } }"""


def _x(value: float) -> float:
    return round(_LABELS + min(value, _MOST) / _MOST * _PLOT, 1)


def _legend(clients: list[str]) -> list[str]:
    parts, x = [], 8
    for client in clients:
        name = HEADINGS.get(client, client)
        parts.append(f'<rect x="{x}" y="12" width="10" height="10" fill="{_COLOURS[client]}"/>')
        parts.append(f'<text x="{x + 15}" y="21">{escape(name)}</text>')
        x += round(28 + 6.3 * len(name))
    parts.append(f'<line class="bar" x1="{x + 5}" y1="10" x2="{x + 5}" y2="24"/>')
    parts.append(f'<text x="{x + 15}" y="21">our bar</text>')
    return parts


def _figure(label: str, results: dict[str, Any], bar: float, y: int) -> list[str]:
    height = _BAR * len(results)
    text = escape(label.replace("`", ""))
    parts = [f'<text x="{_LABELS - 10}" y="{y + height / 2 + 4}" text-anchor="end">{text}</text>']
    for row, (client, result) in enumerate(results.items()):
        top, end = y + row * _BAR, _x(result["ratio"])
        shape = f'x="{_LABELS}" y="{top}" width="{end - _LABELS:.1f}" height="{_BAR - 1}"'
        parts.append(f'<rect {shape} fill="{_COLOURS[client]}"/>')
        inside = end - _LABELS >= _ROOM
        at, style = (_LABELS + 4, "number in") if inside else (end + 4, "number")
        parts.append(f'<text class="{style}" x="{at}" y="{top + 9}">{ratio(result["ratio"])}</text>')
        if result["ratio"] > _MOST:
            parts.append(f'<text class="number" x="{end + 4}" y="{top + 9}">→</text>')
    parts.append(f'<line class="bar" x1="{_x(bar)}" y1="{y - 2}" x2="{_x(bar)}" y2="{y + height + 1}"/>')
    return parts


def _grid(bottom: int) -> list[str]:
    parts = []
    for value in range(int(_MOST) + 1):
        x = _x(value)
        parts.append(f'<line class="grid" x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}"/>')
        parts.append(f'<text class="number" x="{x}" y="{bottom + 14}" text-anchor="middle">{value}</text>')
    return parts


def svg(record: dict[str, Any]) -> str:
    clients = list(record["holdings"])
    step = _BAR * len(clients) + _GAP
    bottom = _TOP + step * len(FIGURES)
    parts = _legend(clients) + _grid(bottom)
    for row, figure in enumerate(FIGURES):
        parts += _figure(figure.label, record["figures"][figure.name], figure.bar, _TOP + row * step)
    title = "Cost relative to bare urllib3; for calls per second, more is better, elsewhere less"
    parts.append(f'<text x="{_LABELS}" y="{bottom + 32}">{title}</text>')
    size = f'viewBox="0 0 {_WIDTH} {bottom + _BOTTOM + 16}" width="{_WIDTH}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{title}">'
    return "\n".join([head, f"<style>{_STYLE}</style>", *parts, "</svg>", ""])


def write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(svg(record), encoding="utf-8")
