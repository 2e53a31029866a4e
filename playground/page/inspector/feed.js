// The logs of the workspace, kept up to date while somebody looks: the page's stream says when there is news.

import { fetchTraffic } from "../api.js";
import { store } from "../store.js";
import { callEntry, deliveryEntry } from "./entries.js";

/** How far back the first look goes, of each log. */
const FIRST = -300;
const MOST_KEPT = 1000;

export class Feed {
  /** @type {Map<string, import("./entries.js").Entry>} */
  #entries = new Map();
  #since = { calls: FIRST, deliveries: FIRST };
  #isOpen = false;
  #isAsking = false;
  #isBehind = false;
  #changed;

  /** @param {() => void} changed called when there is something new to draw */
  constructor(changed) {
    this.#changed = changed;
    store.on("traffic", () => this.look());
    // After a break the server may be another one, whose numbers start again.
    store.on("resync", () => {
      this.#since = { calls: FIRST, deliveries: FIRST };
      this.look();
    });
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Starts or ends asking; a closed inspector costs nothing. */
  set isOpen(open) {
    this.#isOpen = open;
    this.look();
  }

  /** Newest first. */
  get entries() {
    return [...this.#entries.values()].sort((a, b) => b.at - a.at);
  }

  clear() {
    this.#entries.clear();
    this.#changed();
  }

  async look() {
    if (!this.#isOpen || document.hidden) return;
    this.#isBehind = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const found = await fetchTraffic(this.#since);
    this.#isAsking = false;
    this.#add("calls", found.calls, callEntry);
    this.#add("deliveries", found.deliveries, deliveryEntry);
    this.#changed();
    if (this.#isBehind) this.look();
  }

  #add(log, lines, read) {
    for (const line of lines) {
      const entry = read(line);
      const known = this.#entries.get(entry.key);
      if (!known || !known.isDone) this.#entries.set(entry.key, entry);
    }
    // What is still under way is asked for again, to learn how it ended.
    const open = lines.find((line) => line.ms === undefined);
    const next = open ? open.n - 1 : lines.at(-1)?.n;
    if (next !== undefined) this.#since[log] = next || FIRST;
    for (const { key } of this.entries.slice(MOST_KEPT)) this.#entries.delete(key);
  }
}
