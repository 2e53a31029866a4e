// The messages of a channel or of a thread: loaded in pages, kept in order, kept where the reader is.

import * as api from "../api.js";
import { fill, h, tabbable } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { dayName, dayNumber, momentOf } from "../time.js";
import { problem } from "../ui/toast.js";
import { hasBlocks, MessageView } from "./message.js";

const PAGE = 50;
const THREAD_PAGE = 200;
/** Messages of one person within this many seconds share one head. */
const TOGETHER_S = 300;
const NEAR_END_PX = 60;
/** Earlier messages are asked for this long before the reader gets to the top. */
const EARLY_PX = 600;
const LONGEST_SEARCH_PAGES = 20;

export class MessageList {
  /** @type {MessageView[]} oldest first */
  #views = [];
  #hasMore = false;
  #loading = false;
  #pinned = true;
  #newFrom = null;
  #ended = new AbortController();

  /** @param {{channel: string, thread?: string|null, label: string, openThread?: (ts: string) => void, empty: Node|string}} how */
  constructor({ channel, thread = null, label, openThread = () => {}, empty }) {
    this.channel = channel;
    this.thread = thread;
    this.where = { channel, inThread: Boolean(thread), openThread };
    this.emptyNote = h("div", { class: "messages-empty", hidden: true }, empty);
    this.top = h("div", { class: "messages-top" });
    this.items = h("div", { class: "messages-items" });
    this.log = h(
      "div",
      {
        class: "messages-log",
        role: "log",
        "aria-label": label,
        "aria-busy": "true",
        "data-testid": thread ? "thread-messages" : "messages",
      },
      this.items,
    );
    this.scroller = h(
      "div",
      { class: "messages" },
      h("div", { class: "messages-content" }, this.top, this.emptyNote, this.log),
    );
    this.jump = h(
      "button",
      {
        class: "jump",
        type: "button",
        hidden: true,
        "data-testid": "jump-to-newest",
        on: { click: () => this.toEnd() },
      },
      icon("down"),
      "New messages",
    );
    this.node = h("div", { class: "messages-box" }, this.scroller, this.jump);
    this.#listen();
  }

  #listen() {
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.items.addEventListener("keydown", (event) => this.#key(event));
    this.items.addEventListener("focusin", (event) => this.#rove(event.target.closest("[data-ts]")));
    // Pictures that load late, a composer that grows: whoever was at the end stays at the end.
    const sizes = new ResizeObserver(() => this.#pinned && this.#scrollToEnd());
    sizes.observe(this.scroller);
    sizes.observe(this.scroller.firstChild);
    this.#ended.signal.addEventListener("abort", () => sizes.disconnect());
  }

  destroy() {
    this.#ended.abort();
  }

  get length() {
    return this.#views.length;
  }

  /** Loads the newest page, at first or again after the connection was lost; drawn messages are kept and brought up to date. */
  async load({ unread = 0 } = {}) {
    this.#loading = true;
    const answer = await this.#page();
    this.#loading = false;
    if (this.#ended.signal.aborted) return;
    this.log.setAttribute("aria-busy", "false");
    if (!answer.ok) {
      problem(answer);
      return;
    }
    const known = new Map(this.#views.map((view) => [view.message.ts, view]));
    this.#views = answer.messages.map((message) => this.#viewOf(message, known.get(message.ts)));
    this.#hasMore = answer.has_more;
    if (unread) this.#newFrom = answer.messages.filter((message) => message.user !== store.me).at(-unread)?.ts ?? null;
    this.#layOut();
    if (this.#pinned) this.#scrollToEnd();
    this.#scrolled();
  }

  #page(before) {
    return api.history(store.me, this.channel, {
      threadTs: this.thread,
      before,
      limit: this.thread ? THREAD_PAGE : PAGE,
    });
  }

  #viewOf(message, view) {
    if (!view) return new MessageView(message, this.where);
    view.update(message);
    return view;
  }

  async #loadOlder() {
    const first = this.#views[this.thread ? 1 : 0];
    if (!this.#hasMore || this.#loading || !first) return;
    this.#loading = true;
    this.top.textContent = "Loading earlier messages…";
    const answer = await this.#page(first.message.ts);
    this.#loading = false;
    if (this.#ended.signal.aborted) return;
    this.top.textContent = "";
    if (!answer.ok) {
      problem(answer);
      return;
    }
    const known = new Set(this.#views.map((view) => view.message.ts));
    const older = answer.messages.filter((message) => !known.has(message.ts)).map((message) => this.#viewOf(message));
    this.#hasMore = answer.has_more && older.length > 0;
    this.#keepingPlace(first.node, () => {
      this.#views = this.#sorted([...older, ...this.#views]);
      this.#layOut();
    });
    this.#scrolled();
  }

  /** Changes the list without moving what the reader looks at. */
  #keepingPlace(anchor, change) {
    this.scroller.style.overflowAnchor = "none";
    const before = anchor.getBoundingClientRect().top;
    change();
    this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    requestAnimationFrame(() => {
      this.scroller.style.overflowAnchor = "";
    });
  }

  #sorted(views) {
    return views.sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  }

  /** A new message, or a new version of one that is shown. */
  apply(message) {
    const shown = this.#views.find((view) => view.message.ts === message.ts);
    if (shown) {
      shown.update(message);
      return;
    }
    if (this.#hasMore && this.#views.length && Number(message.ts) < Number(this.#views[0].message.ts)) return;
    const isMine = message.user === store.me;
    this.#views = this.#sorted([...this.#views, this.#viewOf(message)]);
    this.#layOut();
    if (isMine || this.#pinned) this.toEnd();
    else this.jump.hidden = false;
  }

  remove(ts) {
    const gone = this.#views.find((view) => view.message.ts === ts);
    if (!gone) return;
    this.#views = this.#views.filter((view) => view !== gone);
    this.#layOut();
  }

  /** Puts the items in order with their days, heads and the mark of what is new. */
  #layOut() {
    this.emptyNote.hidden = this.#views.length > 0;
    let previous = null;
    this.#views.forEach((view, index) => {
      const { message } = view;
      const moment = momentOf(message.ts);
      const newDay = !previous || dayNumber(momentOf(previous.ts)) !== dayNumber(moment);
      const isReply = this.thread && index === 1;
      fill(
        view.above,
        newDay && !(this.thread && index === 0) && divider(dayName(moment), "day", moment),
        isReply && divider(this.#replyCount(), "replies-line"),
        message.ts === this.#newFrom && divider("New", "new"),
      );
      view.node.classList.toggle(
        "is-together",
        !newDay && !isReply && message.ts !== this.#newFrom && together(previous, message),
      );
      if (this.items.children[index] !== view.item)
        this.items.insertBefore(view.item, this.items.children[index] ?? null);
      previous = message;
    });
    while (this.items.children.length > this.#views.length) this.items.lastChild.remove();
    if (!this.items.querySelector('.message[tabindex="0"]')) this.#rove(this.#views.at(-1)?.node);
  }

  #replyCount() {
    const shown = this.#views.filter((view, index) => index > 0 && !view.message.ephemeral).length;
    const count = this.#hasMore ? Math.max(shown, this.#views[0].message.reply_count ?? 0) : shown;
    return count === 1 ? "1 reply" : count ? `${count} replies` : "Only for you";
  }

  #scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  toEnd() {
    this.#pinned = true;
    this.jump.hidden = true;
    this.#scrollToEnd();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#pinned) this.jump.hidden = true;
    if (scrollTop < EARLY_PX) this.#loadOlder();
  }

  /** Shows one message, loading earlier pages until it is there. */
  async show(ts) {
    this.#pinned = false;
    for (let pages = 0; pages < LONGEST_SEARCH_PAGES; pages += 1) {
      const view = this.#views.find((each) => each.message.ts === ts);
      if (view) {
        view.node.scrollIntoView({ block: "center" });
        view.node.focus({ preventScroll: true });
        view.node.classList.add("is-found");
        setTimeout(() => view.node.classList.remove("is-found"), 2500);
        return;
      }
      if (!this.#hasMore) return;
      await this.#loadOlder();
    }
  }

  /** One message is in the tab order; arrow keys move among them. */
  #rove(node) {
    if (!node || node.tabIndex === 0) return;
    this.items.querySelectorAll('.message[tabindex="0"]').forEach((other) => {
      other.tabIndex = -1;
    });
    node.tabIndex = 0;
  }

  #key(event) {
    const node = event.target.closest("[data-ts]");
    if (event.target !== node) {
      if (event.key === "Escape" && node && !event.defaultPrevented) node.focus();
      return;
    }
    const at = this.#views.findIndex((view) => view.node === node);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: this.#views.length - 1 }[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      tabbable(node)[0]?.focus();
    } else if (to !== undefined && this.#views[to]) {
      event.preventDefault();
      this.#views[to].node.focus({ preventScroll: true });
      this.#views[to].node.scrollIntoView({ block: "nearest" });
    }
  }
}

function together(previous, message) {
  if (!previous || previous.user !== message.user || previous.ephemeral || message.ephemeral) return false;
  if (hasBlocks(previous) || hasBlocks(message)) return false;
  return Number(message.ts) - Number(previous.ts) < TOGETHER_S;
}

function divider(words, kind, moment) {
  return h(
    "div",
    { class: `line line-${kind}`, role: "separator", "aria-label": words, "data-testid": `line-${kind}` },
    h("span", { class: "line-words", title: moment?.toDateString() }, words),
  );
}
