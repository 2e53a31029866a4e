// One modal view: title, blocks, buttons; sending it, and what comes back.

import * as api from "../api.js";
import { Surface } from "../blocks/surface.js";
import { fill, h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { plain } from "../text/objects.js";
import { avatar } from "../ui/avatar.js";
import { problems, showErrors } from "./form.js";

/** How long the form stays locked after a good answer, should the stream be late. */
const SETTLE_MS = 1500;
const STRANDED =
  "The workspace was restarted and does not know this form any more. Copy what you need, then close it.";

export class ModalView {
  /** Whether the app took the form; it closes in a moment. */
  isTaken = false;
  /** Whether the workspace has forgotten the form: it can be read and closed, nothing else. */
  isStranded = false;
  #first = "";
  #frame = "";

  /** @param {any} view Slack's view object @param {{leave: (all: boolean) => void}} host */
  constructor(view, host) {
    this.host = host;
    const body = h("div", { class: "blocks" });
    this.surface = new Surface(body, () => ({ type: "view", view_id: this.view.id }), { heading: 3 });
    this.titleId = uid("title");
    this.head = h("header", { class: "modal-head" });
    this.notice = h("div", { class: "modal-problem", role: "alert", "data-testid": "modal-problem", hidden: true });
    this.foot = h("footer", { class: "modal-foot" });
    this.body = h("div", { class: "modal-body" }, body);
    this.node = h(
      "form",
      {
        class: "modal-form",
        novalidate: true,
        "data-testid": "modal-form",
        on: { submit: (event) => this.#submit(event), keydown: (event) => this.#key(event) },
      },
      this.head,
      this.body,
      this.notice,
      this.foot,
    );
    this.update(view);
    this.#first = this.#typed();
  }

  update(view) {
    const isOther = this.view && this.view.hash !== view.hash;
    const wasClean = this.view && !this.isDirty();
    this.view = view;
    this.node.dataset.viewId = view.id;
    this.node.dataset.callbackId = view.callback_id ?? "";
    this.surface.update(view.blocks ?? [], view.state?.values);
    this.#drawFrame();
    if (isOther) {
      this.isTaken = false;
      this.busy(false);
      this.#say("");
      if (wasClean) this.#first = this.#typed();
    }
  }

  #drawFrame() {
    const { view } = this;
    const depth = store.stack.findIndex((each) => each.id === view.id);
    // The same frame stays as it is: somebody may have the focus on one of its buttons.
    const frame = JSON.stringify([depth, view.title, view.submit, view.close]);
    if (frame === this.#frame) return;
    this.#frame = frame;
    const back =
      depth > 0 &&
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Back",
          "data-testid": "modal-back",
          on: { click: () => this.host.leave(false) },
        },
        icon("back"),
      );
    const closeWords = plain(view.close) || (view.submit ? "Cancel" : "Close");
    fill(
      this.head,
      back || avatar(store.app.bot_user_id, "small"),
      h("h2", { class: "modal-title", id: this.titleId, tabIndex: -1 }, plain(view.title)),
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": depth > 0 ? "Close all" : "Close",
          "data-testid": "modal-x",
          on: { click: () => this.host.leave(true) },
        },
        icon("close"),
      ),
    );
    const words = view.submit && plain(view.submit);
    const wasBusy = this.submitButton?.getAttribute("aria-busy") === "true";
    this.submitButton = words
      ? h(
          "button",
          { class: "button button-primary modal-submit", type: "submit", "data-testid": "modal-submit" },
          h("span", { class: "button-words" }, words),
        )
      : null;
    fill(
      this.foot,
      h(
        "button",
        { class: "button", type: "button", "data-testid": "modal-close", on: { click: () => this.host.leave(false) } },
        closeWords,
      ),
      this.submitButton,
    );
    if (wasBusy) this.busy(true);
  }

  #typed() {
    return JSON.stringify(this.surface.values());
  }

  /** Whether somebody typed or chose something that would be lost. */
  isDirty() {
    return Boolean(this.view.submit) && this.#typed() !== this.#first;
  }

  focusFirst() {
    const { fields } = this.surface;
    const field = fields.find((each) => each.wantsFocus) ?? fields.find((each) => each.isInput);
    if (field) field.control.focus();
    else this.head.querySelector(".modal-title").focus();
  }

  /** Keeps the words of a form that nobody waits for any more. */
  strand() {
    this.isStranded = true;
    this.busy(false);
    this.#say(STRANDED);
  }

  busy(isBusy) {
    clearTimeout(this.settle);
    if (!this.submitButton) return;
    this.submitButton.disabled = isBusy || this.isStranded;
    this.submitButton.setAttribute("aria-busy", String(isBusy));
    this.body.setAttribute("aria-busy", String(isBusy));
  }

  #say(text) {
    this.notice.hidden = !text;
    fill(this.notice, text && [icon("warning"), h("span", {}, text)]);
  }

  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) this.#submit(event);
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.view.submit || this.submitButton.disabled) return;
    this.#say("");
    const found = problems(this.surface);
    showErrors(this.surface, found);
    if (Object.keys(found).length) return;
    const focused = document.activeElement;
    this.busy(true);
    const answer = await api.submit(store.me, this.view.id, this.surface.values());
    if (!this.node.isConnected) return;
    if (answer.ok) {
      this.isTaken = true;
      // The new stack comes by the stream, a moment before or after this answer.
      this.settle = setTimeout(() => this.busy(false), SETTLE_MS);
      return;
    }
    this.busy(false);
    if (this.isStranded) return;
    if (answer.errors) {
      const homeless = showErrors(this.surface, answer.errors);
      if (homeless.length) this.#say(homeless.join(" "));
    } else {
      this.#say(answer.error || "The app did not take the form. Please try again.");
      if (focused?.isConnected) focused.focus();
    }
  }
}
