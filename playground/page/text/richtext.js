// The rich_text block: sections, lists, quotes and preformatted text. Its texts are plain, never parsed.

import { fragment, h } from "../dom.js";
import { emoji } from "../emoji.js";
import { datePattern, fullMoment } from "../time.js";
import { link } from "./links.js";
import { broadcast, channelMention, groupMention, personMention } from "./mentions.js";

const STYLE_TAGS = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "del"],
  ["underline", "u"],
];

/** @returns {HTMLElement[]} */
export function richText(elements) {
  return gatherLists(elements ?? []).map(outer);
}

/** Neighbouring lists are one list to the reader; they only differ in depth. */
function gatherLists(elements) {
  const out = [];
  for (const element of elements) {
    const last = out.at(-1);
    if (element.type === "rich_text_list" && Array.isArray(last)) last.push(element);
    else out.push(element.type === "rich_text_list" ? [element] : element);
  }
  return out;
}

function outer(element) {
  if (Array.isArray(element)) return h("div", { class: "rich-lists" }, element.map(list));
  const children = (element.elements ?? []).map(inner);
  if (element.type === "rich_text_quote") return h("blockquote", { class: "quote" }, children);
  if (element.type === "rich_text_preformatted") return h("pre", { class: "pre" }, children);
  return h("div", { class: "rich-section" }, children);
}

function list(element) {
  const ordered = element.style === "ordered";
  const depth = Math.min(element.indent ?? 0, 8);
  const start = ordered && element.offset ? element.offset + 1 : null;
  return h(
    ordered ? "ol" : "ul",
    { class: `rich-list depth-${depth}${element.border ? " rich-bordered" : ""}`, start },
    (element.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map(inner))),
  );
}

function inner(element) {
  return styled(bare(element), element.style ?? {});
}

function bare(element) {
  switch (element.type) {
    case "text":
      return fragment(element.text);
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
      return personMention(element.user_id);
    case "channel":
      return channelMention(element.channel_id);
    case "usergroup":
      return groupMention(element.usergroup_id);
    case "broadcast":
      return broadcast(element.range);
    case "emoji":
      return fragment(emoji(element.name) ?? fromCodepoints(element.unicode) ?? `:${element.name}:`);
    case "date": {
      const words = datePattern(element.timestamp, element.format) ?? element.fallback ?? "";
      const node = h("time", { class: "date", title: fullMoment(new Date(element.timestamp * 1000)) }, words);
      return element.url ? link(element.url, node) : node;
    }
    case "color":
      return colour(element.value);
    default:
      return h("span", { class: "unrendered-inline" }, `[${element.type}: not rendered here]`);
  }
}

/** A colour's name with the colour itself beside it. */
function colour(value) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = value;
  return h("code", { class: "code" }, value, swatch);
}

function fromCodepoints(unicode) {
  if (!/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(unicode ?? "")) return null;
  return String.fromCodePoint(...unicode.split("-").map((code) => Number.parseInt(code, 16)));
}

function styled(node, style) {
  return STYLE_TAGS.reduce(
    (inside, [name, tag]) => (style[name] ? h(tag, name === "code" ? { class: "code" } : {}, inside) : inside),
    node,
  );
}
