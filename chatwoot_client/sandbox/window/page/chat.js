// A conversation as one of its two sides sees and writes it.

import { messageBody } from "./api.js";
import { asking } from "./answers.js";
import { bubble } from "./bubbles.js";
import { announce, el, fill, icon, soon, trying } from "./dom.js";
import { EXAMPLES } from "./examples.js";
import { ACTIVITY } from "./store.js";

const TYPES_FOR = 3000;
const NEAR = 80;

/** The messages of the chosen conversation; older ones are read when one scrolls up to where they'd be. */
export class Stream {
  constructor(store, { side, list, typing, answer = null }) {
    Object.assign(this, { store, side, list, typing });
    this.scroller = list.parentElement;
    this.asked = asking(answer);
    this.drawn = new Map();
    this.isAtEnd = true;
    this.top = 0;
    this.redraw = soon(() => this.draw());
    store.addEventListener("messages", this.redraw);
    store.addEventListener("typing", () => this.drawTyping());
    store.addEventListener("chosen", () => this.clear());
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // A picture that arrives, or a pane that's shown again, isn't to move the end out of view.
    const stay = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    stay.observe(this.scroller);
    stay.observe(list);
  }

  clear() {
    this.drawn.clear();
    fill(this.list);
    this.scroller.setAttribute("aria-busy", "true");
    this.isAtEnd = true;
    this.top = 0;
    this.drawTyping();
  }

  shows(message) {
    return this.side === "agent" || (!message.private && message.message_type !== ACTIVITY);
  }

  draw() {
    const { scroller, list } = this;
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const shown = this.store.messages.filter((message) => this.shows(message));
    const drawn = new Map();
    let before = list.firstElementChild;
    for (const message of shown) {
      const known = this.drawn.get(message.id);
      // An answer that's being written isn't to be lost because something else came.
      const item = known?.message === message ? known.item : bubble(message, this.side, this.asked);
      if (known && known.item !== item) known.item.replaceWith(item);
      else if (item !== before) list.insertBefore(item, before);
      before = item.nextElementSibling;
      drawn.set(message.id, { message, item });
    }
    this.drawn = drawn;
    // Only what comes from now on is told to those who hear the page.
    requestAnimationFrame(() => {
      scroller.removeAttribute("aria-busy");
      // Where they don't fill the pane there's nothing to scroll, and yet there may be more.
      if (scroller.clientHeight) this.scrolled();
    });
    if (this.isAtEnd) this.toEnd();
    else scroller.scrollTop = scroller.scrollHeight - fromEnd;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Only who scrolls up leaves the end: what grows below moves it away by itself.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.isAtEnd = true;
    else if (scrollTop < this.top) this.isAtEnd = false;
    this.top = scrollTop;
    if (scrollTop < NEAR * 3 && this.store.hasOlder && !this.reading) {
      this.scroller.setAttribute("aria-busy", "true");
      const failed = (error) => announce(error.message, true);
      this.reading = this.store.readOlder().catch(failed).finally(() => (this.reading = null));
    }
  }

  drawTyping() {
    const others = [...this.store.typists.values()].filter((each) => this.isOther(each));
    const names = others.flatMap((each, at) => [at ? ", " : null, el("bdi", {}, each.available_name || each.name || "Somebody")]);
    fill(this.typing, names, others.length ? " is typing …" : null);
  }

  isOther({ type, id, isPrivate }) {
    if (this.side === "customer") return type !== "contact" && !isPrivate;
    return type === "contact" || id !== this.store.state.agent.id;
  }
}

/** Where one writes: text, files, and that one types is told. */
export class Composer {
  /** `send(text, files)` sends; `types(isOn)` tells that somebody does, or doesn't any more. */
  constructor(form, { label, send, types, extra = [] }) {
    this.types = types;
    this.isTyping = false;
    this.files = [];
    this.text = el("textarea", { rows: 1, "aria-label": label, placeholder: `${label} …` });
    this.picker = el("input", { type: "file", multiple: true, class: "hidden", tabindex: -1, "aria-hidden": "true" });
    this.chips = el("ul", { class: "chips" });
    this.button = el("button", { type: "submit", class: "primary" }, icon("send"), "Send");
    const attach = el("button", { type: "button", class: "quiet", "aria-label": "Attach files", title: "Attach files" }, icon("clip"));
    attach.addEventListener("click", () => this.picker.click());
    fill(form, this.text, this.chips, this.picker, el("div", { class: "tools" }, attach, extra, el("span", { class: "gap" }), this.button));
    this.picker.addEventListener("change", () => this.pick([...this.picker.files]));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("blur", () => this.tell(false));
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("submit", trying(() => this.submit(send)));
  }

  pick(files) {
    this.files.push(...files);
    this.picker.value = "";
    const remove = (file) => {
      this.files = this.files.filter((each) => each !== file);
      this.pick([]);
    };
    const chip = (file) => {
      const words = `Remove ${file.name}`;
      const button = el("button", { type: "button", class: "quiet", "aria-label": words, onclick: () => remove(file) }, icon("close"));
      return el("li", {}, el("span", {}, file.name), button);
    };
    fill(this.chips, this.files.map(chip));
  }

  async submit(send) {
    const text = this.text.value.trim();
    if (!text && !this.files.length) return;
    const files = this.files;
    this.button.disabled = true;
    try {
      await send(text, files);
      this.text.value = "";
      this.files = [];
      this.pick([]);
      this.tell(false);
    } finally {
      this.button.disabled = false;
    }
  }

  typed() {
    this.tell(this.text.value !== "");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.tell(false), TYPES_FOR);
  }

  tell(isTyping) {
    if (isTyping === this.isTyping) return;
    this.isTyping = isTyping;
    // It's only said in passing: what's written is sent all the same.
    this.types(isTyping).catch(() => {});
  }
}

/** The agent's pane: its messages, what's written, whether it's a private note, and what is done with the conversation. */
export class AgentPane {
  constructor(store, root) {
    this.store = store;
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.stream = new Stream(store, { side: "agent", list: this.part("messages"), typing: this.part("typing") });
    this.note = el("input", { type: "checkbox" });
    const composer = this.part("composer");
    this.note.addEventListener("change", () => composer.classList.toggle("private", this.note.checked));
    this.composer = new Composer(composer, {
      label: "Write as the agent",
      send: (text, files) => this.send(text, files),
      types: (isOn) => this.act("toggle_typing_status", { typing_status: isOn ? "on" : "off", is_private: this.note.checked }),
      extra: [el("label", { class: "check" }, this.note, "Private note"), this.examples()],
    });
    this.part("resolve").addEventListener("click", trying(() => this.toggle()));
    this.part("status").addEventListener("change", trying((event) => this.setStatus(event.target.value)));
    this.part("assignee").addEventListener("change", trying((event) => this.assign(event.target.value)));
    for (const what of ["chosen", "conversation", "surroundings"]) store.addEventListener(what, () => this.draw());
  }

  act(what, body) {
    return this.store.agent.post(`/conversations/${this.store.chosen}/${what}`, body);
  }

  /** What sends a message of a kind that people can't write by hand. */
  examples() {
    const send = trying(async ({ target }) => {
      const name = target.value;
      target.value = "";
      await this.act("messages", EXAMPLES[name]);
    });
    const options = Object.keys(EXAMPLES).map((name) => el("option", { value: name }, name));
    return el("select", { "aria-label": "Send an example", onchange: send }, el("option", { value: "" }, "Example …"), options);
  }

  async send(content, files) {
    const isPrivate = this.note.checked;
    await this.act("messages", messageBody({ content, private: isPrivate }, files));
  }

  toggle() {
    return this.setStatus(this.store.conversation.status === "open" ? "resolved" : "open");
  }

  async setStatus(status) {
    await this.act("toggle_status", { status });
    announce(`The conversation is ${status}.`);
  }

  assign(value) {
    const [kind, id] = value.split("-");
    if (kind === "bot") return this.act("assignments", { assignee_type: "AgentBot", assignee_id: Number(id) });
    return this.act("assignments", { assignee_id: kind === "user" ? Number(id) : null });
  }

  draw() {
    const { conversation, people, bots } = this.store;
    const title = conversation ? [el("bdi", {}, conversation.contact?.name || "Nameless"), ` · #${conversation.id}`] : "No conversation chosen";
    fill(this.part("title"), title);
    for (const name of ["actions", "composer"]) this.part(name).hidden = !conversation;
    if (!conversation) return;
    this.part("resolve").textContent = conversation.status === "open" ? "Resolve" : "Open";
    this.part("status").value = conversation.status;
    const known = [
      ["none", "Nobody"],
      ...people.map((each) => [`user-${each.id}`, each.available_name || each.name]),
      ...bots.map((each) => [`bot-${each.id}`, `${each.name} (bot)`]),
    ];
    const { assignee, assigneeType } = conversation;
    const chosen = assignee ? `${assigneeType === "AgentBot" ? "bot" : "user"}-${assignee.id}` : "none";
    if (!known.some(([value]) => value === chosen)) known.push([chosen, assignee.name]);
    fill(this.part("assignee"), known.map(([value, name]) => el("option", { value, selected: value === chosen }, name)));
  }
}
