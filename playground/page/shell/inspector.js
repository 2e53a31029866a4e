// The inspector: what the workspace and the app said to each other, newest first, with every payload to unfold.

import { fetchTraffic } from "../api.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";

const EVERY_MS = 1000;
const MOST_SHOWN = 200;

/** What a delivery is called for a reader. */
const KINDS = { slash_commands: "command", interactive: "interaction", events_api: "event", options: "menu choices" };

/**
 * @typedef {{key: string, at: number, direction: "to"|"from", title: string, note: string, isBad: boolean, isDone: boolean, parts: [string, any][]}} Entry
 */

/** A Web API call of the app. @returns {Entry} */
function callEntry({ n, at, method, args, answer }) {
  const isDone = answer !== undefined && answer !== null;
  const isBad = isDone && answer.ok === false;
  return {
    key: `call-${n}`,
    at,
    direction: "from",
    title: method,
    note: isBad ? answer.error : isDone ? "" : "…",
    isBad,
    isDone,
    parts: [
      ["Asked", args],
      ["Answered", answer],
    ],
  };
}

/** Something brought to the app. @returns {Entry} */
function deliveryEntry({ n, at, kind, payload, ack_status: status, ack_body: body, failure, problems = [] }) {
  const isDone = status !== undefined && status !== null ? true : Boolean(failure);
  const isBad = Boolean(failure) || (isDone && status !== 200) || problems.length > 0;
  const detail =
    payload.command ||
    payload.event?.type ||
    payload.actions?.[0]?.action_id ||
    payload.view?.callback_id ||
    payload.callback_id ||
    payload.action_id ||
    "";
  const title = `${payload.type && payload.type !== "event_callback" ? payload.type : (KINDS[kind] ?? kind)} ${detail}`;
  return {
    key: `delivery-${n}`,
    at,
    direction: "to",
    title,
    note: failure || (isDone ? "" : "…"),
    isBad,
    isDone,
    parts: [
      ["Sent", payload],
      ["Acknowledged", body],
      ...(problems.length ? [["Differs from Slack's types", problems]] : []),
    ],
  };
}

export class Inspector {
  /** @type {Map<string, {entry: Entry, node: HTMLElement}>} */
  #shown = new Map();
  #since = { calls: 0, deliveries: 0 };
  #timer = 0;
  #button;

  constructor() {
    this.list = h("div", { class: "inspector-list", role: "log", "aria-label": "Payloads", tabIndex: 0 });
    this.node = h(
      "aside",
      {
        class: "inspector",
        "aria-label": "Inspector",
        "data-testid": "inspector",
        hidden: true,
        on: { keydown: (event) => event.key === "Escape" && !event.defaultPrevented && this.toggle(false) },
      },
      h(
        "header",
        { class: "pane-head" },
        h("h2", { class: "pane-title" }, "Inspector"),
        h("span", { class: "thread-where" }, "What the workspace and the app say to each other"),
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close the inspector",
            on: { click: () => this.toggle(false) },
          },
          icon("close"),
        ),
      ),
      this.list,
    );
    this.#button = h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": "Inspector",
        title: "Inspector",
        "aria-expanded": "false",
        "data-testid": "inspector-toggle",
        on: { click: () => this.toggle() },
      },
      icon("code"),
    );
  }

  get button() {
    return this.#button;
  }

  toggle(open = this.node.hidden) {
    this.node.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    clearTimeout(this.#timer);
    if (open) {
      this.#look();
      this.list.focus();
    } else this.#button.focus();
  }

  async #look() {
    const found = await fetchTraffic(this.#since);
    if (this.node.hidden) return;
    this.#add(found.calls.map(callEntry), "calls");
    this.#add(found.deliveries.map(deliveryEntry), "deliveries");
    this.#draw();
    this.#timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  /** @param {Entry[]} entries @param {"calls"|"deliveries"} kind */
  #add(entries, kind) {
    for (const entry of entries) {
      const known = this.#shown.get(entry.key);
      if (!known || known.entry.isDone !== entry.isDone) this.#shown.set(entry.key, { entry, node: row(entry) });
    }
    // What is still under way is asked for again, to learn how it ended.
    const numbers = entries.map((entry) => Number(entry.key.split("-")[1]));
    const open = entries.findIndex((entry) => !entry.isDone);
    if (entries.length) this.#since[kind] = open >= 0 ? numbers[open] - 1 : numbers.at(-1);
  }

  #draw() {
    const newest = [...this.#shown.values()].sort((a, b) => b.entry.at - a.entry.at).slice(0, MOST_SHOWN);
    this.#shown = new Map(newest.map((each) => [each.entry.key, each]));
    newest.forEach(({ node }, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
    while (this.list.children.length > newest.length) this.list.lastChild.remove();
    if (!newest.length) fill(this.list, h("p", { class: "home-note" }, "Nothing was said yet."));
  }
}

/** @param {Entry} entry */
function row(entry) {
  const words = entry.direction === "to" ? `to ${store.app.name}` : `from ${store.app.name}`;
  const node = h(
    "details",
    { class: `inspector-row is-${entry.direction}${entry.isBad ? " is-bad" : ""}`, "data-testid": "inspector-row" },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "inspector-way", title: words },
        entry.direction === "to" ? "→" : "←",
        h("span", { class: "visually-hidden" }, words),
      ),
      h("span", { class: "inspector-title" }, entry.title),
      entry.note && h("span", { class: "inspector-note" }, entry.note),
      h("span", { class: "inspector-time" }, new Date(entry.at * 1000).toLocaleTimeString("en-GB")),
    ),
  );
  // Payloads can be long: they are written out when somebody looks.
  node.addEventListener("toggle", () => {
    if (!node.open || node.children.length > 1) return;
    for (const [label, value] of entry.parts)
      node.append(
        h("div", { class: "inspector-part" }, label),
        h("pre", { class: "pre", tabIndex: 0 }, JSON.stringify(value ?? null, null, 2)),
      );
  });
  return node;
}
