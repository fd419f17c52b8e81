// Who the contact is, and what the conversation has: attributes, labels, times.

import { avatar, label } from "./conversations.js";
import { announce, byId, el, fill, icon, link, trying } from "./dom.js";

export class Details {
  constructor(store) {
    this.store = store;
    this.place = byId("details-body");
    for (const what of ["chosen", "conversation", "surroundings"]) store.addEventListener(what, () => this.draw());
  }

  draw() {
    const { conversation } = this.store;
    if (!conversation) return fill(this.place, el("p", { class: "muted" }, "Choose a conversation."));
    const parts = [this.contact(conversation), this.labels(conversation), this.facts(conversation)].map((part) => el("div", {}, part));
    if (this.place.childElementCount !== parts.length) return fill(this.place, parts);
    // What is as it was stays, with whoever is at it.
    parts.forEach((part, at) => this.place.children[at].isEqualNode(part) || this.place.children[at].replaceWith(part));
  }

  contact({ contact, source_id }) {
    const name = contact?.name || `Contact ${contact?.id ?? ""}`;
    const rows = {
      "E-mail": contact?.email ? link(`mailto:${contact.email}`, contact.email) : null,
      Phone: contact?.phone_number,
      Identifier: contact?.identifier,
      "Source id": source_id && el("code", {}, source_id),
      Blocked: contact?.blocked ? "yes" : null,
      ...shownAttributes(contact?.custom_attributes),
      ...shownAttributes(contact?.additional_attributes),
    };
    return [el("div", { class: "person" }, avatar(name, contact?.id), el("strong", {}, name)), table(rows)];
  }

  labels({ labels }) {
    const { labels: known } = this.store;
    const remove = (title) => trying(() => this.setLabels(labels.filter((each) => each !== title)));
    const chip = (title) => {
      const button = el("button", { type: "button", class: "quiet", "aria-label": `Remove the label ${title}`, onclick: remove(title) }, icon("close"));
      return el("li", {}, label(title, known), button);
    };
    const input = el("input", { type: "text", "aria-label": "Add a label", placeholder: "Add a label", list: "known-labels", required: true });
    const add = trying(async (event) => {
      event.preventDefault();
      const title = input.value.trim().toLowerCase();
      input.value = "";
      if (title) await this.setLabels([...labels, title]);
    });
    return [
      el("h3", {}, "Labels"),
      el("ul", { class: "chips" }, labels.map(chip)),
      el("form", { class: "line", onsubmit: add }, input, el("button", { type: "submit" }, "Add")),
      el("datalist", { id: "known-labels" }, known.map(({ title }) => el("option", { value: title }))),
    ];
  }

  async setLabels(labels) {
    await this.store.agent.post(`/conversations/${this.store.chosen}/labels`, { labels });
    announce(labels.length ? `The labels are ${labels.join(", ")}.` : "There are no labels now.");
  }

  facts(conversation) {
    const { inboxes } = this.store;
    const rows = {
      Number: `#${conversation.id}`,
      Inbox: inboxes.get(conversation.inbox_id)?.name ?? conversation.inbox_id,
      Status: conversation.status,
      Assignee: conversation.assignee?.available_name ?? conversation.assignee?.name ?? "nobody",
      Team: conversation.team?.name,
      Priority: conversation.priority,
      Begun: conversation.created && new Date(conversation.created * 1000).toLocaleString(),
      ...shownAttributes(conversation.custom_attributes),
      ...shownAttributes(conversation.additional_attributes),
    };
    return [el("h3", {}, "Conversation"), table(rows)];
  }
}

function shownAttributes(attributes) {
  const entries = Object.entries(attributes ?? {}).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]));
}

function table(rows) {
  const shown = Object.entries(rows).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", { class: "facts" }, shown.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}
