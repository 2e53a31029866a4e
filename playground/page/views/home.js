// The app's Home tab: opened means told to the app, which answers with a view.

import * as api from "../api.js";
import { Surface } from "../blocks/surface.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { problem } from "../ui/toast.js";

export class HomePane {
  #view = null;
  #off;

  constructor() {
    this.blocks = h("div", { class: "blocks home-blocks", "data-testid": "home" });
    this.note = h("p", { class: "home-note" }, "Opening…");
    this.node = h(
      "div",
      { class: "home", role: "tabpanel", "aria-label": "Home", tabIndex: 0 },
      h("div", { class: "home-inner" }, this.note, this.blocks),
    );
    this.surface = new Surface(this.blocks, () => ({ type: "view", view_id: this.#view?.id }));
    this.#off = store.on("home", ({ view }) => this.#draw(view));
  }

  async load() {
    const answer = await api.home(store.me);
    if (!answer.ok) problem(answer);
    // The app's own answer comes by the stream and may already be here.
    if (answer.view || !this.#view) this.#draw(answer.view ?? null);
  }

  #draw(view) {
    if (view && this.#view?.hash && view.hash === this.#view.hash) return;
    this.#view = view;
    this.note.hidden = Boolean(view);
    this.note.textContent = `${store.app.name} has not drawn its Home tab yet.`;
    this.surface.update(view?.blocks ?? [], view?.state?.values);
  }

  destroy() {
    this.#off();
  }
}
