// Where one writes: the composer, or a note where nothing can be said any more.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { Composer } from "./composer.js";

class ArchivedNote {
  node = h(
    "p",
    { class: "archived", tabIndex: -1, "data-testid": "archived" },
    icon("archive"),
    h("span", {}, "This channel is archived. Nothing more can be said here."),
  );

  focus() {
    this.node.focus({ preventScroll: true });
  }
}

/** Where one writes in a channel or thread, or the note. */
export class WritingPlace {
  #how;
  #isArchived;
  #shown;

  /** @param {{channel: string, thread?: string|null, placeholder: string}} how */
  constructor(how) {
    this.#how = how;
    this.#draw();
  }

  get node() {
    return this.#shown.node;
  }

  focus() {
    this.#shown.focus();
  }

  /** A channel may be archived, or opened again, while it is read. */
  update() {
    if (store.isArchived(this.#how.channel) === this.#isArchived) return;
    const before = this.node;
    this.#draw();
    before.replaceWith(this.node);
  }

  #draw() {
    this.#isArchived = store.isArchived(this.#how.channel);
    this.#shown = this.#isArchived ? new ArchivedNote() : new Composer(this.#how);
  }
}
