// The list over the composer: commands and global shortcuts while the text begins with "/", people after "@".
// Arrows choose, Tab or Enter take, Esc closes. The focus stays in the text.

import { folded, toggleAttribute } from "../dom.js";
import { store } from "../store.js";
import { announce } from "../ui/announce.js";
import { ListBox } from "../ui/listbox.js";
import { openPopup } from "../ui/popup.js";
import { globalShortcuts, runShortcut } from "./shortcuts.js";

const MOST_PEOPLE = 8;

/**
 * @typedef {import("../ui/listbox.js").Choice & {run?: () => void}} Choice its `value` is what is written, unless it runs
 * @typedef {import("../ui/listbox.js").ChoiceGroup} ChoiceGroup
 */

export class Completion {
  #popup = null;
  #start = 0;
  /** Text that was dismissed with Esc; the list stays away until it changes. */
  #dismissed = "";
  /** Names taken from the list, so that "@Ada Marsh" is sent as a mention. */
  #mentioned = new Map();

  /**
   * @param {HTMLTextAreaElement} input
   * @param {HTMLElement} anchor
   * @param {{changed: () => void, withCommands: boolean}} how commands do not work in threads
   */
  constructor(input, anchor, { changed, withCommands }) {
    this.withCommands = withCommands;
    this.input = input;
    this.anchor = anchor;
    this.changed = changed;
    this.list = new ListBox(input, {
      label: "Suggestions",
      testid: "completion",
      onPick: (choice) => this.#take(choice),
    });
    this.list.node.classList.add("completion");
    toggleAttribute(input, "aria-autocomplete", "list");
    input.addEventListener("input", () => this.#look());
    input.addEventListener("click", () => this.#look());
    input.addEventListener("blur", () => this.close());
    // The text keeps the focus while somebody points at the list.
    this.list.node.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Offers what fits the words before the caret. */
  #look() {
    const before = this.input.value.slice(0, this.input.selectionStart);
    if (before !== this.#dismissed) this.#dismissed = "";
    const command = this.withCommands && /^\/\S*$/.exec(before);
    const mention = /(?:^|\s)@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
    if (this.#dismissed) this.close();
    else if (command) this.#show(0, slashMenu(before));
    else if (mention) this.#show(before.length - mention[1].length - 1, [{ choices: people(mention[1]) }]);
    else this.close();
  }

  /** @param {number} start where what is replaced begins @param {ChoiceGroup[]} groups */
  #show(start, groups) {
    this.#start = start;
    const filled = groups.filter((group) => group.choices.length);
    if (!filled.length) {
      this.close();
      return;
    }
    this.list.show(filled);
    if (this.#popup) {
      this.#popup.place();
      return;
    }
    this.#popup = openPopup(this.anchor, this.list.node, {
      prefer: "above",
      matchWidth: true,
      onClose: () => this.#closed(),
    });
    toggleAttribute(this.input, "aria-controls", this.list.node.id);
    announce(`${this.list.choices.length} suggestions; arrows to choose, Tab to take`);
  }

  close() {
    this.#popup?.close();
  }

  #closed() {
    this.#popup = null;
    this.list.clear();
    toggleAttribute(this.input, "aria-controls", null);
  }

  /** Takes a key when the list is open; true when it was used. */
  key(event) {
    if (!this.#popup || event.isComposing) return false;
    const { current } = this.list;
    if (event.key === "Escape") {
      this.#dismissed = this.input.value.slice(0, this.input.selectionStart);
      this.close();
    } else if (event.key === "Tab" && !event.shiftKey) this.#take(current);
    // A command that is already written whole is sent by Enter, not written again.
    else if (event.key === "Enter" && !event.shiftKey && this.input.value !== current.value) this.#take(current);
    else if (!this.list.key(event.key)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** @param {Choice} choice */
  #take(choice) {
    const { value, selectionStart } = this.input;
    if (choice.person) this.knows(choice.value, choice.person);
    this.close();
    if (choice.run) {
      this.input.value = value.slice(selectionStart).trimStart();
      this.changed();
      choice.run();
      return;
    }
    const head = `${value.slice(0, this.#start)}${choice.value} `;
    this.input.value = head + value.slice(selectionStart).replace(/^ /, "");
    this.input.setSelectionRange(head.length, head.length);
    this.input.focus();
    this.changed();
  }

  /** Remembers that a name in the text ("@Ada Marsh") means this person. */
  knows(name, person) {
    this.#mentioned.set(name, person);
  }

  /** The text to send, with the names that were taken from the list as mentions. */
  resolved(text) {
    let out = text;
    for (const [name, id] of this.#mentioned) out = out.replaceAll(name, `<@${id}>`);
    return out;
  }
}

/** Commands that begin with what is typed, then shortcuts of which a word does: they run at once, as in Slack. */
function slashMenu(before) {
  const typed = folded(before.slice(1));
  const shortcuts = globalShortcuts()
    .filter((each) =>
      folded(each.name)
        .split(" ")
        .some((word) => word.startsWith(typed)),
    )
    .map((each) => ({
      value: each.callback_id,
      text: each.name,
      description: each.description,
      run: () => runShortcut(each),
    }));
  return [
    { label: shortcuts.length ? "Commands" : "", choices: commands(before) },
    { label: "Shortcuts", choices: shortcuts },
  ];
}

/** @returns {Choice[]} */
function commands(before) {
  return store.app.commands
    .filter((each) => each.command.startsWith(before.toLowerCase()))
    .map((each) => ({ value: each.command, text: each.command, hint: each.usage_hint, description: each.description }));
}

/** @returns {Choice[]} */
function people(query) {
  const words = folded(query);
  return [...store.people.values()]
    .filter((person) =>
      folded(store.nameOf(person.id))
        .split(" ")
        .some((_, at, all) => all.slice(at).join(" ").startsWith(words)),
    )
    .slice(0, MOST_PEOPLE)
    .map((person) => {
      const name = store.nameOf(person.id);
      return { value: `@${name}`, text: name, description: person.title, person: person.id };
    });
}
