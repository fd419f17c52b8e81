// The customer's pane: the chosen conversation as its contact has it, and new conversations.

import { Customer, messageBody } from "./api.js";
import { Composer, Stream } from "./chat.js";
import { announce, byId, el, fill, trying } from "./dom.js";

export class CustomerPane {
  constructor(store, root) {
    this.store = store;
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.stream = new Stream(store, {
      side: "customer",
      list: this.part("messages"),
      typing: this.part("typing"),
      answer: (message, values) => this.customer.answer(message.conversation_id, message.id, values),
    });
    this.composer = new Composer(this.part("composer"), {
      label: "Write as the customer",
      send: (content, files) => this.act("messages", messageBody({ content }, files)),
      types: (isOn) => this.act("toggle_typing", { typing_status: isOn ? "on" : "off" }),
    });
    addEventListener("postback", ({ detail }) => announce(`The page that has the widget hears of the postback “${detail}”; the server doesn't.`));
    for (const what of ["chosen", "conversation", "surroundings"]) store.addEventListener(what, () => this.draw());
    this.dialog = byId("new-customer");
    for (const button of document.querySelectorAll("[data-new-customer]")) button.addEventListener("click", () => this.open());
    this.dialog.querySelector("form").addEventListener("submit", trying((event) => this.begin(event)));
    this.dialog.querySelector("[data-part=cancel]").addEventListener("click", () => this.dialog.close());
  }

  get inbox() {
    return this.store.inboxes.get(this.store.conversation?.inbox_id);
  }

  get customer() {
    return new Customer(this.inbox.inbox_identifier, this.store.conversation.source_id);
  }

  act(what, body) {
    return this.customer.post(`/conversations/${this.store.chosen}/${what}`, body);
  }

  async draw() {
    const { conversation } = this.store;
    fill(this.part("title"), conversation ? [el("bdi", {}, conversation.contact?.name || "Nameless"), "'s side"] : "Customer");
    if (conversation && !conversation.source_id) await this.findSource(conversation);
    const canWrite = Boolean(conversation?.source_id && this.inbox?.inbox_identifier);
    this.part("composer").hidden = !canWrite;
    this.part("hint").hidden = canWrite || !conversation;
  }

  /** What the contact is known by in the inbox; a conversation without messages doesn't say. */
  async findSource(conversation) {
    const { payload } = await this.store.agent.get(`/contacts/${conversation.contact.id}?include_contact_inboxes=true`);
    const own = payload.contact_inboxes.find(({ inbox }) => inbox.id === conversation.inbox_id);
    conversation.source_id = own?.source_id;
  }

  // A new conversation

  open() {
    const inboxes = [...this.store.inboxes.values()].filter((inbox) => inbox.inbox_identifier);
    const chosen = this.store.filter.inbox_id;
    const option = (inbox) => el("option", { value: inbox.inbox_identifier, selected: String(inbox.id) === chosen }, inbox.name);
    fill(this.dialog.querySelector("select"), inboxes.map(option));
    this.dialog.showModal();
  }

  async begin(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    const named = Object.fromEntries(["name", "email"].map((name) => [name, fields.get(name).trim()]).filter(([, value]) => value));
    const customer = await Customer.begin(fields.get("inbox"), named);
    const { id } = await customer.post("/conversations");
    if (fields.get("content").trim()) await customer.post(`/conversations/${id}/messages`, { content: fields.get("content").trim() });
    this.dialog.close();
    event.target.reset();
    await this.store.read(id);
    await this.store.choose(id);
  }
}
