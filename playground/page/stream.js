// The live connection: server-sent events for the acting person, opened again by itself when it breaks.

import { store } from "./store.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5000;

let source = null;
let timer = 0;

/**
 * Opens the stream for a person; an earlier one is closed.
 * @returns {Promise<void>} kept once the stream is open, or could not be opened at first
 */
export function openStream(as) {
  closeStream();
  return new Promise((begun) => connect(as, FIRST_WAIT_MS, true, begun));
}

export function closeStream() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function connect(as, wait, first, begun = () => {}) {
  const opened = new EventSource(`/page/stream?${new URLSearchParams({ as })}`);
  let next = wait;
  let isFirst = first;
  source = opened;
  opened.addEventListener("open", () => {
    next = FIRST_WAIT_MS;
    store.emit("stream", { live: true });
    // What was said while the line was down is not sent again: whatever is shown must be loaded anew.
    if (!isFirst) store.emit("resync", { isAfterBreak: true });
    isFirst = false;
    begun();
  });
  opened.addEventListener("message", (event) => receive(event.data));
  opened.addEventListener("error", () => {
    begun();
    if (source !== opened) return;
    opened.close();
    store.emit("stream", { live: false });
    timer = setTimeout(() => connect(as, Math.min(next * 2, LONGEST_WAIT_MS), false), next);
  });
}

function receive(data) {
  let event;
  try {
    event = JSON.parse(data);
  } catch {
    return;
  }
  const { type, ...detail } = event;
  if (type === "channels") store.channels = detail.channels;
  if (type === "unread") store.countUnread(detail);
  if (type === "connected") store.connected = detail.connected;
  if (type === "clock") store.setClock(detail);
  if (type === "views") store.stack = detail.stack;
  store.emit(type, detail);
}
