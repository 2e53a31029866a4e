// Dialogs: one above another, everything beneath inert, Tab stays inside, and focus goes back where it came from.

import { h, tabbable } from "../dom.js";

/** @typedef {{node: HTMLElement, close: () => void}} Dialog */

/** @type {{layer: HTMLElement, node: HTMLElement}[]} */
const open = [];
const host = () => document.getElementById("dialogs");

function quieten() {
  document.getElementById("app").inert = open.length > 0;
  open.forEach(({ layer }, index) => {
    layer.inert = index < open.length - 1;
  });
}

/** Remembers where the focus is, also across a redraw of the message or form that held it. */
export function rememberFocus() {
  const node = document.activeElement;
  const action = node?.dataset?.actionId;
  const message = node?.closest?.("[data-ts]")?.dataset.ts;
  return () => {
    if (node?.isConnected && node !== document.body && node.checkVisibility()) return node.focus();
    const within = message && document.querySelector(`[data-ts="${CSS.escape(message)}"]`);
    const again = action && (within || document).querySelector(`[data-action-id="${CSS.escape(action)}"]`);
    return (again || within || document.querySelector("[data-testid=composer-input]"))?.focus();
  };
}

/**
 * Opens a dialog around `node`, which carries role, label and content.
 * @param {HTMLElement} node
 * @param {{onEscape: () => void, onOutside?: () => void, className?: string}} how
 * @returns {Dialog}
 */
export function openDialog(node, { onEscape, onOutside, className = "" }) {
  const restore = rememberFocus();
  const layer = h("div", { class: `dialog-layer ${className}` }, node);
  const entry = { layer, node };
  open.push(entry);
  host().append(layer);
  quieten();

  layer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      onEscape();
    } else if (event.key === "Tab") keepInside(event, node);
  });
  layer.addEventListener("mousedown", (event) => {
    if (event.target === layer) {
      event.preventDefault();
      onOutside?.();
    }
  });

  let closed = false;
  return {
    node,
    close() {
      if (closed) return;
      closed = true;
      open.splice(open.indexOf(entry), 1);
      layer.remove();
      quieten();
      restore();
    },
  };
}

function keepInside(event, node) {
  const stops = tabbable(node);
  if (!stops.length) return event.preventDefault();
  const at = document.activeElement;
  const leaving = event.shiftKey
    ? at === stops[0] || !node.contains(at) || at === node
    : at === stops.at(-1) || !node.contains(at);
  if (!leaving) return undefined;
  event.preventDefault();
  return stops.at(event.shiftKey ? -1 : 0).focus();
}
