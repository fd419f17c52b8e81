// How one's own program is connected: what it has to know, and where it's told of what happens.

import * as api from "./api.js";
import { announce, byId, el, fill, snippet, trying } from "./dom.js";

export class Program {
  constructor(store) {
    this.store = store;
    this.dialog = byId("program");
    byId("open-program").addEventListener("click", trying(() => this.open()));
    this.dialog.querySelector("[data-part=close]").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("form").addEventListener("submit", trying((event) => this.connect(event)));
  }

  async open() {
    const variables = await api.program();
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${value}`);
    fill(this.dialog.querySelector("[data-part=variables]"), snippet(lines.join("\n"), "Environment variables"));
    const inboxes = [...this.store.inboxes.values()].filter((inbox) => inbox.inbox_identifier);
    fill(this.dialog.querySelector("select"), inboxes.map((inbox) => el("option", { value: inbox.id }, inbox.name)));
    fill(this.dialog.querySelector("[data-part=told]"));
    this.dialog.showModal();
  }

  async connect(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    const inbox = Number(fields.get("inbox"));
    const url = fields.get("url").trim();
    const told = fields.get("as") === "bot" ? await this.connectBot(inbox, url) : await this.connectWebhook(inbox, url);
    fill(this.dialog.querySelector("[data-part=told]"), told.join("\n"));
    await this.store.readSurroundings();
    announce("Connected.");
  }

  async connectWebhook(inbox, url) {
    const { secret } = await this.store.agent.patch(`/inboxes/${inbox}`, { channel: { webhook_url: url } });
    return [`export CHATWOOT_WEBHOOK_SECRET=${secret}`];
  }

  async connectBot(inbox, url) {
    const bot = await this.store.agent.post("/agent_bots", { name: "My bot", outgoing_url: url });
    await this.store.agent.post(`/inboxes/${inbox}/set_agent_bot`, { agent_bot: bot.id });
    return [`export CHATWOOT_AGENT_BOT_TOKEN=${bot.access_token}`, `export BOT_SECRET=${bot.secret}`];
  }
}
