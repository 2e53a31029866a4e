// The stack of modals of the acting person: the top one is shown, the ones beneath keep what was typed in them.

import * as api from "../api.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { ask } from "../ui/confirm.js";
import { openDialog } from "../ui/dialog.js";
import { problem } from "../ui/toast.js";
import { ModalView } from "./modal.js";

class ModalStack {
  /** @type {Map<string, ModalView>} */
  #views = new Map();
  #dialog = null;
  #top = null;
  #asking = false;

  /** Brings what is shown in line with the stack that the workspace sent; a stranded form stays until it is closed. */
  sync(stack) {
    if (stack.length || !this.#top?.isStranded) this.#bring(stack);
  }

  /**
   * The same after a break of the connection: a workspace that was restarted knows no form any more, and what
   * somebody typed must not go with it. A form that the app took just before is closed.
   */
  rejoin(stack) {
    if (stack.length || !this.#top || this.#top.isTaken) {
      this.sync(stack);
      return;
    }
    const kept = [...this.#views.values()];
    store.stack = kept.map((each) => each.view);
    for (const each of kept) each.strand();
  }

  #bring(stack) {
    const wanted = new Set(stack.map((view) => view.id));
    for (const id of this.#views.keys()) if (!wanted.has(id)) this.#views.delete(id);
    for (const view of stack) {
      const shown = this.#views.get(view.id);
      if (shown) shown.update(view);
      else this.#views.set(view.id, new ModalView(view, { leave: (all) => this.leave(all) }));
    }
    const top = stack.length ? this.#views.get(stack.at(-1).id) : null;
    if (!top) this.#close();
    else if (top !== this.#top) this.#show(top);
    this.#top = top;
  }

  #show(top) {
    if (!this.#dialog) {
      const panel = h("div", { class: "dialog modal", role: "dialog", "aria-modal": "true", "data-testid": "modal" });
      this.#dialog = openDialog(panel, { onEscape: () => this.leave(false), className: "dialog-layer-modal" });
    }
    const panel = this.#dialog.node;
    panel.replaceChildren(top.node);
    panel.setAttribute("aria-labelledby", top.titleId);
    panel.dataset.viewId = top.view.id;
    panel.dataset.callbackId = top.view.callback_id ?? "";
    top.focusFirst();
  }

  #close() {
    this.#dialog?.close();
    this.#dialog = null;
  }

  /** Closes the top view, or all of them; asks first where typed words would be lost. */
  async leave(all) {
    if (!this.#top || this.#asking) return;
    const leaving = all ? [...this.#views.values()] : [this.#top];
    const { view } = this.#top;
    if (leaving.some((each) => each.isDirty())) {
      this.#asking = true;
      const sure = await ask({
        title: "Close this form?",
        body: "What you have typed has not been sent.",
        yes: "Close it",
        no: "Keep writing",
        danger: true,
      });
      this.#asking = false;
      if (!sure) return;
    }
    if (this.#top.isStranded) {
      store.stack = all ? [] : store.stack.slice(0, -1);
      this.#bring(store.stack);
      return;
    }
    const answer = await api.close(store.me, view.id, all && store.stack.length > 1);
    if (!answer.ok) problem(answer);
  }
}

export const modals = new ModalStack();
