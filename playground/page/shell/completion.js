// The list over the composer: commands while the text begins with "/", people after "@".
// Arrows choose, Tab or Enter take, Esc closes. The focus stays in the text.

import { fill, folded, h, toggleAttribute, uid } from "../dom.js";
import { store } from "../store.js";
import { announce } from "../ui/announce.js";
import { avatar } from "../ui/avatar.js";
import { openPopup } from "../ui/popup.js";

const MOST_PEOPLE = 8;

/** @typedef {{insert: string, label: string, hint?: string, note?: string, person?: string}} Offer */

export class Completion {
  #offers = [];
  #active = 0;
  #popup = null;
  #start = 0;
  /** Text that was dismissed with Esc; the list stays away until it changes. */
  #dismissed = "";
  /** Names taken from the list, so that "@Ada Marsh" is sent as a mention. */
  #mentioned = new Map();

  /** @param {HTMLTextAreaElement} input @param {HTMLElement} anchor @param {() => void} changed */
  constructor(input, anchor, changed) {
    this.input = input;
    this.anchor = anchor;
    this.changed = changed;
    this.list = h("div", { class: "listbox completion", role: "listbox", id: uid("completion"), "aria-label": "Suggestions", "data-testid": "completion" });
    toggleAttribute(input, "aria-autocomplete", "list");
    input.addEventListener("input", () => this.#look());
    input.addEventListener("click", () => this.#look());
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.#take(Number(option.dataset.index));
    });
  }

  /** Offers what fits the words before the caret. */
  #look() {
    const before = this.input.value.slice(0, this.input.selectionStart);
    if (before !== this.#dismissed) this.#dismissed = "";
    const command = /^\/\S*$/.exec(before);
    const mention = /(?:^|\s)@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
    if (this.#dismissed) this.#show([]);
    else if (command) {
      this.#start = 0;
      this.#show(commands(before));
    } else if (mention) {
      this.#start = before.length - mention[1].length - 1;
      this.#show(people(mention[1]));
    } else this.#show([]);
  }

  /** @param {Offer[]} offers */
  #show(offers) {
    this.#offers = offers;
    this.#active = 0;
    if (!offers.length) {
      this.close();
      return;
    }
    fill(this.list, offers.map((offer, index) => this.#option(offer, index)));
    if (!this.#popup) {
      this.#popup = openPopup(this.anchor, this.list, { prefer: "above", matchWidth: true, onClose: () => this.#closed() });
      toggleAttribute(this.input, "aria-controls", this.list.id);
      announce(`${offers.length} suggestions; arrows to choose, Tab to take`);
    } else this.#popup.place();
    this.#mark();
  }

  #option(offer, index) {
    return h(
      "div",
      { class: "option", role: "option", id: `${this.list.id}-${index}`, "data-index": index, "data-value": offer.insert, "aria-selected": "false" },
      offer.person && avatar(offer.person, "tiny"),
      h("span", { class: "option-words" }, h("span", { class: "option-text" }, offer.label, offer.hint && h("span", { class: "option-hint" }, ` ${offer.hint}`)), offer.note && h("span", { class: "option-note" }, offer.note)),
    );
  }

  #mark() {
    [...this.list.children].forEach((option, index) => {
      const isActive = index === this.#active;
      option.classList.toggle("is-active", isActive);
      option.setAttribute("aria-selected", String(isActive));
      if (isActive) option.scrollIntoView({ block: "nearest" });
    });
    toggleAttribute(this.input, "aria-activedescendant", `${this.list.id}-${this.#active}`);
  }

  close() {
    this.#popup?.close();
  }

  #closed() {
    this.#popup = null;
    toggleAttribute(this.input, "aria-controls", null);
    toggleAttribute(this.input, "aria-activedescendant", null);
  }

  /** Takes a key when the list is open; true when it was used. */
  key(event) {
    if (!this.#popup || event.isComposing) return false;
    const count = this.#offers.length;
    const offer = this.#offers[this.#active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#active = (this.#active + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
      this.#mark();
    } else if (event.key === "Escape") {
      this.#dismissed = this.input.value.slice(0, this.input.selectionStart);
      this.close();
    } else if (event.key === "Tab" && !event.shiftKey) this.#take(this.#active);
    // A command that is already written whole is sent by Enter, not written again.
    else if (event.key === "Enter" && !event.shiftKey && this.input.value !== offer.insert) this.#take(this.#active);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #take(index) {
    const offer = this.#offers[index];
    const { value, selectionStart } = this.input;
    if (offer.person) this.#mentioned.set(offer.insert, offer.person);
    this.close();
    const head = `${value.slice(0, this.#start)}${offer.insert} `;
    this.input.value = head + value.slice(selectionStart).replace(/^ /, "");
    this.input.setSelectionRange(head.length, head.length);
    this.input.focus();
    this.changed();
  }

  /** The text to send, with the names that were taken from the list as mentions. */
  resolved(text) {
    let out = text;
    for (const [name, id] of this.#mentioned) out = out.replaceAll(name, `<@${id}>`);
    return out;
  }
}

/** @returns {Offer[]} */
function commands(before) {
  return store.app.commands
    .filter((each) => each.command.startsWith(before.toLowerCase()))
    .map((each) => ({ insert: each.command, label: each.command, hint: each.usage_hint, note: each.description }));
}

/** @returns {Offer[]} */
function people(query) {
  const words = folded(query);
  return [...store.people.values()]
    .filter((person) => folded(store.nameOf(person.id)).split(" ").some((_, at, all) => all.slice(at).join(" ").startsWith(words)))
    .slice(0, MOST_PEOPLE)
    .map((person) => ({ insert: `@${store.nameOf(person.id)}`, label: store.nameOf(person.id), note: person.title, person: person.id }));
}
