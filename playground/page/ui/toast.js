// Short notes at the foot of the page ("the app did not respond in time"). They can be closed and leave by themselves.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const SHOWN_MS = 8000;

/** @param {string} text @param {"note"|"problem"} [kind] */
export function toast(text, kind = "note") {
  const region = document.getElementById("toasts");
  for (const earlier of region.children) if (earlier.dataset.text === text) earlier.remove();
  const closer = h(
    "button",
    { class: "icon-button toast-close", type: "button", "aria-label": "Close this note" },
    icon("close"),
  );
  const node = h(
    "div",
    { class: `toast toast-${kind}`, "data-testid": "toast", "data-text": text },
    h("span", { class: "toast-text" }, text),
    closer,
  );
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => node.remove(), SHOWN_MS);
  };
  closer.addEventListener("click", () => node.remove());
  // A note that somebody reads or points at stays.
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("pointerleave", wait);
  node.addEventListener("focusin", () => clearTimeout(timer));
  node.addEventListener("focusout", wait);
  region.append(node);
  wait();
}

/** Shows the sentence of a failed answer of the page API. */
export function problem(answer) {
  toast(answer.error || "That did not work.", "problem");
}
