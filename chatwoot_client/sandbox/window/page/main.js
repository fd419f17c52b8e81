// Puts the page together, and says who hears of what.

import * as api from "./api.js";
import { AgentPane } from "./chat.js";
import { Conversations } from "./conversations.js";
import { CustomerPane } from "./customer.js";
import { Details } from "./details.js";
import { announce, byId } from "./dom.js";
import { listen } from "./live.js";
import { Passing } from "./passing.js";
import { Program } from "./program.js";
import { Store } from "./store.js";
import { Switches } from "./switches.js";

const NARROW = matchMedia("(max-width: 860px)");

/** On screens that don't hold all panes, the one that is shown. */
function show(view) {
  document.body.dataset.view = view;
  // A wider screen has room for the others, and shows the customer where it doesn't show the details.
  const shown = NARROW.matches || view === "details" ? view : "customer";
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === shown));
  }
}

/** Make the edge above the log one that is dragged, or moved by the keys. */
function resizable() {
  const edge = byId("log-edge");
  const set = (height) => {
    const most = Math.round(innerHeight * 0.7);
    const kept = Math.max(80, Math.min(most, Math.round(height)));
    document.documentElement.style.setProperty("--log-height", `${kept}px`);
    edge.setAttribute("aria-valuenow", kept);
    edge.setAttribute("aria-valuemax", most);
  };
  edge.addEventListener("pointerdown", (event) => edge.setPointerCapture(event.pointerId));
  edge.addEventListener("pointermove", (event) => {
    if (edge.hasPointerCapture(event.pointerId)) set(innerHeight - event.clientY);
  });
  edge.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 24, ArrowDown: -24 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(byId("log").offsetHeight + step);
  });
}

async function begin() {
  const state = await api.state();
  byId("version").textContent = `Chatwoot ${state.version}`;
  const store = new Store(state);
  new Conversations(store, () => show("agent"));
  new AgentPane(store, byId("agent"));
  new CustomerPane(store, byId("customer"));
  new Details(store);
  new Program(store);
  const passing = new Passing(store);
  const switches = new Switches(state.switches);
  store.addEventListener("window.switched", ({ detail }) => switches.show(detail));
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => show(button.dataset.show));
  show("list");
  NARROW.addEventListener("change", () => show(document.body.dataset.view));
  resizable();

  const renew = async () => {
    await Promise.all([store.renew(), passing.read(), api.state().then((now) => switches.show(now.switches))]);
    if (store.chosen === null && store.listed.length) await store.choose(store.listed[0].id);
  };
  store.addEventListener("window.renewed", () => renew().catch((error) => announce(error.message, true)));
  const tell = (words, isThere) => {
    byId("connection").textContent = words;
    byId("connection").classList.toggle("lost", !isThere);
  };
  listen({
    heard: (event, data) => store.heard(event, data).catch((error) => announce(error.message, true)),
    connected: () => {
      tell("Live", true);
      renew().catch((error) => announce(error.message, true));
    },
    lost: () => tell("The sandbox is away", false),
  });
}

begin().catch((error) => announce(error.message, true));
