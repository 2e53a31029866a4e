// How far somebody is in the tour, and whether they put it away; remembered in this browser.

import { remember, remembered } from "../dom.js";

const KEY = "tour";

export class Progress {
  step = 0;
  isAway = false;
  #id;

  /** @param {string} id which tour it is: a workspace that was filled anew begins it anew */
  constructor(id) {
    this.#id = id;
    const known = read();
    if (known.id !== id) return;
    this.step = Number(known.step) || 0;
    this.isAway = Boolean(known.isAway);
  }

  /** @param {{step?: number, isAway?: boolean}} change */
  set(change) {
    Object.assign(this, change);
    remember(KEY, JSON.stringify({ id: this.#id, step: this.step, isAway: this.isAway }));
  }
}

function read() {
  try {
    return JSON.parse(remembered(KEY, "{}")) ?? {};
  } catch {
    return {};
  }
}
