// What passes between programs and the sandbox, as it happens; and the whole of what one chooses.

import * as api from "./api.js";
import { byId, el, fill, snippet, soon, trying } from "./dom.js";
import { VirtualList } from "./virtual.js";

const HEIGHT = 28;
const KEPT = 2000;
const KEPT_PINGS = 100;
const CLOCK = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const NAMES = { request: "Request", delivery: "Webhook", frame: "/cable" };

export class Passing {
  constructor(store) {
    this.lines = [];
    this.shown = [];
    this.drawn = new WeakMap();
    this.kinds = { request: true, delivery: true, frame: true, ping: false };
    this.list = new VirtualList(byId("log-list"), {
      height: HEIGHT,
      draw: (index, row) => this.draw(index, row),
      key: (index) => this.shown[index]?.id ?? null,
      chosen: trying((index) => this.open(this.shown[index])),
    });
    this.refresh = soon(() => this.redraw());
    store.addEventListener("window.passed", ({ detail }) => this.add(detail));
    for (const input of document.querySelectorAll("#log-kinds input")) {
      input.checked = this.kinds[input.value];
      input.addEventListener("change", () => {
        this.kinds[input.value] = input.checked;
        this.refresh();
      });
    }
    byId("log-clear").addEventListener("click", trying(() => api.clearLog()));
    store.addEventListener("window.cleared", () => {
      this.lines = [];
      this.close();
      this.refresh();
    });
    byId("entry-close").addEventListener("click", () => {
      this.close();
      byId("log-list").focus();
    });
    byId("entry").addEventListener("keydown", (event) => {
      if (event.key === "Escape") byId("entry-close").click();
    });
  }

  async read() {
    // What was shown may be of another sandbox, or of this one before it began anew.
    const told = (this.lines = []);
    const lines = await api.lines();
    if (told !== this.lines) return;
    const known = new Set(lines.map(({ id }) => id));
    // What was told while that was read is newer.
    this.lines = [...lines, ...told.filter(({ id }) => !known.has(id))];
    this.refresh();
  }

  add(line) {
    this.lines.push(line);
    // Pings come by themselves; they aren't to push out what somebody did.
    if (kind(line) === "ping" && this.lines.filter((each) => kind(each) === "ping").length > KEPT_PINGS) {
      this.lines.splice(this.lines.findIndex((each) => kind(each) === "ping"), 1);
    }
    if (this.lines.length > KEPT * 1.1) this.lines.splice(0, this.lines.length - KEPT);
    this.refresh();
  }

  redraw() {
    const { scroller } = this.list;
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < HEIGHT * 2;
    this.shown = this.lines.filter((line) => this.kinds[kind(line)]);
    byId("no-lines").hidden = this.shown.length > 0;
    byId("log-count").textContent = `${this.shown.length} shown`;
    this.list.resize(this.shown.length);
    if (isAtEnd) {
      this.list.space.style.height = `${this.shown.length * HEIGHT}px`;
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  draw(index, row) {
    const line = this.shown[index];
    if (!line || this.drawn.get(row) === line) return;
    this.drawn.set(row, line);
    const tone = line.status === null ? (line.kind === "frame" ? "" : "bad") : line.status < 400 ? "good" : "bad";
    fill(
      row,
      el("span", { class: "clock" }, CLOCK.format(new Date(line.at * 1000))),
      el("span", { class: `kind ${line.kind}` }, NAMES[line.kind]),
      el("span", { class: "method" }, line.method),
      el("span", { class: "what", title: line.what }, shortened(line.what)),
      line.note ? el("span", { class: "note" }, line.note) : null,
      el("span", { class: `code ${tone}` }, line.status ?? (line.kind === "frame" ? "" : "none")),
      el("span", { class: "ms" }, line.ms === null ? "" : `${line.ms} ms`),
    );
  }

  // One entry

  async open({ id }) {
    const entry = await api.entry(id);
    this.list.select(id);
    byId("log").classList.add("opened");
    byId("entry-title").textContent = `${entry.method} ${entry.what}`;
    const pages = [[entry.kind === "frame" ? "Frame" : "Exchange", whole(entry)]];
    if (entry.python) pages.push(["Python", snippet(entry.python)], ["curl", snippet(entry.curl)]);
    tabs(byId("entry-tabs"), byId("entry-body"), pages);
  }

  close() {
    byId("log").classList.remove("opened");
    this.list.select(null);
  }
}

/** An address with what's long in it (identifiers, above all) cut short, so that one sees what is asked for. */
function shortened(what) {
  return what.replace(/(?<=[/=])[\w%-]{17,}/g, (part) => `${part.slice(0, 6)}…`);
}

function kind(line) {
  return line.kind === "frame" && line.what.startsWith("ping ") ? "ping" : line.kind;
}

function whole({ parts, note }) {
  const part = ({ title, headers, body }) => [
    el("h3", {}, title),
    headers.length ? el("dl", { class: "headers" }, headers.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null,
    body ? el("pre", { tabindex: 0, "aria-label": title }, body) : el("p", { class: "muted" }, "No body"),
  ];
  return [note ? el("p", { class: "note" }, note) : null, parts.flatMap(part)];
}

/** Tabs of which one is shown; arrows go from one to the next. */
function tabs(bar, body, pages) {
  const before = bar.querySelector("[aria-selected=true]")?.textContent;
  const buttons = pages.map(([name]) => el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "entry-body" }, name));
  const show = (index) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    });
    body.setAttribute("aria-labelledby", buttons[index].id);
    fill(body, pages[index][1]);
    body.scrollTop = 0;
  };
  buttons.forEach((button, index) => {
    button.addEventListener("click", () => show(index));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + pages.length) % pages.length;
      show(next);
      buttons[next].focus();
    });
  });
  fill(bar, buttons);
  show(Math.max(0, pages.findIndex(([name]) => name === before)));
}
