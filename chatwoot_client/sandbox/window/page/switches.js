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
    const turn = (name) => trying(async () => {
      const on = !this.states[name];
      this.show(await api.turn(name, on));
      announce(`${SWITCHES[name][0]} is ${on ? "on" : "off"}.`);
    });
    this.buttons = Object.entries(SWITCHES).map(([name, [words, title]]) => [
      name,
      el("button", { type: "button", role: "switch", title, onclick: turn(name) }, el("span", { class: "knob", "aria-hidden": "true" }), words),
    ]);
    fill(byId("switches"), el("span", { class: "caption", "aria-hidden": "true" }, "Faults"), this.buttons.map(([, button]) => button));
    this.show(states);
  }

  show(states) {
    this.states = states;
    for (const [name, button] of this.buttons) button.setAttribute("aria-checked", String(states[name]));
  }
}
