// Where the page is: a channel, a thread in it, or the app's Home. It stands in the address (#C…, #C…/TS, #home),
// so that Back works and a link leads there; each person's last place is remembered in this browser.

import { remember, remembered } from "../dom.js";
import { store } from "../store.js";

/** @typedef {import("../store.js").Place} Place */

/** @returns {Place|null} */
export function parse(hash) {
  if (hash === "#home") return { kind: "home" };
  const found = /^#([A-Z0-9]+)(?:\/(\d+\.\d+))?$/.exec(hash);
  return found && { kind: "channel", channel: found[1], thread: found[2] ?? null };
}

/** @param {Place} place */
export function format(place) {
  if (place.kind === "home") return "#home";
  return `#${place.channel}${place.thread ? `/${place.thread}` : ""}`;
}

/** Whether the acting person can be there. */
function exists(place) {
  if (!place) return false;
  return place.kind === "home" ? store.app.installed && store.app.home_tab : Boolean(store.channel(place.channel));
}

/** The first place after opening the page or changing the person: the address, then the last place, then the first channel. */
export function firstPlace() {
  const here = parse(location.hash);
  const last = parse(remembered(`place.${store.me}`, ""));
  const found = [here, last].find(exists);
  const first = store.channels.find((channel) => channel.kind === "channel") ?? store.channels[0];
  return found ?? (first ? { kind: "channel", channel: first.id, thread: null } : null);
}

/** @param {Place} place */
export function go(place) {
  const hash = format(place);
  if (location.hash === hash) settle(place);
  else location.hash = hash;
}

/** Makes a place the current one. */
export function settle(place) {
  store.place = place;
  remember(`place.${store.me}`, format(place));
  store.emit("place", place);
}

export function startRouter() {
  window.addEventListener("hashchange", () => {
    const place = parse(location.hash);
    if (exists(place)) settle(place);
  });
}

export const openThread = (channel, thread) => go({ kind: "channel", channel, thread });
export const closeThread = () => store.place?.kind === "channel" && go({ ...store.place, thread: null });
