// The page API of the local workspace: one function per URL. They never throw: a failure is `{ok: false, error}`.

import { store } from "./store.js";

const NO_ANSWER = "The local workspace does not answer. Is it still running?";

async function call(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    return { ok: false, error: NO_ANSWER };
  }
  try {
    return await answer.json();
  } catch {
    return { ok: false, error: `The local workspace answered ${answer.status} without saying why.` };
  }
}

function read(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return call(`/page/${path}?${new URLSearchParams(given)}`, { headers: { Accept: "application/json" } });
}

function sendJson(path, body, method = "POST") {
  return call(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

const write = (path, body) => sendJson(`/page/${path}`, body);

/**
 * @typedef {{type: "message", channel: string, ts: string} | {type: "view", view_id: string}} Container
 * @typedef {{block: string, action: string}} Place
 */

export const boot = (as) => read("boot", { as });
export const history = (as, channel, { threadTs, before, after, limit } = {}) =>
  read("history", { as, channel, thread_ts: threadTs, before, after, limit });
export const send = (as, channel, text, threadTs) =>
  write("send", { as, channel, text, ...(threadTs ? { thread_ts: threadTs } : {}) });
export const click = (as, container, place, action, values) =>
  write("click", { as, container, block_id: place.block, action_id: place.action, action, values });
export const options = (as, container, place, value) =>
  write("options", { as, container, block_id: place.block, action_id: place.action, value });
/** A form that the app took is news to the tour: the event "submitted" tells which one it was. */
export async function submit(as, viewId, values) {
  const callback = store.stack.find((view) => view.id === viewId)?.callback_id;
  const answer = await write("submit", { as, view_id: viewId, values });
  if (answer.ok) store.emit("submitted", { callback });
  return answer;
}
export const close = (as, viewId, all) => write("close", { as, view_id: viewId, all });
export const shortcut = (as, callbackId, message) => write("shortcut", { as, callback_id: callbackId, ...message });
export const home = (as, tab = "home") => write("home", { as, tab });
export const edit = (as, channel, ts, text) => write("edit", { as, channel, ts, text });
export const remove = (as, channel, ts) => write("delete", { as, channel, ts });
export const react = (as, channel, ts, name, on) => write("react", { as, channel, ts, name, on });
export const tour = (as) => read("tour", { as });
export const markRead = (as, channel) => write("read", { as, channel });
export const clock = (change) => write("clock", change);

/** For the inspector: Web API calls and deliveries after the given numbers (a negative number: so many of the newest). */
export async function fetchTraffic({ calls, deliveries }) {
  const [asked, brought] = await Promise.all([
    call(`/_control/calls?since=${calls}`),
    call(`/_control/deliveries?since=${deliveries}`),
  ]);
  return { calls: asked.calls ?? [], deliveries: brought.deliveries ?? [] };
}

/** For the inspector: the trouble that is still to come, the delay and the limits. */
export const waitingFaults = () => call("/_control/faults");

/** For the inspector: orders something of the workspace itself. */
export const control = (path, body, method) => sendJson(`/_control/${path}`, body, method);
