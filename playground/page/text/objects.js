// Slack's text objects, {type: "plain_text" | "mrkdwn", text}, as nodes or as a plain string.

import { fragment } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** @typedef {{type: "plain_text"|"mrkdwn", text: string, emoji?: boolean, verbatim?: boolean}} TextObject */

/** A plain_text's words. For names of buttons, placeholders and options. @param {TextObject|undefined} text */
export function plain(text) {
  if (!text) return "";
  return text.type === "plain_text" && text.emoji === false ? text.text : withEmoji(text.text);
}

/** A text object as nodes. @param {TextObject|undefined} text */
export function textNode(text) {
  if (!text) return fragment();
  if (text.type === "mrkdwn") return mrkdwn(text.text, { verbatim: text.verbatim });
  return fragment(plain(text));
}

/** A text object as the words a screen reader or a list would say. */
export function spoken(text) {
  return text?.type === "mrkdwn" ? mrkdwn(text.text).textContent : plain(text);
}
