// The list of a combobox or of the composer's suggestions: options in groups, one of them marked as the one Enter takes.
// The focus stays in the text field, which points at the marked option by aria-activedescendant.

import { fill, h, toggleAttribute, uid } from "../dom.js";
import { icon } from "../icons.js";
import { avatar } from "./avatar.js";

const PAGE = 8;

/**
 * @typedef {{value: string, text: string, hint?: string, description?: string, person?: string, sign?: string, raw?: any}} Choice
 * @typedef {{label?: string, choices: Choice[]}} ChoiceGroup
 */

export class ListBox {
  /** @type {Choice[]} what is listed, in order */
  choices = [];
  #active = -1;

  /**
   * @param {HTMLElement} field the text field that the list belongs to
   * @param {{label: string, many?: boolean, testid: string, onPick: (choice: Choice) => void}} how
   */
  constructor(field, { label, many = false, testid, onPick }) {
    this.field = field;
    this.node = h("div", {
      class: "listbox",
      role: "listbox",
      id: uid("list"),
      "aria-label": label,
      "aria-multiselectable": many ? "true" : null,
      "data-testid": testid,
    });
    const indexOf = (event) => Number(event.target.closest("[role=option]")?.dataset.index ?? -1);
    this.node.addEventListener("click", (event) => {
      const index = indexOf(event);
      if (index >= 0) onPick(this.choices[index]);
    });
    this.node.addEventListener("pointermove", (event) => {
      const index = indexOf(event);
      if (index >= 0) this.mark(index, { scroll: false });
    });
  }

  /** The marked choice, or undefined. */
  get current() {
    return this.choices[this.#active];
  }

  get index() {
    return this.#active;
  }

  /**
   * Lists the groups and marks one option.
   * @param {ChoiceGroup[]} groups
   * @param {{isChosen?: (choice: Choice) => boolean, mark?: number}} [how] mark: which option; else the chosen one or the first
   */
  show(groups, { isChosen = () => false, mark } = {}) {
    this.choices = groups.flatMap((group) => group.choices);
    let index = 0;
    fill(
      this.node,
      groups.map((group) => {
        const id = uid("group");
        const options = group.choices.map((choice) => this.#option(choice, index++, isChosen(choice)));
        if (!group.label) return options;
        const heading = h("div", { class: "listbox-heading", id }, group.label);
        return h("div", { role: "group", "aria-labelledby": id }, heading, options);
      }),
    );
    this.node.hidden = !this.choices.length;
    this.#active = -1;
    toggleAttribute(this.field, "aria-activedescendant", null);
    const wanted = mark ?? Math.max(this.choices.findIndex(isChosen), 0);
    this.mark(Math.min(wanted, this.choices.length - 1));
  }

  #option(choice, index, isChosen) {
    return h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${this.node.id}-${index}`,
        "aria-selected": String(isChosen),
        "data-index": index,
        "data-value": choice.value,
      },
      choice.person && avatar(choice.person, "tiny"),
      choice.sign && icon(choice.sign, "icon option-sign"),
      h(
        "span",
        { class: "option-words" },
        h(
          "span",
          { class: "option-text" },
          choice.text,
          choice.hint && h("span", { class: "option-hint" }, ` ${choice.hint}`),
        ),
        choice.description && h("span", { class: "option-note" }, choice.description),
      ),
      isChosen && icon("check"),
    );
  }

  /** Marks an option; -1 marks none. */
  mark(index, { scroll = true } = {}) {
    if (index === this.#active) return;
    this.node.querySelector(".is-active")?.classList.remove("is-active");
    this.#active = index;
    const option = index >= 0 ? this.node.querySelector(`[data-index="${index}"]`) : null;
    option?.classList.add("is-active");
    if (option && scroll) option.scrollIntoView({ block: "nearest" });
    toggleAttribute(this.field, "aria-activedescendant", option?.id);
  }

  /** Moves the mark on an arrow or page key; true when the key was one of them. */
  key(name) {
    const last = this.choices.length - 1;
    const at = this.#active;
    const to = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(at + PAGE, last),
      PageUp: Math.max(at - PAGE, 0),
    }[name];
    if (to === undefined) return false;
    if (last >= 0) this.mark(to);
    return true;
  }

  /** Forgets what was listed; for when the list closes. */
  clear() {
    this.choices = [];
    this.mark(-1);
  }
}
