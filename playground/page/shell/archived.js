// What stands in the place of the composer where nothing can be said any more.

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

/** The composer of a channel or thread, or the note. @param {{channel: string, thread?: string|null, placeholder: string}} how */
export const writingPlace = (how) => (store.isArchived(how.channel) ? new ArchivedNote() : new Composer(how));
