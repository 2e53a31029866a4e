// Short notes ("the app did not respond in time"). They can be closed and leave by themselves. They cover nothing: at a
// desk they stand in the sidebar, above the tour; in a narrow window, and above a dialog there, what is below makes room.

import { h } from "../dom.js";
import { icon } from "../icons.js";

/** What went well is soon read; what went wrong says more, and what to do about it. */
const SHOWN_MS = { note: 5000, problem: 8000 };
/** More at once nobody reads. */
const MOST = 3;

/** @param {string} text @param {"note"|"problem"} [kind] */
export function toast(text, kind = "note") {
  const region = document.getElementById("toasts");
  for (const earlier of [...region.children]) if (earlier.dataset.text === text) earlier.remove();
  while (region.children.length >= MOST) region.firstElementChild.remove();
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
    timer = setTimeout(() => node.remove(), SHOWN_MS[kind]);
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
