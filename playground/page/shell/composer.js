// Where one writes: Enter sends, Shift+Enter makes a new line, "/" offers the app's commands and shortcuts, "@" the people;
// the up arrow in an empty one changes the last message.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { menuButton } from "../ui/menu.js";
import { sayWrong } from "../ui/wrong.js";
import { editLast } from "../messages/message.js";
import { Completion } from "./completion.js";
import { closeThread } from "./router.js";
import { globalShortcuts, runShortcut } from "./shortcuts.js";

const TALLEST_PX = 220;

/** Unsent words by person and place; they live as long as the page. */
const drafts = new Map();

/** Puts words into the composer of the channel that is shown, as if they were typed. */
export function writeForMe(text) {
  const input = document.querySelector("#composer .composer-input");
  if (!input) return undefined;
  input.value = text;
  input.dispatchEvent(new Event("input"));
  const focus = () => input.focus({ preventScroll: true });
  if (input.checkVisibility({ visibilityProperty: true })) return focus();
  // A thread has taken the channel's place: it gives it back first.
  const done = store.on("place", () => {
    done();
    focus();
  });
  return closeThread();
}

export class Composer {
  /** @param {{channel: string, thread?: string|null, placeholder: string}} how */
  constructor({ channel, thread = null, placeholder }) {
    this.channel = channel;
    this.thread = thread;
    this.draftKey = `${store.me}/${channel}/${thread ?? ""}`;
    this.input = h("textarea", {
      class: "composer-input",
      rows: 1,
      placeholder,
      "aria-label": placeholder,
      autocomplete: "off",
      value: drafts.get(this.draftKey) ?? "",
      "data-testid": thread ? "thread-composer-input" : "composer-input",
      on: { input: () => this.#changed(), keydown: (event) => this.#key(event) },
    });
    this.sender = h(
      "button",
      {
        class: "icon-button composer-send",
        type: "submit",
        "aria-label": "Send",
        title: "Send (Enter; Shift and Enter make a new line)",
        "data-testid": thread ? "thread-send" : "send",
      },
      icon("send"),
    );
    this.hint = h("p", { class: "composer-hint", "data-testid": "composer-hint", hidden: true });
    this.error = h("p", { class: "composer-error", role: "alert", "data-testid": "composer-error", hidden: true });
    const box = h("div", { class: "composer-box" }, this.#shortcuts(), this.input, this.sender);
    this.completion = new Completion(this.input, box, { changed: () => this.#changed(), withCommands: !thread });
    this.node = h(
      "form",
      {
        class: "composer",
        id: thread ? null : "composer",
        "data-testid": thread ? "thread-composer" : "composer",
        on: { submit: (event) => this.#send(event) },
      },
      this.error,
      this.hint,
      box,
    );
    box.addEventListener("mousedown", (event) => {
      if (event.target !== box) return;
      event.preventDefault();
      this.focus();
    });
    this.#changed();
    new ResizeObserver(() => this.#grow()).observe(this.input);
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  #changed() {
    const text = this.input.value;
    if (text) drafts.set(this.draftKey, text);
    else drafts.delete(this.draftKey);
    this.sender.disabled = !text.trim();
    this.#hintFor(text);
    if (text) sayWrong(this.input, this.error, "");
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    const wanted = Math.min(this.input.scrollHeight, TALLEST_PX);
    this.input.style.height = `${wanted}px`;
    this.input.style.overflowY = this.input.scrollHeight > TALLEST_PX ? "auto" : "hidden";
  }

  /** Under a finished command: what may follow it. */
  #hintFor(text) {
    const name = /^(\/\S+)\s/.exec(text)?.[1];
    const command = !this.thread && store.app.commands.find((each) => each.command === name);
    this.hint.hidden = !command;
    if (command)
      fill(
        this.hint,
        h("strong", {}, command.command),
        command.usage_hint && ` ${command.usage_hint}`,
        command.description && h("span", { class: "composer-hint-note" }, ` ${command.description}`),
      );
  }

  #key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#send(event);
    else if (event.key === "ArrowUp" && !this.input.value && editLast(this.node.parentElement)) event.preventDefault();
  }

  async #send(event) {
    event.preventDefault();
    const typed = this.input.value;
    const text = this.completion.resolved(typed.trim());
    if (!text) return;
    this.completion.close();
    this.input.value = "";
    this.#changed();
    this.sender.setAttribute("aria-busy", "true");
    const answer = await api.send(store.me, this.channel, text, this.thread);
    this.sender.removeAttribute("aria-busy");
    if (answer.ok) return;
    // Nothing that was written gets lost: the words come back, unless new ones were begun.
    if (!this.input.value) {
      this.input.value = typed;
      this.#changed();
    }
    sayWrong(this.input, this.error, answer.error || "That was not sent.");
  }

  /** The app's global shortcuts and its commands, for whoever does not know them by heart; a thread takes no commands. */
  #shortcuts() {
    const label = this.thread ? "Shortcuts" : "Shortcuts and commands";
    const button = h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": label,
        title: label,
        hidden: Boolean(this.thread) && !globalShortcuts().length,
        "data-testid": this.thread ? "thread-shortcuts" : "shortcuts",
      },
      icon("bolt"),
    );
    const begin = (command) => {
      this.input.value = `${command.command} ${this.input.value.startsWith("/") ? "" : this.input.value}`;
      this.#changed();
      this.focus();
    };
    menuButton(
      button,
      () => [
        {
          heading: "Shortcuts",
          items: globalShortcuts().map((each) => ({
            label: each.name,
            note: each.description,
            icon: "bolt",
            value: each.callback_id,
            run: () => runShortcut(each),
          })),
        },
        {
          heading: "Commands",
          items: (this.thread ? [] : store.app.commands).map((each) => ({
            label: each.command,
            note: each.description,
            value: each.command,
            run: () => begin(each),
          })),
        },
      ],
      { label, prefer: "above" },
    );
    return button;
  }
}
