// A list that draws only the rows that are seen, however many there are; all rows are equally high.

import { el, soon } from "./dom.js";

const SPARE = 6;

export class VirtualList {
  /**
   * `scroller` is the element that scrolls: it becomes a listbox, with the keys that one has.
   *
   * `draw(index, row)` fills the row of an item; `key(index)` says what tells it from others; `chosen(index)` is called
   * when one is chosen, `seen(first, last)` with what is in view.
   */
  constructor(scroller, { height, draw, key, chosen, seen = () => {} }) {
    Object.assign(this, { scroller, height, draw, key, chosen, seen });
    this.count = 0;
    this.selected = null;
    this.active = 0;
    this.rows = new Map();
    this.space = el("div", { class: "space", role: "presentation" });
    scroller.append(this.space);
    scroller.setAttribute("role", "listbox");
    scroller.tabIndex = 0;
    this.update = soon(() => this.redraw());
    scroller.addEventListener("scroll", this.update, { passive: true });
    scroller.addEventListener("keydown", (event) => this.pressed(event));
    scroller.addEventListener("focus", () => {
      const at = this.position(this.selected);
      if (at >= 0) this.active = at;
      this.update();
    });
    new ResizeObserver(this.update).observe(scroller);
  }

  /** How many items there are from now on. */
  resize(count) {
    this.count = count;
    this.update();
  }

  /** Show which item is chosen, by its key. */
  select(key) {
    this.selected = key;
    this.update();
  }

  position(key) {
    if (key === null) return -1;
    for (let index = 0; index < this.count; index++) if (this.key(index) === key) return index;
    return -1;
  }

  redraw() {
    const { scrollTop, clientHeight } = this.scroller;
    this.space.style.height = `${this.count * this.height}px`;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - SPARE);
    const last = Math.min(this.count, Math.ceil((scrollTop + clientHeight) / this.height) + SPARE);
    this.active = Math.max(0, Math.min(this.active, this.count - 1));
    const wanted = new Set(Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset));
    // The row that the keys are at stays there for those who hear it, also out of view.
    if (this.count) wanted.add(this.active);
    const rows = new Map();
    for (const index of wanted) rows.set(index, this.row(index));
    for (const [index, row] of this.rows) if (!rows.has(index)) row.remove();
    this.rows = rows;
    const active = rows.get(this.active);
    if (active) this.scroller.setAttribute("aria-activedescendant", active.id);
    else this.scroller.removeAttribute("aria-activedescendant");
    this.seen(first, last);
  }

  row(index) {
    let row = this.rows.get(index);
    if (!row) {
      row = el("div", { role: "option", class: "row", id: `${this.scroller.id}-${index}` });
      row.style.height = `${this.height}px`;
      row.style.transform = `translateY(${index * this.height}px)`;
      row.addEventListener("click", () => this.choose(index));
      this.space.append(row);
    }
    const key = this.key(index);
    row.setAttribute("aria-selected", String(key !== null && key === this.selected));
    row.setAttribute("aria-setsize", this.count);
    row.setAttribute("aria-posinset", index + 1);
    row.classList.toggle("active", index === this.active);
    this.draw(index, row);
    return row;
  }

  choose(index) {
    this.active = index;
    this.chosen(index);
    this.update();
  }

  pressed(event) {
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count };
    if (event.key === "Enter" || event.key === " ") {
      if (this.count) this.choose(this.active);
    } else if (event.key in steps) {
      this.active = Math.max(0, Math.min(this.count - 1, this.active + steps[event.key]));
      this.reveal(this.active);
    } else {
      return;
    }
    event.preventDefault();
  }

  reveal(index) {
    const top = index * this.height;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.scroller.scrollTop = top + this.height - clientHeight;
    this.update();
  }
}
