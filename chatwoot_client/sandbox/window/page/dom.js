// Elements, made of their parts. What people wrote is only ever text here: nothing in the page makes markup of a string.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; `on…` attributes are listeners, null ones are left out. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A small picture that says nothing by itself. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const shape of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}

const FACE = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9.5v.6M15 9.5v.6";

const ICONS = {
  clip: ["M21 11.5 12.5 20a5.5 5.5 0 0 1-7.8-7.8l8.6-8.5a3.7 3.7 0 0 1 5.2 5.2l-8.6 8.5a1.8 1.8 0 0 1-2.6-2.6l7.9-7.8"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  face1: [FACE, "M8.5 16.5c1-1.6 2.200-2.300 3.5-2.300s2.5.7 3.5 2.300"],
  face2: [FACE, "M8.5 16c1.200-.9 2.300-1.300 3.5-1.300s2.300.4 3.5 1.300"],
  face3: [FACE, "M8.5 15.5h7"],
  face4: [FACE, "M8.5 14.5c1.200.9 2.300 1.300 3.5 1.300s2.300-.4 3.5-1.300"],
  face5: [FACE, "M8 13.5h8c-.4 2.4-1.800 3.800-4 3.800s-3.6-1.4-4-3.800z"],
  file: ["M14 3H6a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8z", "M14 3v5h5"],
  lock: ["M6 11h12v9H6z", "M9 11V8a3 3 0 0 1 6 0v3"],
  plug: ["M9 3v5", "M15 3v5", "M6 8h12v3a6 6 0 0 1-12 0z", "M12 17v4"],
  plus: ["M12 5v14", "M5 12h14"],
  star: ["M12 4l2.4 5.200 5.6.7-4.100 3.900 1.100 5.6L12 16.6l-5 2.800 1.100-5.6L4 9.900l5.6-.7z"],
  send: ["M4 12 20 4l-5 16-3.5-6.5z", "M11.5 13.5 20 4"],
};

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** The objects of what should be a list of them; whoever made a message may have sent anything. */
export function objects(value) {
  return Array.isArray(value) ? value.filter((each) => each !== null && typeof each === "object") : [];
}

export const byId = (id) => document.getElementById(id);

/** Call a function once before the next picture is drawn, however often that's asked for. */
export function soon(draw) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      draw();
    });
  };
}

/** The address of a link that may be followed; null for any that could run something here. */
export function safeLink(address) {
  try {
    const url = new URL(String(address).trim());
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to elsewhere; the words alone where the address is none that may be followed. */
export function link(address, ...words) {
  const href = safeLink(address);
  if (href === null) return el("span", {}, ...words);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, ...words);
}

/** A colour that is one; null for anything else. */
export function safeColour(colour) {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour || "") ? colour : null;
}

const TIME = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat([], { day: "numeric", month: "short" });

/** A moment, given in seconds, as short as it can be told. */
export function shortTime(seconds) {
  if (!seconds) return "";
  const moment = new Date(seconds * 1000);
  return moment.toDateString() === new Date().toDateString() ? TIME.format(moment) : DAY.format(moment);
}

/** Words for those who hear the page, and a line at its edge for those who see it. */
export function announce(words, isError = false) {
  const place = byId("notice");
  place.textContent = words;
  place.classList.toggle("error", isError);
  place.classList.add("shown");
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => place.classList.remove("shown"), isError ? 8000 : 3000);
}

/** A listener that tells of what goes wrong in it. */
export function trying(act) {
  return async (event) => {
    try {
      await act(event);
    } catch (error) {
      announce(error.message, true);
    }
  };
}

/** A text to be copied. */
export function snippet(text, label = null) {
  const copy = trying(async () => {
    await navigator.clipboard.writeText(text);
    announce("Copied.");
  });
  return [el("button", { type: "button", class: "copy", onclick: copy }, "Copy"), el("pre", { tabindex: 0, "aria-label": label }, text)];
}
