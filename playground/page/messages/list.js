// The messages of a channel or of a thread: loaded in pages, kept in order, kept where the reader is.

import * as api from "../api.js";
import { arrange, fill, h, tabbable } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { dayName, dayNumber, momentOf } from "../time.js";
import { problem } from "../ui/toast.js";
import { hasBlocks, MessageView } from "./message.js";
import { Stretch } from "./stretch.js";

const PAGE = 50;
const THREAD_PAGE = 200;
/** Messages of one person within this many seconds share one head. */
const TOGETHER_S = 300;
const NEAR_END_PX = 60;
/** More messages are asked for this long before the reader gets to the end of those that are held. */
const EARLY_PX = 600;

export class MessageList {
  #newFrom = null;
  #loading = false;
  #pinned = true;
  #hasUnseen = false;
  #ended = new AbortController();

  /** @param {{channel: string, thread?: string|null, label: string, openThread?: (ts: string) => void, empty: Node|string}} how */
  constructor({ channel, thread = null, label, openThread = () => {}, empty }) {
    this.channel = channel;
    this.thread = thread;
    this.where = { channel, inThread: Boolean(thread), openThread };
    this.stretch = new Stretch({
      ask: (query) => api.history(store.me, channel, { threadTs: thread, limit: thread ? THREAD_PAGE : PAGE, ...query }),
      make: (message) => new MessageView(message, this.where),
      isThread: Boolean(thread),
    });
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
    this.jumpWords = h("span", {});
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
      this.jumpWords,
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
    return this.stretch.views.length;
  }

  /** Loads the newest page, at first or again after the connection was lost; somebody who reads further up stays there. */
  async load({ unread = 0 } = {}) {
    const answer = await this.#read(() => this.stretch.newest({ keep: !this.#pinned }));
    this.log.setAttribute("aria-busy", "false");
    if (!answer?.ok) return;
    if (unread) this.#newFrom = answer.messages.filter((message) => message.user !== store.me).at(-unread)?.ts ?? null;
    this.#layOut();
    if (this.#pinned) this.#scrollToEnd();
    this.#scrolled();
  }

  /** One read at a time; nothing when the list was left in between. */
  async #read(work) {
    this.#loading = true;
    const answer = await work();
    this.#loading = false;
    if (this.#ended.signal.aborted) return null;
    if (!answer.ok) problem(answer);
    return answer;
  }

  async #loadOlder() {
    const anchor = this.stretch.first;
    if (!this.stretch.hasOlder || this.#loading || !anchor) return;
    this.top.textContent = "Loading earlier messages…";
    const answer = await this.#read(() => this.stretch.older());
    this.top.textContent = "";
    if (answer?.ok) this.#keepingPlace(anchor.node, () => this.#layOut());
  }

  async #loadNewer() {
    const anchor = this.stretch.last;
    if (!this.stretch.hasNewer || this.#loading || !anchor) return;
    const answer = await this.#read(() => this.stretch.newer());
    if (answer?.ok) this.#keepingPlace(anchor.node, () => this.#layOut());
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
    this.#scrolled();
  }

  /** A new message, or a new version of one that is shown. */
  apply(message) {
    const shown = this.stretch.find(message.ts);
    if (shown) {
      shown.update(message);
      return;
    }
    const isMine = message.user === store.me;
    const isHeld = this.stretch.add(message, { isAtEnd: this.#pinned });
    if (isHeld) this.#layOut();
    if (isMine || (isHeld && this.#pinned)) this.toEnd();
    else this.#offerJump({ isUnseen: true });
  }

  remove(ts) {
    if (this.stretch.remove(ts)) this.#layOut();
  }

  /** Puts the items in order with their days, heads and the mark of what is new. */
  #layOut() {
    const { views } = this.stretch;
    this.emptyNote.hidden = views.length > 0;
    let previous = null;
    views.forEach((view, index) => {
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
      previous = message;
    });
    arrange(
      this.items,
      views.map((view) => view.item),
    );
    if (!this.items.querySelector('.message[tabindex="0"]')) this.#rove(views.at(-1)?.node);
  }

  #replyCount() {
    const { views, hasOlder } = this.stretch;
    const shown = views.filter((view, index) => index > 0 && !view.message.ephemeral).length;
    const count = hasOlder ? Math.max(shown, views[0].message.reply_count ?? 0) : shown;
    return count === 1 ? "1 reply" : count ? `${count} replies` : "Only for you";
  }

  #scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** To the newest message, which may have to be read first. */
  async toEnd() {
    this.#pinned = true;
    this.#hasUnseen = false;
    if (this.stretch.hasNewer) await this.load();
    this.#offerJump();
    this.#scrollToEnd();
  }

  /** The way back to the newest messages, for somebody who is not there. */
  #offerJump({ isUnseen = this.#hasUnseen } = {}) {
    this.#hasUnseen = isUnseen;
    this.jumpWords.textContent = isUnseen ? "New messages" : "Newest messages";
    this.jump.hidden = !isUnseen && !this.stretch.hasNewer;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    this.#pinned = below < NEAR_END_PX && !this.stretch.hasNewer;
    this.#offerJump({ isUnseen: this.#hasUnseen && !this.#pinned });
    if (scrollTop < EARLY_PX) this.#loadOlder();
    if (below < EARLY_PX) this.#loadNewer();
  }

  /** Shows one message; one that is far back is read with what is around it. */
  async show(ts) {
    this.#pinned = false;
    if (!this.stretch.find(ts)) await this.#goTo(ts);
    const view = this.stretch.find(ts);
    if (!view) return;
    view.node.scrollIntoView({ block: "center" });
    view.node.focus({ preventScroll: true });
    view.node.classList.add("is-found");
    setTimeout(() => view.node.classList.remove("is-found"), 2500);
  }

  async #goTo(ts) {
    const answer = await this.#read(() => this.stretch.upTo(ts));
    if (!answer?.ok) return;
    this.#layOut();
    await this.#loadNewer();
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
    const { views } = this.stretch;
    const at = views.findIndex((view) => view.node === node);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: views.length - 1 }[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      tabbable(node)[0]?.focus();
    } else if (to !== undefined && views[to]) {
      event.preventDefault();
      views[to].node.focus({ preventScroll: true });
      views[to].node.scrollIntoView({ block: "nearest" });
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
