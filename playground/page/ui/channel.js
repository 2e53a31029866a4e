// A channel's sign and name: "#" for one that is open to all, a lock for a private one.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";

/** The icon before a channel's name. @param {import("../store.js").Channel} channel @returns {"archive"|"lock"|"hash"} */
export function channelSign(channel) {
  if (channel.is_archived) return "archive";
  return channel.is_private ? "lock" : "hash";
}

/** What the sign says, for those who do not see it. */
export function channelState(channel) {
  return [channel.is_private && "private", channel.is_archived && "archived"].filter(Boolean).join(", ");
}

/** A channel's name in a line of text. @returns {(Node|string)[]} */
export function channelWords(id) {
  if (!store.channel(id)?.is_private) return [store.channelTitle(id)];
  return [
    icon("lock", "icon channel-lock"),
    h("span", { class: "visually-hidden" }, "private channel "),
    store.channelName(id),
  ];
}
