// The faults of the sandbox, as switches.

import * as api from "./api.js";
import { announce, byId, el, fill, trying } from "./dom.js";

const SWITCHES = {
  slow: ["Slow", "Every answer comes two seconds late"],
  error: ["500", "Every request is answered with 500, and nothing is done"],
  limit: ["429", "Every request is answered with 429 and Retry-After: 5"],
  cut: ["Cut after storing", "What is asked for is done, and the connection ends without an answer"],
  webhooks: ["Webhooks fail", "Webhooks are delivered, and what is answered gets lost: Chatwoot takes them for failed"],
};

export class Switches {
  constructor(states) {
    this.show(states);
  }

  show(states) {
    const turn = (name) => trying(async () => {
      const on = !states[name];
      this.show(await api.turn(name, on));
      announce(`${SWITCHES[name][0]} is ${on ? "on" : "off"}.`);
      byId(`switch-${name}`).focus();
    });
    const button = ([name, [words, title]]) =>
      el(
        "button",
        { type: "button", role: "switch", id: `switch-${name}`, "aria-checked": String(states[name]), title, onclick: turn(name) },
        el("span", { class: "knob", "aria-hidden": "true" }),
        words,
      );
    fill(byId("switches"), el("span", { class: "caption", "aria-hidden": "true" }, "Faults"), Object.entries(SWITCHES).map(button));
  }
}
