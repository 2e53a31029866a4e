// The tour for whoever is here for the first time: a small card with steps that came with the sample data.
// It covers nothing: at a desk it stands under the sidebar, on a phone under the composer.

import * as api from "../api.js";
import { fill, h, narrow, tellHeight } from "../dom.js";
import { icon } from "../icons.js";
import { jumpToMonday } from "../shell/clock.js";
import { writeForMe } from "../shell/composer.js";
import { store } from "../store.js";
import { announce } from "../ui/announce.js";
import { Progress } from "./progress.js";

/**
 * @typedef {{title: string, words: string, who?: string, where?: string, write?: string, jump?: "next-monday",
 *   done?: {submitted?: string[], message?: boolean}}} Step `where` is a channel, "home" or "app" (its direct messages)
 */

/** Where somebody writes, and how long a press takes. */
const WRITING = ".composer-input, .message-editor-input";
const PRESS_MS = 400;

export class Tour {
  /** @type {{id: string, title: string, steps: Step[], end?: string}|null} */
  #tour = null;
  /** @type {Progress|null} */
  #progress = null;
  /** Messages from then on are new, in seconds on the workspace's clock. */
  #since = 0;
  #press = 0;
  #visit;

  /** @param {{visit: (who: string, place: () => import("../store.js").Place|null) => Promise<void>}} how visit: act as somebody, and go there */
  constructor({ visit }) {
    this.#visit = visit;
    this.opener = h(
      "button",
      {
        class: "bar-button tour-open",
        type: "button",
        title: "Show me around",
        hidden: true,
        "data-testid": "tour-open",
        on: { click: () => this.#open() },
      },
      icon("help"),
      h("span", { class: "tour-open-words" }, "Tour"),
    );
    this.node = h("aside", {
      class: "tour",
      "aria-label": "Tour",
      hidden: true,
      "data-testid": "tour",
      on: { keydown: (event) => this.#key(event) },
    });
    for (const type of ["boot", "resync"]) store.on(type, () => this.load());
    store.on("place", () => this.#draw());
    store.on("submitted", ({ callback }) => this.#step?.done?.submitted?.includes(callback) && this.#next());
    store.on("message", ({ channel, message }) => this.#isAwaited(channel, message) && this.#next());
  }

  /** Places the card: beside the sidebar, or at the foot of a narrow window. */
  settleIn(beside, foot) {
    const place = () => (narrow.matches ? foot : beside).append(this.node);
    narrow.addEventListener("change", place);
    place();
    tellHeight(this.node, "--tour-height");
    for (const type of ["focusin", "focusout"]) document.addEventListener(type, () => this.#shorten());
  }

  /** In short while somebody writes; at its full height again once the press that ended the writing has met its button. */
  #shorten() {
    clearTimeout(this.#press);
    const isWriting = () => Boolean(document.activeElement?.matches(WRITING));
    if (isWriting()) this.node.classList.add("is-short");
    else this.#press = setTimeout(() => this.node.classList.toggle("is-short", isWriting()), PRESS_MS);
  }

  async load() {
    const { tour } = await api.tour(store.me);
    this.#tour = tour ?? null;
    this.#progress = tour ? new Progress(tour.id) : null;
    this.#since = store.now() / 1000;
    this.#draw();
  }

  /** @returns {Step|undefined} */
  get #step() {
    return this.#tour?.steps[this.#progress.step];
  }

  /** Stands before the title where there is no room for the ticks. */
  get #count() {
    return `${this.#progress.step + 1} of ${this.#tour.steps.length} · `;
  }

  #place(step) {
    if (step.where === "home") return { kind: "home" };
    const channel = step.where === "app" ? store.appChannel() : store.channel(step.where);
    return channel ? { kind: "channel", channel: channel.id, thread: null } : null;
  }

  /** Whether the visitor is who and where the step plays. */
  #isThere(step) {
    if (step.who && step.who !== store.me) return false;
    if (!step.where) return true;
    const place = this.#place(step);
    // A thread covers its channel in a narrow window, and with it the composer that the step is about.
    if (narrow.matches && store.place?.thread) return false;
    return place?.kind === store.place?.kind && place?.channel === store.place?.channel;
  }

  #isAwaited(channel, message) {
    const step = this.#step;
    if (!step?.done?.message || !store.isApp(message.user) || Number(message.ts) < this.#since) return false;
    return channel === this.#place(step)?.channel;
  }

  #next() {
    const { title } = this.#step;
    this.#progress.set({ step: this.#progress.step + 1 });
    this.#since = store.now() / 1000;
    const next = this.#step;
    announce(`Done: ${title}. ${next ? `Next: ${next.title}.` : "That was the last step."}`);
    this.#draw();
  }

  #open() {
    const isOver = this.#progress.step >= this.#tour.steps.length;
    this.#progress.set({ isAway: false, ...(isOver ? { step: 0 } : {}) });
    this.#draw();
    this.node.querySelector(".button")?.focus();
  }

  #putAway() {
    this.#progress.set({ isAway: true });
    this.#draw();
    this.opener.focus();
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.#putAway();
  }

  #draw() {
    const tour = this.#tour;
    const isShown = Boolean(tour) && !this.#progress.isAway;
    const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.opener.hidden = !tour || isShown;
    this.node.hidden = !isShown;
    if (!isShown) return;
    const step = this.#step;
    fill(this.node, this.#head(tour, step), step ? this.#card(step) : this.#end(tour));
    if (focused) (this.node.querySelector(`[data-testid="${focused}"]`) ?? this.node.querySelector(".button")).focus();
  }

  #head(tour, current) {
    const at = current ? tour.steps.indexOf(current) : tour.steps.length;
    const ticks = tour.steps.map((step, index) =>
      h(
        "li",
        {
          class: `tour-tick${index < at ? " is-done" : ""}`,
          "aria-current": index === at ? "step" : null,
          title: step.title,
        },
        index < at ? icon("check") : h("span", { "aria-hidden": "true" }, String(index + 1)),
        h("span", { class: "visually-hidden" }, `${step.title}${index < at ? ", done" : ""}`),
      ),
    );
    return h(
      "header",
      { class: "tour-head" },
      h("h2", { class: "tour-name" }, tour.title || "Tour"),
      h("ol", { class: "tour-ticks" }, ticks),
      h(
        "button",
        {
          class: "icon-button tour-close",
          type: "button",
          "aria-label": "Put the tour away",
          title: "Put the tour away; the Tour button at the top brings it back",
          "data-testid": "tour-close",
          on: { click: () => this.#putAway() },
        },
        icon("close"),
      ),
    );
  }

  /** @param {Step} step */
  #card(step) {
    return h(
      "section",
      { class: "tour-step", "data-testid": "tour-step", "data-step": this.#progress.step + 1 },
      h("h3", { class: "tour-title" }, h("span", { class: "tour-count" }, this.#count), step.title),
      h("p", { class: "tour-words" }, step.words),
      h(
        "div",
        { class: "tour-buttons" },
        this.#isThere(step) ? this.#hands(step) : this.#way(step),
        button("Done, next", "", "tour-done", () => this.#next()),
        button("Not now", "", "tour-dismiss", () => this.#putAway()),
      ),
    );
  }

  /** The button that leads to where the step plays. */
  #way(step) {
    const isOther = step.who && step.who !== store.me;
    const words = isOther ? `Act as ${store.nameOf(step.who)}` : `Go to ${this.#nameOf(step)}`;
    return button(words, "button-primary", "tour-go", () => this.#visit(step.who ?? store.me, () => this.#place(step)));
  }

  #nameOf(step) {
    if (step.where === "home") return `${store.app.name}’s Home`;
    const channel = this.#place(step)?.channel;
    return step.where === "app" || !channel ? store.app.name : store.channelTitle(channel);
  }

  /** What the page can do for the visitor there. */
  #hands(step) {
    return [
      step.write && button("Write it for me", "button-primary", "tour-write", () => writeForMe(step.write)),
      step.jump && button("Go to next Monday", "button-primary", "tour-jump", jumpToMonday),
    ];
  }

  #end(tour) {
    return h(
      "section",
      { class: "tour-step", "data-testid": "tour-step", "data-step": "end" },
      h("h3", { class: "tour-title" }, "Done"),
      h("p", { class: "tour-words" }, tour.end || "That was all. Look around."),
      h(
        "div",
        { class: "tour-buttons" },
        button("Close", "button-primary", "tour-dismiss", () => this.#putAway()),
      ),
    );
  }
}

function button(words, className, testid, run) {
  return h(
    "button",
    { class: `button ${className}`, type: "button", "data-testid": testid, on: { click: run } },
    h("span", { class: "button-words" }, words),
  );
}
