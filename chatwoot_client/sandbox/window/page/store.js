// What the page knows of the account: the conversations that were read so far, and the messages of the chosen one.

import { Agent } from "./api.js";

const PER_PAGE = 25;

export const INCOMING = 0;
export const ACTIVITY = 2;

export class Store extends EventTarget {
  constructor(state) {
    super();
    this.state = state;
    this.agent = new Agent(state.account_id);
    this.filter = { status: "all", inbox_id: "" };
    this.inboxes = new Map();
    this.people = [];
    this.bots = [];
    this.labels = [];
    this.forget();
  }

  forget() {
    this.known = new Map();
    this.listed = [];
    this.total = 0;
    this.pages = 0;
    this.reading = null;
    this.chosen = null;
    this.messages = [];
    this.hasOlder = false;
    this.typists = new Map();
  }

  changed(what, detail = null) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  /** Read everything anew, keeping what's chosen. */
  async renew() {
    const chosen = this.chosen;
    this.forget();
    await Promise.all([this.readSurroundings(), this.more()]);
    if (chosen !== null && (await this.read(chosen).catch(() => null))) await this.choose(chosen);
    else this.changed("chosen");
  }

  async readSurroundings() {
    const [inboxes, agents, bots, labels] = await Promise.all([
      this.agent.get("/inboxes"),
      this.agent.get("/agents"),
      this.agent.get("/agent_bots"),
      this.agent.get("/labels"),
    ]);
    this.inboxes = new Map(inboxes.payload.map((inbox) => [inbox.id, inbox]));
    this.people = agents;
    this.bots = bots;
    this.labels = labels.payload;
    this.changed("surroundings");
  }

  // The list of conversations

  /** Read the next page, unless one is being read; whether there was one. */
  more() {
    if (this.reading === null) {
      const reading = this.readPage().finally(() => {
        if (this.reading === reading) this.reading = null;
      });
      this.reading = reading;
    }
    return this.reading;
  }

  get hasMore() {
    return this.pages * PER_PAGE < this.total;
  }

  async readPage() {
    const { known } = this;
    const page = this.pages + 1;
    const query = new URLSearchParams({ status: this.filter.status, page });
    if (this.filter.inbox_id) query.set("inbox_id", this.filter.inbox_id);
    const { data } = await this.agent.get(`/conversations?${query}`);
    // Somebody chose another list meanwhile.
    if (known !== this.known) return;
    this.pages = page;
    this.total = data.meta.all_count;
    for (const shown of data.payload) this.known.set(shown.id, conversation(shown));
    this.sort();
  }

  async filterBy(filter) {
    Object.assign(this.filter, filter);
    const kept = this.known.get(this.chosen);
    Object.assign(this, { known: new Map(), listed: [], total: 0, pages: 0, reading: null });
    if (kept) this.known.set(kept.id, kept);
    await this.more();
  }

  fits({ status, inbox_id }) {
    const { filter } = this;
    return (filter.status === "all" || filter.status === status) && (!filter.inbox_id || filter.inbox_id === String(inbox_id));
  }

  sort() {
    this.listed = [...this.known.values()].filter((each) => this.fits(each));
    this.listed.sort((one, other) => other.at - one.at || other.id - one.id);
    this.total = Math.max(this.total, this.listed.length);
    this.changed("list");
  }

  /** Read one conversation again. */
  async read(id) {
    const { known } = this;
    const shown = await this.agent.get(`/conversations/${id}`);
    return known === this.known ? this.keep(conversation(shown)) : null;
  }

  /** Know more of a conversation; `isNew` when it can't be one of those that are counted already. */
  keep(fields, isNew = !this.hasMore) {
    const before = this.known.get(fields.id);
    const now = { ...before, ...fields };
    this.known.set(fields.id, now);
    const wasCounted = before ? this.fits(before) : !isNew && this.fits(now);
    this.total = Math.max(0, this.total + Number(this.fits(now)) - Number(wasCounted));
    this.sort();
    if (fields.id === this.chosen) this.changed("conversation");
    return now;
  }

  get conversation() {
    return this.known.get(this.chosen) ?? null;
  }

  // The chosen conversation

  async choose(id) {
    this.chosen = id;
    this.messages = [];
    this.hasOlder = false;
    this.typists.clear();
    this.changed("chosen");
    if (id === null) return;
    await this.readOlder();
    await this.see();
  }

  async readOlder() {
    const { chosen } = this;
    const first = this.messages[0]?.id;
    const { payload } = await this.agent.get(`/conversations/${chosen}/messages${first ? `?before=${first}` : ""}`);
    if (chosen !== this.chosen) return;
    this.messages = merged(payload, this.messages);
    this.hasOlder = payload.length === 20;
    this.changed("messages");
  }

  /** Let the agent have seen the chosen conversation. */
  async see() {
    const { conversation } = this;
    if (!conversation?.unread || document.visibilityState !== "visible") return;
    await this.agent.post(`/conversations/${conversation.id}/update_last_seen`);
    // All may have begun anew meanwhile.
    if (this.known.has(conversation.id)) this.keep({ id: conversation.id, unread: 0 });
  }

  // What's told live

  async heard(event, data) {
    if (event.startsWith("window.")) this.changed(event, data);
    else if (data.account_id !== this.state.account_id) return;
    else if (event.startsWith("message.")) await this.heardMessage(data);
    else if (event.startsWith("conversation.typing")) this.heardTyping(event.endsWith("on"), data);
    else if (event === "conversation.created") this.keep(conversation(data), true);
    else if (/^(conversation|assignee|team)\./.test(event)) this.keep(conversation(data));
    else if (event === "contact.updated") this.heardContact(data);
  }

  async heardMessage(data) {
    const id = data.conversation_id;
    if (id === this.chosen) {
      this.messages = merged(this.messages, [data]);
      const { sender_type: type, sender } = data;
      this.typists.delete(`${type === "Contact" ? "contact" : "agent"}-${sender?.id}`);
      this.changed("messages", data);
      this.changed("typing");
    }
    if (!this.known.has(id)) await this.read(id);
    else {
      const last = this.known.get(id).last;
      const isLast = data.message_type !== ACTIVITY && (!last || data.id >= last.id);
      const { unread_count: unread, last_activity_at: at } = data.conversation;
      this.keep({ id, at, unread, ...(isLast ? { last: data } : {}) });
    }
    if (id === this.chosen) await this.see();
  }

  heardTyping(isOn, { conversation: { id }, user, is_private: isPrivate }) {
    if (id !== this.chosen || !user) return;
    const key = `${user.type === "contact" ? "contact" : "agent"}-${user.id}`;
    if (isOn) this.typists.set(key, { ...user, isPrivate });
    else this.typists.delete(key);
    this.changed("typing");
  }

  heardContact(contact) {
    for (const each of this.known.values()) if (each.contact.id === contact.id) each.contact = { ...each.contact, ...contact };
    this.changed("list");
    this.changed("conversation");
  }
}

/** What the page shows of a conversation, from any of the shapes that Chatwoot gives one. */
function conversation(shown) {
  const last = shown.last_non_activity_message ?? shown.messages?.at(-1) ?? null;
  const inboxOfContact = shown.contact_inbox ?? last?.conversation?.contact_inbox;
  const fields = {
    id: shown.id,
    at: shown.last_activity_at ?? shown.timestamp,
    status: shown.status,
    inbox_id: shown.inbox_id,
    contact: shown.meta.sender,
    assignee: shown.meta.assignee ?? null,
    assigneeType: shown.meta.assignee_type ?? (shown.meta.assignee ? "User" : null),
    team: shown.meta.team ?? null,
    labels: shown.labels,
    unread: shown.unread_count,
    priority: shown.priority,
    created: shown.created_at,
    snoozed_until: shown.snoozed_until,
    custom_attributes: shown.custom_attributes,
    additional_attributes: shown.additional_attributes,
  };
  // Nobody knows what isn't told: an event may have no last message, though there is one.
  if (last) fields.last = last;
  if (inboxOfContact?.source_id) fields.source_id = inboxOfContact.source_id;
  return fields;
}

function merged(...lists) {
  const byId = new Map(lists.flat().map((message) => [message.id, message]));
  return [...byId.values()].sort((one, other) => one.id - other.id);
}
