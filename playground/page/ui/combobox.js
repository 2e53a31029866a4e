// A field with a list beneath it: type to narrow, arrows and Enter to choose, Esc to leave. One choice or several.
// All of the page's selects and the act-as switch are made of it.

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { announce } from "./announce.js";
import { avatar } from "./avatar.js";
import { ListBox } from "./listbox.js";
import { openPopup } from "./popup.js";

/**
 * @typedef {import("./listbox.js").Choice} Choice
 * @typedef {import("./listbox.js").ChoiceGroup} ChoiceGroup
 * @typedef {object} ComboboxOptions
 * @property {(query: string) => Promise<ChoiceGroup[]>|ChoiceGroup[]} source may throw an Error whose message is shown
 * @property {Choice[]} [chosen]
 * @property {boolean} [many] several choices, shown as chips
 * @property {number} [most] how many may be chosen
 * @property {string} [placeholder]
 * @property {number} [minQuery] letters to type before the source is asked
 * @property {number} [waitMs] pause after typing before the source is asked
 * @property {boolean} [clearable]
 * @property {Record<string, any>} [attributes] of the input: labels, ids, test hooks
 * @property {(chosen: Choice[]) => void} onChange
 */

export class Combobox {
  #options;
  #popup = null;
  #asked = 0;
  #timer = 0;
  /** @type {Choice[]} */
  chosen;

  /** @param {ComboboxOptions} options */
  constructor(options) {
    this.#options = { minQuery: 0, waitMs: 0, placeholder: "", many: false, ...options };
    this.chosen = [...(options.chosen ?? [])];
    this.input = h("input", {
      class: "combo-input",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-haspopup": "listbox",
      ...options.attributes,
    });
    this.list = new ListBox(this.input, {
      label: "Choices",
      many: options.many,
      testid: "listbox",
      onPick: (choice) => this.#pick(choice),
    });
    this.note = h("div", { class: "combo-note", "data-testid": "listbox-note" });
    this.panel = h("div", { class: "combo-panel" }, this.note, this.list.node);
    this.chips = h("span", { class: "chips" });
    this.clearer = h(
      "button",
      { class: "combo-clear", type: "button", "aria-label": "Clear the choice", on: { click: () => this.#clear() } },
      icon("close"),
    );
    this.node = h(
      "div",
      { class: `combo${options.many ? " combo-many" : ""}` },
      options.many && this.chips,
      this.input,
      options.clearable && !options.many && this.clearer,
      icon("chevron", "icon combo-chevron"),
    );
    this.#listen();
    this.#showChosen();
  }

  focus() {
    this.input.focus();
  }

  /** Sets the choice without telling anybody. */
  set(chosen) {
    this.chosen = [...chosen];
    this.#showChosen();
  }

  #listen() {
    const { input, node } = this;
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => {
      this.close();
      this.#showChosen();
    });
    node.addEventListener("mousedown", (event) => {
      if (event.target.closest("button")) {
        // Were the field to lose the focus now, its chips would be drawn anew and the click would hit nothing.
        event.preventDefault();
        return;
      }
      // On opening, the whole text is selected, so that typing replaces it; the mouse must not put a caret there instead.
      if (event.target !== input || !this.#popup) event.preventDefault();
      if (this.#popup && event.target.closest(".combo-chevron")) {
        this.close();
        return;
      }
      input.focus();
      this.open();
    });
    // The input keeps the focus while somebody points at the list.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
  }

  open({ byTyping = false } = {}) {
    if (this.#popup || this.input.disabled) return;
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", this.list.node.id);
    this.node.classList.add("is-open");
    this.#popup = openPopup(this.node, this.panel, { matchWidth: true, onClose: () => this.#closed() });
    if (byTyping) return;
    if (!this.#options.many) this.input.select();
    this.#ask("");
  }

  close() {
    this.#popup?.close();
  }

  #closed() {
    this.#popup = null;
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.node.classList.remove("is-open");
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.list.clear();
    this.node.removeAttribute("aria-busy");
  }

  #typed() {
    if (!this.#popup) this.open({ byTyping: true });
    clearTimeout(this.#timer);
    const query = this.input.value.trim();
    if (this.#options.waitMs && query.length >= this.#options.minQuery) {
      // Whatever is on its way belongs to older words: it must not be shown, nor be chosen by a quick Enter.
      this.#asked += 1;
      this.#waiting();
      this.#timer = setTimeout(() => this.#ask(query), this.#options.waitMs);
    } else this.#ask(query);
  }

  #waiting() {
    this.#say("Searching…");
    this.node.setAttribute("aria-busy", "true");
    this.#render([]);
  }

  /** @param {number} [mark] which option to mark once the answer is there */
  async #ask(query, mark) {
    const { minQuery, source } = this.#options;
    this.#asked += 1;
    const mine = this.#asked;
    if (query.length < minQuery) {
      this.#render([]);
      const missing = minQuery - query.length;
      this.#say(`Type ${missing} more ${missing === 1 ? "letter" : "letters"} to search`);
      return;
    }
    const answer = source(query);
    if (answer instanceof Promise) this.#waiting();
    let groups = [];
    let failure = "";
    try {
      groups = await answer;
    } catch (error) {
      failure = error.message;
    }
    if (mine !== this.#asked || !this.#popup) return;
    this.node.removeAttribute("aria-busy");
    this.#render(groups, mark);
    const found = this.list.choices.length;
    this.#say(failure || (found ? "" : query ? `No results for “${query}”` : "Nothing to choose from"));
    if (found) announce(found === 1 ? "1 choice" : `${found} choices`);
  }

  #say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
    if (text) announce(text);
    this.#popup?.place();
  }

  #render(groups, mark) {
    this.list.show(groups, {
      isChosen: (choice) => this.#isChosen(choice),
      mark: this.#options.many ? (mark ?? 0) : mark,
    });
    this.#popup?.place();
  }

  #isChosen(choice) {
    return this.chosen.some((other) => other.value === choice.value);
  }

  #key(event) {
    const isOpen = Boolean(this.#popup);
    if (isOpen && this.list.key(event.key)) {
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.open();
    } else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!isOpen) this.open();
      else if (this.list.current) this.#pick(this.list.current);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.#showChosen();
    } else if (event.key === "Backspace" && this.#options.many && !this.input.value && this.chosen.length) {
      this.#change(this.chosen.slice(0, -1));
    }
  }

  #pick(choice) {
    if (!this.#options.many) {
      this.close();
      this.#change([choice]);
      this.input.focus();
      return;
    }
    const without = this.chosen.filter((other) => other.value !== choice.value);
    if (without.length === this.chosen.length && this.#options.most && this.chosen.length >= this.#options.most) {
      this.#say(`At most ${this.#options.most} can be chosen`);
      return;
    }
    this.#change(without.length === this.chosen.length ? [...this.chosen, choice] : without);
    this.#ask("", this.list.index);
  }

  #clear() {
    this.#change([]);
    this.input.focus();
  }

  #change(chosen) {
    const before = this.chosen.map((choice) => choice.value).join("\n");
    this.chosen = chosen;
    this.#showChosen();
    if (before !== chosen.map((choice) => choice.value).join("\n")) this.#options.onChange(chosen);
  }

  #showChosen() {
    const { many, placeholder } = this.#options;
    this.input.value = many ? "" : (this.chosen[0]?.text ?? "");
    this.input.placeholder = many && this.chosen.length ? "" : placeholder;
    this.clearer.hidden = !this.chosen.length;
    if (!many) return;
    fill(
      this.chips,
      this.chosen.map((choice) => this.#chip(choice)),
    );
    this.#popup?.place();
  }

  #chip(choice) {
    const remove = () => {
      this.#change(this.chosen.filter((other) => other.value !== choice.value));
      this.input.focus();
    };
    return h(
      "span",
      { class: "chip", "data-value": choice.value },
      choice.person && avatar(choice.person, "tiny"),
      h("span", { class: "chip-text" }, choice.text),
      h(
        "button",
        { class: "chip-remove", type: "button", "aria-label": `Remove ${choice.text}`, on: { click: remove } },
        icon("close"),
      ),
    );
  }
}
