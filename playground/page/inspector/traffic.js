// "What was said": every call and delivery, newest first, with a filter, a pause and a broom.

import { fill, folded, h } from "../dom.js";
import { Feed } from "./feed.js";
import { row } from "./row.js";

const MOST_SHOWN = 200;

/** What can be looked at. */
const KINDS = {
  all: ["Everything", () => true],
  call: ["Calls of the app", ({ kind }) => kind === "call"],
  delivery: ["Deliveries to the app", ({ kind }) => kind === "delivery"],
  trouble: ["Only trouble", ({ isBad, check }) => isBad || Boolean(check?.isBad)],
};

export class Traffic {
  /** @type {Map<string, {entry: import("./entries.js").Entry, node: HTMLElement}>} */
  #rows = new Map();
  /** @type {Set<string>|null} what was there when somebody pressed Pause */
  #paused = null;

  constructor() {
    this.feed = new Feed(() => this.#draw());
    this.filter = h("input", {
      class: "field",
      type: "search",
      placeholder: "Filter",
      "aria-label": "Show only what has these words",
      "data-testid": "inspector-filter",
      on: { input: () => this.#draw() },
    });
    this.kind = h(
      "select",
      {
        class: "field",
        "aria-label": "What to show",
        "data-testid": "inspector-kind",
        on: { change: () => this.#draw() },
      },
      Object.entries(KINDS).map(([value, [words]]) => h("option", { value }, words)),
    );
    this.pauseButton = this.#tool("inspector-pause", "Pause", () => this.#pause());
    this.pauseButton.setAttribute("aria-pressed", "false");
    this.list = h("ul", { class: "inspector-list", "aria-label": "Calls and deliveries", tabIndex: 0 });
    this.node = h(
      "div",
      { class: "inspector-tab" },
      h(
        "div",
        { class: "inspector-tools" },
        this.filter,
        this.kind,
        this.pauseButton,
        this.#tool("inspector-clear", "Clear", () => this.feed.clear()),
      ),
      this.list,
    );
  }

  set isOpen(open) {
    this.feed.isOpen = open;
  }

  #tool(testid, words, click) {
    return h("button", { class: "button", type: "button", "data-testid": testid, on: { click } }, words);
  }

  #pause() {
    this.#paused = this.#paused ? null : new Set(this.feed.entries.map(({ key }) => key));
    this.pauseButton.setAttribute("aria-pressed", String(Boolean(this.#paused)));
    this.#draw();
  }

  #draw() {
    const entries = this.feed.entries;
    const isShown = this.#chosen();
    const shown = entries.filter((entry) => (!this.#paused || this.#paused.has(entry.key)) && isShown(entry));
    const missed = this.#paused ? entries.filter(({ key }) => !this.#paused.has(key)).length : 0;
    this.pauseButton.textContent = this.#paused ? (missed ? `Go on (${missed} new)` : "Go on") : "Pause";
    this.#place(shown.slice(0, MOST_SHOWN));
    if (!shown.length)
      fill(this.list, h("li", { class: "home-note" }, entries.length ? "Nothing fits the filter." : "Nothing was said yet."));
  }

  /** A test for what the filter and the kind let through. */
  #chosen() {
    const [, isOfKind] = KINDS[this.kind.value];
    const words = folded(this.filter.value).split(/\s+/).filter(Boolean);
    return (entry) => isOfKind(entry) && words.every((word) => searchText(entry).includes(word));
  }

  /** Puts the rows in order; those that did not change stay as they are, unfolded or not. */
  #place(entries) {
    const rows = new Map();
    entries.forEach((entry, index) => {
      const known = this.#rows.get(entry.key);
      const node = known?.entry === entry ? known.node : row(entry);
      if (known && known.node !== node) {
        node.firstChild.open = known.node.firstChild.open;
        known.node.replaceWith(node);
      }
      rows.set(entry.key, { entry, node });
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
    while (this.list.children.length > entries.length) this.list.lastChild.remove();
    this.#rows = rows;
  }
}

/** @type {WeakMap<import("./entries.js").Entry, string>} */
const texts = new WeakMap();

/** Everything in an entry that a filter may find; made once, for whoever filters. */
function searchText(entry) {
  if (!texts.has(entry)) {
    const { title, about, who, whom, result, check, parts } = entry;
    texts.set(entry, folded([title, about, who, whom, result, check?.words, JSON.stringify(parts)].join(" ")));
  }
  return texts.get(entry);
}
