// Which messages a list holds: one stretch of the history, read in pages at both ends, never longer than a reader needs.

/** A page that somebody scrolls back in for an hour stays as quick as a fresh one: what is far away is let go, and read again. */
export const MOST_HELD = 300;

/** @typedef {import("./message.js").MessageView} MessageView */

export class Stretch {
  /** @type {MessageView[]} oldest first; in a thread the parent leads */
  views = [];
  hasOlder = false;
  hasNewer = false;
  #ask;
  #make;
  #isThread;

  /**
   * @param {{ask: (query: {before?: string, after?: string}) => Promise<any>, make: (message: object) => MessageView, isThread: boolean}} how
   */
  constructor({ ask, make, isThread }) {
    this.#ask = ask;
    this.#make = make;
    this.#isThread = isThread;
  }

  get first() {
    return this.views[this.#isThread ? 1 : 0];
  }

  get last() {
    return this.views.at(-1);
  }

  /** @returns {MessageView|undefined} */
  find(ts) {
    return this.views.find((view) => view.message.ts === ts);
  }

  /** Reads the newest page. With `keep` what is held stays, brought up to date as far as the page reaches. */
  async newest({ keep = false } = {}) {
    const answer = await this.#ask({});
    if (!answer.ok) return answer;
    const begin = answer.messages[0]?.ts;
    const isKept = keep && !this.#isThread && this.views.length > 0;
    const meets = begin === undefined || Number(begin) <= Number(this.last?.message.ts ?? 0);
    if (isKept && !meets) {
      this.hasNewer = true;
      return answer;
    }
    const older = isKept ? this.views.filter((view) => Number(view.message.ts) < Number(begin ?? 0)) : [];
    this.views = [...older, ...this.#views(answer.messages)];
    if (!older.length) this.hasOlder = answer.has_more;
    this.hasNewer = false;
    return answer;
  }

  /** Reads the page before the first message. */
  async older() {
    const { first } = this;
    const answer = await this.#ask({ before: first.message.ts });
    // Somebody jumped elsewhere in the meantime: this page does not join on any more.
    if (!answer.ok || this.first !== first) return answer;
    const more = this.#unknown(answer.messages);
    this.hasOlder = answer.has_more && more.length > 0;
    this.#take(more);
    while (this.#mayShrink(this.last)) {
      this.views.pop();
      this.hasNewer = true;
    }
    return answer;
  }

  /** Reads the page after the last message. */
  async newer() {
    const { last } = this;
    const answer = await this.#ask({ after: last.message.ts });
    if (!answer.ok || this.last !== last) return answer;
    this.hasNewer = answer.has_more;
    this.#take(this.#unknown(answer.messages));
    this.#dropOldest();
    return answer;
  }

  /** Holds the page that ends with one message, wherever that is; in a thread everything back to it. */
  async upTo(ts) {
    if (this.#isThread) return this.#backTo(ts);
    // The smallest text that comes after this ts.
    const answer = await this.#ask({ before: `${ts}0` });
    if (!answer.ok) return answer;
    this.views = this.#views(answer.messages);
    this.hasOlder = answer.has_more;
    this.hasNewer = true;
    return answer;
  }

  async #backTo(ts) {
    let answer = { ok: true };
    while (answer.ok && this.hasOlder && !this.find(ts)) answer = await this.older();
    return answer;
  }

  /**
   * Takes a new message, if the stretch reaches to where it belongs. `isAtEnd` is whether the reader looks at the newest.
   * @returns {boolean} whether it is held now
   */
  add(message, { isAtEnd }) {
    const isLast = Number(message.ts) > Number(this.last?.message.ts ?? 0);
    if (this.hasOlder && this.views.length && Number(message.ts) < Number(this.views[0].message.ts)) return false;
    if (isLast && !isAtEnd && this.views.length >= MOST_HELD && !this.#isThread) this.hasNewer = true;
    if (isLast && this.hasNewer) return false;
    this.#take([this.#make(message)]);
    if (isAtEnd) this.#dropOldest();
    return true;
  }

  /** @returns {boolean} whether it was held */
  remove(ts) {
    const before = this.views.length;
    this.views = this.views.filter((view) => view.message.ts !== ts);
    return this.views.length < before;
  }

  #dropOldest() {
    while (this.#mayShrink(this.views[0])) {
      this.views.shift();
      this.hasOlder = true;
    }
  }

  /** A message in which somebody is writing or has the focus is not let go; a thread is held whole. */
  #mayShrink(view) {
    return !this.#isThread && this.views.length > MOST_HELD && !view.item.contains(document.activeElement);
  }

  #views(messages) {
    const known = new Map(this.views.map((view) => [view.message.ts, view]));
    return messages.map((message) => {
      const view = known.get(message.ts);
      view?.update(message);
      return view ?? this.#make(message);
    });
  }

  #unknown(messages) {
    const known = new Set(this.views.map((view) => view.message.ts));
    return messages.filter((message) => !known.has(message.ts)).map((message) => this.#make(message));
  }

  #take(views) {
    this.views = [...this.views, ...views].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  }
}
