// What the page asks of the sandbox: of Chatwoot as the agent or as a customer, and of the window itself.

const CHATWOOT = "chatwoot";

async function ask(path, { method = "GET", body = null } = {}) {
  const headers = { accept: "application/json" };
  if (body !== null && !(body instanceof FormData)) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers, body });
  } catch {
    throw new Error("The sandbox doesn't answer. Is it still running?");
  }
  const text = await answer.text();
  const told = text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error(told?.error || told?.message || `The sandbox answered ${answer.status}.`);
  return told;
}

export const state = () => ask("state");
export const program = () => ask("program");
export const lines = () => ask("log");
export const entry = (id) => ask(`log/${id}`);
export const clearLog = () => ask("log", { method: "DELETE" });
export const turn = (name, on) => ask("switches", { method: "POST", body: { name, on } });

/** The application API, as the administrator. */
export class Agent {
  constructor(accountId) {
    this.path = `${CHATWOOT}/api/v1/accounts/${accountId}`;
  }

  get(path) {
    return ask(this.path + path);
  }

  post(path, body = {}) {
    return ask(this.path + path, { method: "POST", body });
  }

  patch(path, body) {
    return ask(this.path + path, { method: "PATCH", body });
  }
}

/** The public API, as a contact of an inbox. */
export class Customer {
  constructor(inboxIdentifier, sourceId) {
    this.path = `${CHATWOOT}/public/api/v1/inboxes/${encodeURIComponent(inboxIdentifier)}/contacts`;
    this.own = `${this.path}/${encodeURIComponent(sourceId || "")}`;
  }

  /** A customer who wasn't there before. */
  static async begin(inboxIdentifier, fields) {
    const contact = await ask(new Customer(inboxIdentifier).path, { method: "POST", body: fields });
    return new Customer(inboxIdentifier, contact.source_id);
  }

  post(path, body = {}) {
    return ask(this.own + path, { method: "POST", body });
  }

  answer(conversationId, messageId, submitted) {
    const path = `${this.own}/conversations/${conversationId}/messages/${messageId}`;
    return ask(path, { method: "PATCH", body: { submitted_values: submitted } });
  }
}

/** Where the page finds a stored file; null for what isn't one of the sandbox's. */
export function fileAddress(address) {
  try {
    const { pathname, search } = new URL(address);
    return pathname.startsWith("/rails/active_storage/") ? CHATWOOT + pathname + search : null;
  } catch {
    return null;
  }
}

/** The body of a new message: JSON, or a form when there are files. */
export function messageBody(fields, files) {
  if (!files.length) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== "") form.append(name, value);
  for (const file of files) form.append("attachments[]", file, file.name);
  return form;
}
