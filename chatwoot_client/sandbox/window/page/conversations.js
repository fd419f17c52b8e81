// The list of conversations, as agents have it.

import { byId, el, fill, safeColour, shortTime, soon, trying } from "./dom.js";
import { INCOMING } from "./store.js";
import { VirtualList } from "./virtual.js";

const HEIGHT = 88;

export class Conversations {
  constructor(store, show) {
    this.store = store;
    this.list = new VirtualList(byId("conversation-list"), {
      height: HEIGHT,
      draw: (index, row) => this.draw(index, row),
      key: (index) => store.listed[index]?.id ?? null,
      chosen: trying(async (index) => {
        const id = store.listed[index]?.id;
        if (id === undefined) return;
        show();
        if (id !== store.chosen) await store.choose(id);
      }),
      seen: (first, last) => this.readAhead(last),
    });
    this.drawn = new WeakMap();
    this.refresh = soon(() => this.redraw());
    store.addEventListener("list", this.refresh);
    store.addEventListener("surroundings", () => {
      this.drawn = new WeakMap();
      this.drawInboxes();
      this.refresh();
    });
    store.addEventListener("chosen", () => this.list.select(store.chosen));
    byId("filter-status").addEventListener("change", trying((event) => this.filterBy({ status: event.target.value })));
    byId("filter-inbox").addEventListener("change", trying((event) => this.filterBy({ inbox_id: event.target.value })));
  }

  filterBy(filter) {
    this.list.scroller.scrollTop = 0;
    return this.store.filterBy(filter);
  }

  redraw() {
    const { total, listed } = this.store;
    byId("conversation-count").textContent = total === 1 ? "1 conversation" : `${total} conversations`;
    byId("no-conversations").hidden = total > 0;
    this.list.resize(Math.max(total, listed.length));
  }

  /** Read what comes into view and isn't known yet. */
  readAhead(last) {
    const { store } = this;
    if (store.hasMore && last > store.listed.length && !store.reading) store.more().then(() => this.list.update()).catch(() => {});
  }

  drawInboxes() {
    const { inboxes, filter } = this.store;
    const options = [...inboxes.values()].map((inbox) => el("option", { value: inbox.id, selected: String(inbox.id) === filter.inbox_id }, inbox.name));
    fill(byId("filter-inbox"), el("option", { value: "" }, "All inboxes"), options);
  }

  draw(index, row) {
    const conversation = this.store.listed[index];
    if (this.drawn.get(row) === (conversation ?? null)) return;
    this.drawn.set(row, conversation ?? null);
    if (!conversation) return fill(row, el("span", { class: "muted" }, "…"));
    const { contact, last, status, unread, at, assignee } = conversation;
    const name = contact?.name || `Contact ${contact?.id ?? ""}`;
    fill(
      row,
      avatar(name, contact?.id),
      el(
        "div",
        { class: "summary" },
        el("div", { class: "top" }, el("strong", {}, name), el("time", {}, shortTime(at))),
        el("div", { class: "last" }, lastWords(last)),
        el(
          "div",
          { class: "bottom" },
          el("span", { class: `status ${status}` }, status),
          assignee ? el("span", { class: "assignee", title: "Assigned to" }, assignee.available_name || assignee.name) : null,
          conversation.labels.slice(0, 3).map((title) => label(title, this.store.labels)),
          conversation.labels.length > 3 ? el("span", { class: "muted" }, `+${conversation.labels.length - 3}`) : null,
        ),
      ),
      unread ? el("span", { class: "unread", "aria-label": `${unread} unread` }, String(unread)) : null,
    );
  }
}

function lastWords(message) {
  if (!message) return el("span", { class: "muted" }, "No messages yet");
  const begins = message.private ? "Note: " : message.message_type === INCOMING ? "" : "↩ ";
  const words = message.content || (message.attachments?.length ? "A file" : "(empty)");
  return begins + words.slice(0, 200).replace(/\s+/g, " ");
}

/** The first letter of a name, in a colour that stays the same for a contact. */
export function avatar(name, id) {
  // A mark that turns the direction of a text, or that stands on a letter, shows nothing by itself.
  const letter = name.match(/[\p{L}\p{N}\p{P}\p{S}]/u)?.[0] ?? "";
  return el("span", { class: `avatar tint${(Number(id) || 0) % 6}`, "aria-hidden": "true" }, letter.toUpperCase());
}

/** A label, with its colour where it's one that the account knows. */
export function label(title, known) {
  const dot = el("span", { class: "dot", "aria-hidden": "true" });
  const colour = safeColour(known.find((each) => each.title === title)?.color);
  if (colour) dot.style.backgroundColor = colour;
  return el("span", { class: "label" }, dot, el("span", {}, title));
}
