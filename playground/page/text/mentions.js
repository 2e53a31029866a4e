// Mentions of people, channels and everybody, drawn the same in mrkdwn and in rich text.

import { h } from "../dom.js";
import { store } from "../store.js";
import { channelWords } from "../ui/channel.js";

export function personMention(id, label) {
  const known = store.person(id);
  const name = known ? store.nameOf(id) : label || store.nameOf(id);
  return h("span", { class: id === store.me ? "mention mention-me" : "mention", "data-user": id }, `@${name}`);
}

export function channelMention(id, label) {
  const channel = store.channel(id);
  if (!channel) return h("span", { class: "mention", "data-channel": id }, `#${label || id}`);
  return h("a", { class: "mention", href: `#${id}`, "data-channel": id }, channelWords(id));
}

/** @channel, @here and @everyone. */
export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);

/** A user group, which the local workspace does not have. */
export const groupMention = (id, label) =>
  h("span", { class: "mention" }, label?.startsWith("@") ? label : `@${label || id}`);
