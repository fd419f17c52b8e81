// What a message asks of its customer: choices, fields, a rating; to be answered in the customer's pane, to be read elsewhere.

import { RATINGS, submitted } from "./bubbles.js";
import { el, icon, objects, trying } from "./dom.js";

/** How a pane draws what a message asks; `answer(message, values)` sends an answer, where one may be given there. */
export function asking(answer) {
  return (message, items) => DRAWN[message.content_type](message, items, answer);
}

const DRAWN = { input_select: selection, form, input_csat: rating, input_email: email };

function selection(message, items, answer) {
  const isDone = submitted(message.content_attributes).length > 0;
  const choose = (item) => trying(() => answer(message, [{ title: item.title, value: item.value }]));
  const choices = items.map((item) =>
    el("button", { type: "button", disabled: !answer || isDone, onclick: answer && choose(item) }, String(item.title ?? "")),
  );
  return el("div", { class: "choices", role: "group", "aria-label": message.content || "Choices" }, choices);
}

function form(message, items, answer) {
  const answers = submitted(message.content_attributes);
  if (answers.length) {
    const rows = answers.map(({ name, value }) => [el("dt", {}, labelOf(items, name)), el("dd", {}, String(value ?? ""))]);
    return el("dl", { class: "answers" }, rows.flat());
  }
  const fields = items.map((item) => [item, field(item, !answer)]);
  const send = trying(async (event) => {
    event.preventDefault();
    await answer(message, fields.map(([item, input]) => ({ name: item.name, value: input.value })));
  });
  return el(
    "form",
    { class: "asked", onsubmit: answer && send },
    fields.map(([item, input]) => el("label", {}, el("span", {}, String(item.label ?? item.name ?? "")), input)),
    el("button", { type: "submit", class: "primary", disabled: !answer }, String(message.content_attributes?.button_label || "Submit")),
  );
}

function labelOf(items, name) {
  return String(items.find((item) => item.name === name)?.label ?? name ?? "");
}

function field(item, disabled) {
  const shared = { disabled, required: item.required === true, name: item.name, placeholder: item.placeholder };
  if (item.type === "select") {
    const options = objects(item.options).map((option) =>
      el("option", { value: option.value, selected: option.value === item.default }, String(option.label ?? option.value ?? "")),
    );
    return el("select", { ...shared, placeholder: null }, el("option", { value: "" }, item.placeholder ?? "—"), options);
  }
  if (item.type === "text_area") return el("textarea", { rows: 2, ...shared }, item.default ?? "");
  const type = { email: "email", number: "number" }[item.type] ?? "text";
  return el("input", { type, value: item.default, pattern: item.pattern || null, title: item.title || null, ...shared });
}

function email(message, items, answer) {
  const answers = submitted(message.content_attributes);
  if (answers.length) return el("p", { class: "answers" }, String(answers[0].value ?? answers[0].email ?? ""));
  const input = el("input", { type: "email", required: true, disabled: !answer, placeholder: "name@example.com", "aria-label": "E-mail address" });
  const send = trying(async (event) => {
    event.preventDefault();
    await answer(message, [{ name: "email", value: input.value }]);
  });
  return el("form", { class: "asked line", onsubmit: answer && send }, input, el("button", { type: "submit", disabled: !answer }, "Send"));
}

function rating(message, items, answer) {
  const given = message.content_attributes?.submitted_values?.csat_survey_response;
  const isStars = message.content_attributes?.display_type === "star";
  const rate = (value) => trying(() => answer(message, { csat_survey_response: { rating: value, feedback_message: "" } }));
  const faces = RATINGS.map((word, index) => {
    const value = index + 1;
    const isChosen = isStars ? value <= given?.rating : value === given?.rating;
    const attributes = { type: "button", class: "face", "aria-label": word, title: word, "aria-pressed": String(isChosen) };
    const face = icon(isStars ? "star" : `face${value}`);
    return el("button", { ...attributes, disabled: !answer || Boolean(given), onclick: answer && rate(value) }, face);
  });
  const group = el("div", { class: "faces", role: "group", "aria-label": "Rating" }, faces);
  return el("div", {}, group, given ? feedback(message, given, answer) : null);
}

function feedback(message, given, answer) {
  if (given.feedback_message) return el("p", { class: "answers" }, String(given.feedback_message));
  if (!answer) return null;
  const input = el("input", { type: "text", required: true, placeholder: "Tell us more …", "aria-label": "What you'd like to say" });
  const send = trying(async (event) => {
    event.preventDefault();
    await answer(message, { csat_survey_response: { rating: given.rating, feedback_message: input.value } });
  });
  return el("form", { class: "asked line", onsubmit: send }, input, el("button", { type: "submit" }, "Send"));
}
