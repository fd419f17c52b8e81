// One message, as the website widget draws it; where the dashboard has other words for agents, these stand beside.

import { fileAddress } from "./api.js";
import { el, icon, link, objects, shortTime } from "./dom.js";
import { markdown } from "./markdown.js";
import { ACTIVITY, INCOMING } from "./store.js";

export const RATINGS = ["Poor", "Fair", "Average", "Good", "Excellent"];

/**
 * The list item of a message.
 *
 * `side` is who looks, `agent` or `customer`; `asked` draws what a customer may answer, given the message.
 */
export function bubble(message, side, asked) {
  if (message.message_type === ACTIVITY) {
    return el("li", { class: "activity" }, el("span", {}, message.content ?? ""), time(message));
  }
  const incoming = message.message_type === INCOMING;
  const own = incoming === (side === "customer");
  const who = sender(message, own);
  const item = el("li", { class: `message ${own ? "own" : "other"}${message.private ? " private" : ""}` });
  item.append(el("div", { class: "byline" }, message.private ? icon("lock") : null, el("span", {}, who), time(message)));
  const parts = [...contents(message, side, asked), ...(message.attachments ?? []).map(attachment)];
  item.append(el("div", { class: "bubble" }, parts.length ? parts : el("p", { class: "muted" }, "(empty)")));
  item.append(...choice(message, side), ...beside(message, side), ...failure(message, side));
  return item;
}

function time(message) {
  const moment = new Date(message.created_at * 1000);
  return el("time", { datetime: moment.toISOString(), title: moment.toLocaleString() }, shortTime(message.created_at));
}

function sender(message, own) {
  if (message.private) return `Private note · ${message.sender?.name ?? "Agent"}`;
  const name = message.sender?.available_name || message.sender?.name;
  return name || (own ? "You" : message.message_type === INCOMING ? "Customer" : "Bot");
}

// What the widget draws

function contents(message, side, asked) {
  const { content_type: type, content_attributes: attributes } = message;
  const items = objects(attributes?.items);
  if (type === "cards") return [el("div", { class: "cards", role: "list" }, items.map(card))];
  if (type === "article") return [el("ul", { class: "articles" }, items.map(article))];
  if (type === "form") return [asked(message, items)];
  const words = text(message);
  if (["input_select", "input_csat", "input_email"].includes(type)) return [...words, asked(message, items)];
  return words;
}

function text(message) {
  if (!message.content) return [];
  if (message.content_attributes?.deleted) return [el("p", { class: "muted" }, message.content)];
  return [el("div", { class: "markdown" }, markdown(String(message.content)))];
}

function card(item) {
  const address = item.media_url ? fileAddress(item.media_url) ?? item.media_url : null;
  const picture = address && el("img", { src: address, alt: "", loading: "lazy", referrerpolicy: "no-referrer" });
  return el(
    "div",
    { class: "card", role: "listitem" },
    picture,
    el("strong", {}, item.title ?? ""),
    el("p", {}, item.description ?? ""),
    objects(item.actions).map(action),
  );
}

function action({ type, text: words, uri, payload }) {
  if (type === "link") return el("span", { class: "button" }, link(uri, words ?? uri ?? ""));
  // Only the page that embeds the widget hears of it; the server isn't told.
  const told = () => dispatchEvent(new CustomEvent("postback", { detail: payload }));
  return el("button", { type: "button", onclick: told }, words ?? "");
}

function article({ title, description, link: address }) {
  return el("li", {}, link(address, el("strong", {}, title ?? "")), el("p", {}, description ?? ""));
}

function choice({ content_type: type, content_attributes: attributes }, side) {
  const chosen = type === "input_select" && submitted(attributes)[0];
  if (!chosen) return [];
  return [el("div", { class: `bubble chosen ${side}` }, el("p", {}, String(chosen.title ?? chosen.value ?? "")))];
}

// What agents read in the dashboard

function beside(message, side) {
  const { content_type: type, content, content_attributes: attributes } = message;
  if (side !== "agent") return [];
  const said = content ? `“${content}”` : "nothing";
  const answers = submitted(attributes);
  const rating = attributes?.submitted_values?.csat_survey_response?.rating;
  const told = {
    input_select: () => `${said} · Response: ${answers[0]?.title ?? "none yet"}`,
    form: () => `${said} · ${answers.length ? answers.map(({ name, value }) => `${name}: ${value}`).join(", ") : "No response"}`,
    cards: () => said,
    article: () => said,
    input_email: () => said,
    input_csat: () => `${said} · Rating: ${RATINGS[rating - 1] ?? "none yet"}`,
  }[type];
  return told ? [el("p", { class: "beside" }, el("span", {}, "Agents read: "), told())] : [];
}

export function submitted(attributes) {
  return objects(attributes?.submitted_values);
}

function failure({ status, content_attributes: attributes }, side) {
  if (status !== "failed" || side !== "agent") return [];
  return [el("p", { class: "failed" }, `Failed: ${attributes?.external_error ?? "not sent"}`)];
}

// Files

function attachment(file) {
  const address = fileAddress(file.data_url);
  const name = fileName(file.data_url);
  if (address === null) return el("p", {}, link(file.data_url, name || "a file elsewhere"));
  const download = (...inner) => el("a", { class: "file", href: address, download: name }, ...inner);
  if (file.file_type === "image") {
    const size = file.width ? { width: file.width, height: file.height } : {};
    return download(el("img", { src: fileAddress(file.thumb_url) ?? address, alt: name, loading: "lazy", ...size }));
  }
  const kind = { audio: "audio", video: "video" }[file.file_type];
  const player = kind && el(kind, { controls: true, preload: "metadata", src: address, "aria-label": name });
  return el("div", { class: "media" }, player, download(icon("file"), el("span", {}, name), el("small", {}, size(file.file_size))));
}

function fileName(address) {
  try {
    return decodeURIComponent(new URL(address).pathname.split("/").pop());
  } catch {
    return "file";
  }
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return "Download";
  const [amount, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1048576 ? [bytes / 1024, "kB"] : [bytes / 1048576, "MB"];
  return `${amount < 10 && unit !== "B" ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}
