// A line under the top bar while something is not connected: the page to the workspace, or the app to it.

import { h } from "../dom.js";
import { store } from "../store.js";

/** A break shorter than this is not worth a word. */
const PATIENCE_MS = 700;

export function connectionNote() {
  const node = h("div", { class: "connection", role: "status", "data-testid": "connection-note", hidden: true });
  let live = true;
  let timer = 0;
  const draw = () => {
    const words = !live
      ? "Reconnecting…"
      : !store.app.installed
        ? "No app is installed in this workspace yet."
        : !store.connected
          ? `${store.app.name} is not connected. It hears of what you do once it is back.`
          : "";
    node.hidden = !words;
    if (node.textContent !== words) node.textContent = words;
  };
  store.on("stream", (state) => {
    clearTimeout(timer);
    // Back again: whether the app is, too, is known once the page has asked, which ends in one of the two below.
    if (state.live) return;
    live = false;
    timer = setTimeout(draw, PATIENCE_MS);
  });
  const answered = () => {
    live = true;
    clearTimeout(timer);
    draw();
  };
  store.on("connected", answered);
  store.on("boot", answered);
  draw();
  return node;
}
