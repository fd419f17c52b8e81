// Markdown as the widget shows it (bold, italic, struck, links, code, lists, quotes, headings), made of elements.

import { el, link, safeLink } from "./dom.js";

const DEEPEST = 8;
// What's longer than anybody reads is shown as it stands, so that no text keeps the page busy.
const LONGEST = 20_000;
const LONGEST_LINE = 5_000;

/** The elements of a text. */
export function markdown(text) {
  if (text.length > LONGEST) return [el("p", {}, text)];
  return blocks(text.replace(/\r\n?/g, "\n").split("\n"), 0);
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])\s+(.*)$/;
const UNDERLINE = /^ {0,3}(=+|-+) *$/;
const RULE = /^ {0,3}([-*_])( *\1){2,} *$/;

function blocks(lines, depth) {
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) at += 1;
    else if (FENCE.test(line)) at = fence(lines, at, made);
    else if (HEADING.test(line)) {
      // A heading of a message is none of the page's.
      made.push(el("p", { class: "heading" }, inline(HEADING.exec(line)[2])));
      at += 1;
    } else if (RULE.test(line)) {
      made.push(el("hr"));
      at += 1;
    } else if (QUOTE.test(line) && depth < DEEPEST) at = quote(lines, at, made, depth);
    else if (ITEM.test(line) && depth < DEEPEST) at = list(lines, at, made, depth);
    else at = paragraph(lines, at, made);
  }
  return made;
}

function fence(lines, at, made) {
  const mark = FENCE.exec(lines[at])[1];
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  made.push(el("pre", { tabindex: 0 }, el("code", {}, lines.slice(at + 1, end).join("\n"))));
  return end + 1;
}

function quote(lines, at, made, depth) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  made.push(el("blockquote", {}, blocks(inner, depth + 1)));
  return end;
}

function list(lines, at, made, depth) {
  const mark = ITEM.exec(lines[at])[2];
  const ordered = /\d/.test(mark);
  const items = [];
  while (at < lines.length) {
    const item = ITEM.exec(lines[at]);
    if (!item || /\d/.test(item[2]) !== ordered || RULE.test(lines[at])) break;
    const inner = [item[3]];
    at += 1;
    // What's indented below an item is its own.
    while (at < lines.length && /^\s{2,}\S/.test(lines[at])) inner.push(lines[at++].replace(/^( {2,4}|\t)/, ""));
    while (at + 1 < lines.length && !lines[at].trim() && ITEM.test(lines[at + 1])) at += 1;
    const [first, ...others] = blocks(inner, depth + 1);
    items.push(el("li", {}, first?.tagName === "P" ? [...first.childNodes] : first, others));
  }
  const start = ordered && parseInt(mark, 10) !== 1 ? parseInt(mark, 10) : null;
  made.push(el(ordered ? "ol" : "ul", { start }, items));
  return at;
}

function paragraph(lines, at, made) {
  const own = [];
  const isUnderlined = () => own.length > 0 && at < lines.length && UNDERLINE.test(lines[at]);
  const begins = (line) => FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || ITEM.test(line);
  do own.push(lines[at++].trim());
  while (at < lines.length && lines[at].trim() && !begins(lines[at]) && !isUnderlined());
  const ends = own.map((line, index) => (index < own.length - 1 ? line.replace(/\\$/, "") : line));
  const parts = ends.flatMap((line, index) => [index ? el("br") : null, ...inline(line)]);
  made.push(el("p", { class: isUnderlined() ? "heading" : null }, parts));
  return at + Number(isUnderlined());
}

// Each finds one thing; whichever begins first, and of those the first of the list, is made.
const INLINE = [
  [/\\([!-/:-@[-`{-~])/, ([, mark]) => mark],
  [/(`+)([^`](?:.*?[^`])?)\1(?!`)/, ([, , code]) => el("code", {}, code.trim() || code)],
  [/!?\[([^\][]*)\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\s*\)/, linked],
  [/<((?:https?:\/\/|mailto:)[^\s<>]+)>/, ([, address]) => link(address, address)],
  [/\bwww\.[^\s<>]*[^\s<>.,:;"')\]!?*_]/, ([address]) => link(`http://${address}`, address)],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, ([address]) => link(`mailto:${address}`, address)],
  [/&(amp|lt|gt|quot|#39);/, ([, name]) => ENTITIES[name]],
  [/\*\*\*(?=\S)([^]*?\S)\*\*\*/, ([, inner], depth) => el("em", {}, el("strong", {}, inline(inner, depth + 1)))],
  [/\bhttps?:\/\/[^\s<>]*[^\s<>.,:;"')\]!?*_]/, ([address]) => link(address, address)],
  [/(\*\*|__)(?=\S)([^]*?\S)\1/, ([, , inner], depth) => el("strong", {}, inline(inner, depth + 1))],
  [/~~(?=\S)([^]*?\S)~~/, ([, inner], depth) => el("s", {}, inline(inner, depth + 1))],
  [/\*(?=[^\s*])([^*]*?[^\s*])\*(?!\*)/, ([, inner], depth) => el("em", {}, inline(inner, depth + 1))],
  [/(?<![\w_])_(?=[^\s_])([^_]*?[^\s_])_(?![\w_])/, ([, inner], depth) => el("em", {}, inline(inner, depth + 1))],
];

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function linked([whole, words, address], depth) {
  // What can't be followed stays as it was written, as in the widget.
  if (safeLink(address) === null) return whole;
  const inner = inline(words, depth + 1);
  const hasLinks = inner.some((part) => part.tagName === "A" || part.querySelector?.("a"));
  return link(address, ...(inner.length && !hasLinks ? inner : [words || address]));
}

function inline(text, depth = 0) {
  if (text.length > LONGEST_LINE) return [text];
  const made = [];
  while (text && depth < DEEPEST) {
    let first = null;
    for (const [pattern, make] of INLINE) {
      const match = pattern.exec(text);
      if (match && (first === null || match.index < first.match.index)) first = { match, make };
    }
    if (first === null) break;
    made.push(text.slice(0, first.match.index), first.make(first.match, depth));
    text = text.slice(first.match.index + first.match[0].length);
  }
  return [...made, text].filter((part) => part !== "");
}
