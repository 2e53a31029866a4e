// One's own message in the middle of being changed: Enter saves, Esc leaves it as it was.

import * as api from "../api.js";
import { h } from "../dom.js";
import { Completion } from "../shell/completion.js";
import { store } from "../store.js";
import { sayWrong } from "../ui/wrong.js";

const TALLEST_PX = 260;
const PIECES = /<@([A-Z0-9]+)(?:\|[^>]*)?>|<#([A-Z0-9]+)(?:\|[^>]*)?>|<([^<>|]+)(?:\|[^<>]*)?>/g;
const SIGNS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

export class Editor {
  /**
   * @param {import("../store.js").Message} message
   * @param {string} channel
   * @param {{done: () => void}} how done: it was saved, or left
   */
  constructor(message, channel, { done }) {
    this.message = message;
    this.channel = channel;
    this.done = done;
    this.input = h("textarea", {
      class: "field message-editor-input",
      rows: 1,
      "aria-label": "Your message",
      autocomplete: "off",
      "data-testid": "message-editor",
      on: { input: () => this.#changed(), keydown: (event) => this.#key(event) },
    });
    this.error = h("p", { class: "composer-error", role: "alert", hidden: true });
    const button = (words, className, testid, run) =>
      h(
        "button",
        { class: `button ${className}`, type: "button", "data-testid": testid, on: { click: run } },
        h("span", { class: "button-words" }, words),
      );
    this.save = button("Save", "button-primary", "save-edit", () => this.#save());
    this.node = h(
      "div",
      { class: "message-editor" },
      this.error,
      this.input,
      h(
        "div",
        { class: "message-editor-foot" },
        this.save,
        button("Cancel", "", "cancel-edit", done),
        h("span", { class: "message-editor-hint" }, "Enter saves, Esc leaves it as it was"),
      ),
    );
    this.completion = new Completion(this.input, this.input, { changed: () => this.#changed(), withCommands: false });
    this.input.value = this.#typed(message.text ?? "");
  }

  focus() {
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.#changed();
    this.node.scrollIntoView({ block: "nearest" });
  }

  /** The text of a message as its writer typed it. */
  #typed(text) {
    const words = text.replace(PIECES, (whole, person, channel, address) => {
      if (address) return address;
      if (channel) return store.channel(channel) ? `#${store.channelName(channel)}` : whole;
      if (!store.person(person)) return whole;
      const name = `@${store.nameOf(person)}`;
      this.completion.knows(name, person);
      return name;
    });
    return words.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]);
  }

  #changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, TALLEST_PX)}px`;
    sayWrong(this.input, this.error, "");
  }

  #key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Escape") this.done();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #save() {
    if (this.save.disabled) return;
    this.completion.close();
    this.save.disabled = true;
    const text = this.completion.resolved(this.input.value.trim());
    const answer = await api.edit(store.me, this.channel, this.message.ts, text);
    this.save.disabled = false;
    if (answer.ok) this.done();
    else sayWrong(this.input, this.error, answer.error || "That was not saved.");
  }
}
