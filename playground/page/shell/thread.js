// The thread panel beside the messages; on a phone it covers them.

import { fill, h, narrow } from "../dom.js";
import { icon } from "../icons.js";
import { MessageList } from "../messages/list.js";
import { store } from "../store.js";
import { channelWords } from "../ui/channel.js";
import { WritingPlace } from "./archived.js";
import { closeThread } from "./router.js";

export class ThreadPanel {
  /** @type {MessageList|null} */
  list = null;
  #shown = "";
  #main;

  /** @param {HTMLElement} main what the panel covers in a narrow window */
  constructor(main) {
    this.#main = main;
    this.where = h("span", { class: "thread-where" });
    this.body = h("div", { class: "pane-body" });
    this.node = h(
      "aside",
      {
        class: "thread",
        "aria-label": "Thread",
        "data-testid": "thread",
        hidden: true,
        on: { keydown: (event) => this.#key(event) },
      },
      h(
        "header",
        { class: "pane-head" },
        h("h2", { class: "pane-title" }, "Thread"),
        this.where,
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close the thread",
            "data-testid": "close-thread",
            on: { click: closeThread },
          },
          icon("close"),
        ),
      ),
      this.body,
    );
    store.on("boot", () => this.#close());
    store.on("place", (place) => (place.kind === "channel" && place.thread ? this.#open(place) : this.#close()));
    store.on("channels", () => this.composer?.update());
    store.on("resync", () => this.list?.load());
    store.on("message", ({ channel, message }) => this.#apply(channel, message));
    store.on("deleted", ({ channel, ts }) => channel === this.list?.channel && this.list.remove(ts));
    narrow.addEventListener("change", () => this.#cover());
  }

  #apply(channel, message) {
    if (channel !== this.list?.channel) return;
    if (message.ts === this.list.thread || message.thread_ts === this.list.thread) this.list.apply(message);
  }

  #cover() {
    this.#main.inert = !this.node.hidden && narrow.matches;
  }

  async #open({ channel, thread }) {
    const key = `${channel}/${thread}`;
    if (key === this.#shown) return;
    this.list?.destroy();
    this.#shown = key;
    fill(this.where, channelWords(channel));
    this.list = new MessageList({ channel, thread, label: "Messages in the thread", empty: "This thread is empty." });
    this.composer = new WritingPlace({ channel, thread, placeholder: "Reply" });
    fill(this.body, this.list.node, this.composer.node);
    this.node.hidden = false;
    this.#cover();
    this.composer.focus();
    this.loaded = this.list.load();
    await this.loaded;
  }

  #close() {
    if (this.node.hidden) return;
    const parent = this.list?.thread;
    const hadFocus = this.node.contains(document.activeElement);
    this.list?.destroy();
    this.list = null;
    this.#shown = "";
    this.node.hidden = true;
    fill(this.body);
    this.#cover();
    if (hadFocus) this.#main.querySelector(`[data-ts="${CSS.escape(parent)}"]`)?.focus({ preventScroll: true });
  }

  #key(event) {
    // From inside a message Esc first leads to the message, then closes; somebody in the middle of a sentence stays there.
    if (event.key !== "Escape" || event.defaultPrevented || event.target.value) return;
    const message = event.target.closest("[data-ts]");
    if (message && event.target !== message) return;
    event.preventDefault();
    closeThread();
  }
}
