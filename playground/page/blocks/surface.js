// A message or a view as the page draws it: its blocks, the controls in them, their state, and the way back to the app.

import * as api from "../api.js";
import { store } from "../store.js";
import { confirmed } from "../ui/confirm.js";
import { problem } from "../ui/toast.js";
import { drawBlock, undrawable } from "./index.js";

/**
 * @typedef {{block: object, json: string, node: HTMLElement, fields: Field[]}} DrawnBlock
 * @typedef {{blockId: string, actionId: string, type: string, isInput: boolean, optional: boolean, wantsFocus: boolean, control: import("../elements/index.js").Control,
 *   showError: (text: string) => void}} Field
 */

export class Surface {
  /** @type {DrawnBlock[]} */
  #drawn = [];

  /**
   * @param {HTMLElement} node where the blocks go
   * @param {() => import("../api.js").Container} container
   * @param {{changed?: () => void, heading?: number}} [how] heading: the level of header blocks here
   */
  constructor(node, container, { changed = () => {}, heading = 2 } = {}) {
    this.node = node;
    this.container = container;
    this.changed = changed;
    this.heading = heading;
  }

  /**
   * Draws the blocks, or brings them up to date. A block that did not change keeps its nodes, and with them focus and half-typed words;
   * in a changed block an element with the same block and action id keeps its state, as in Slack.
   * @param {object[]} blocks
   * @param {Record<string, Record<string, object>>} [state] state to begin with, for elements that were not there before
   */
  update(blocks, state = {}) {
    const kept = this.values();
    const before = new Map(this.#drawn.map((drawn) => [`${drawn.block.block_id}\n${drawn.json}`, drawn]));
    const focused = focusPlace(this.node);
    this.#drawn = blocks.map((block) => {
      const json = JSON.stringify(block);
      const key = `${block.block_id}\n${json}`;
      const same = before.get(key);
      // Two blocks without ids may be equal; each drawn one is used once.
      before.delete(key);
      if (same) return same;
      const id = block.block_id;
      const stateOf = (actionId) => sameKind(kept[id]?.[actionId]) ?? sameKind(state[id]?.[actionId]);
      return { block, json, ...this.#draw(block, stateOf) };
    });
    place(
      this.node,
      this.#drawn.map((drawn) => drawn.node),
    );
    if (focused && !this.node.contains(document.activeElement)) this.#refocus(focused);
  }

  /** One block that cannot be drawn must not take the others with it. */
  #draw(block, stateOf) {
    try {
      return drawBlock(block, this, stateOf);
    } catch (error) {
      console.error("This block could not be drawn:", block, error);
      return undrawable(block);
    }
  }

  /** @returns {Field[]} */
  get fields() {
    return this.#drawn.flatMap((drawn) => drawn.fields);
  }

  /** Slack's `state.values`: every element that holds something, by block and action. */
  values() {
    const values = {};
    for (const { blockId, actionId, control } of this.fields) {
      if (control.read) (values[blockId] ??= {})[actionId] = control.read();
    }
    return values;
  }

  /** Asks where the element wants it, then tells the app. False when the person or the workspace said no. */
  async act(place, element, action) {
    if (!(await confirmed(element.confirm))) return false;
    const answer = await api.click(store.me, this.container(), place, action, this.values());
    if (!answer.ok) problem(answer);
    return answer.ok;
  }

  #refocus({ block, action, start, end }) {
    const field = this.fields.find((each) => each.blockId === block && each.actionId === action);
    if (!field) return;
    field.control.focus();
    if (start !== null && field.control.target.setSelectionRange) {
      try {
        field.control.target.setSelectionRange(start, end);
      } catch {
        // Date and e-mail fields have no caret to set.
      }
    }
  }
}

/** An element's earlier state, if it has one. */
const sameKind = (state) => (state?.type ? state : undefined);

/** Puts exactly these nodes into a parent, moving only what is not yet in its place (moving would lose the focus). */
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Where in a surface the focus is, so that it can be given to the element's next drawing. */
function focusPlace(root) {
  const node = document.activeElement;
  if (!node || !root.contains(node)) return null;
  const action = node.closest("[data-action-id]")?.dataset.actionId;
  const block = node.closest("[data-block-id]")?.dataset.blockId;
  const caret = typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : [null, null];
  return action ? { block, action, start: caret[0], end: caret[1] } : null;
}
