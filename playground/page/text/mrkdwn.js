// Slack's mrkdwn as nodes. Text goes in as text: nothing that somebody wrote can become markup of the page.
// The source has & < > escaped, and <...> for links, mentions and dates.

import { fragment, h } from "../dom.js";
import { emoji } from "../emoji.js";
import { datePattern, fullMoment } from "../time.js";
import { link, safeUrl } from "./links.js";
import { broadcast, channelMention, groupMention, personMention } from "./mentions.js";

const STYLES = { "*": "strong", _: "em", "~": "del" };
const WORD = /[\p{L}\p{N}]/u;
const EMOJI = /:([a-z0-9_+-]+):(?::skin-tone-\d:)?/y;
const BARE_URL = /https?:\/\/[^\s<>|]+/y;
const TOKEN = /<([^<>\n]+)>/y;
const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^\s*[•◦▪]\s+/;

/** Undoes Slack's three escapes. */
export const unescapeText = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/**
 * @param {string} source
 * @param {{verbatim?: boolean}} [how] verbatim: bare addresses stay text, as the app asked
 * @returns {DocumentFragment}
 */
export function mrkdwn(source, { verbatim = false } = {}) {
  const out = fragment();
  const parts = String(source).split(/```\n?([\s\S]*?)\n?```/);
  parts.forEach((part, index) => {
    if (index % 2 === 1) {
      out.append(h("pre", { class: "pre" }, codeText(part)));
      return;
    }
    // The line break next to a code box belongs to the box.
    const text = part.replace(index > 0 ? /^\n/ : /^$/, "").replace(index < parts.length - 1 ? /\n$/ : /$^/, "");
    if (text) lines(out, text.split("\n"), verbatim);
  });
  return out;
}

/** Groups lines into quotes, bullets and plain lines. */
function lines(out, source, verbatim) {
  let plain = null;
  const flush = () => {
    if (plain) plain.forEach((line, index) => out.append(index ? "\n" : "", inline(line, verbatim)));
    // An empty line between two boxes needs a line of its own to be seen.
    if (plain?.length === 1 && plain[0] === "") out.append("\n");
    plain = null;
  };
  for (let at = 0; at < source.length; at += 1) {
    const line = source[at];
    if (/^(?:&gt;&gt;&gt;|>>>)/.test(line)) {
      flush();
      const rest = [line.replace(/^(?:&gt;&gt;&gt;|>>>) ?/, ""), ...source.slice(at + 1)];
      out.append(quote(rest, verbatim));
      return;
    }
    if (QUOTE.test(line)) {
      flush();
      const quoted = [];
      while (at < source.length && QUOTE.test(source[at])) quoted.push(source[at++].replace(QUOTE, ""));
      at -= 1;
      out.append(quote(quoted, verbatim));
    } else if (BULLET.test(line)) {
      flush();
      out.append(h("div", { class: "bullet" }, inline(line, verbatim)));
    } else {
      plain = [...(plain ?? []), line];
    }
  }
  flush();
}

function quote(quoted, verbatim) {
  const node = h("blockquote", { class: "quote" });
  lines(node, quoted, verbatim);
  return node;
}

/** One line's text with its styles, links, mentions and emoji. */
function inline(text, verbatim) {
  const out = fragment();
  let plain = "";
  const flush = () => {
    if (plain) out.append(unescapeText(plain));
    plain = "";
  };
  const put = (node) => {
    flush();
    out.append(node);
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    const close = char === "`" ? text.indexOf("`", at + 1) : char in STYLES ? styleEnd(text, at) : -1;
    const token = char === "<" ? match(TOKEN, text, at) : null;
    const name = char === ":" ? match(EMOJI, text, at) : null;
    const url = char === "h" && !verbatim && !WORD.test(text[at - 1] ?? "") ? match(BARE_URL, text, at) : null;
    if (char === "`" && close > at + 1) {
      put(h("code", { class: "code" }, codeText(text.slice(at + 1, close))));
      at = close + 1;
    } else if (char in STYLES && close > 0) {
      put(h(STYLES[char], {}, inline(text.slice(at + 1, close), verbatim)));
      at = close + 1;
    } else if (token) {
      put(tokenNode(token[1], verbatim));
      at += token[0].length;
    } else if (name && emoji(name[1])) {
      plain += emoji(name[1]);
      at += name[0].length;
    } else if (url) {
      const address = url[0].replace(/(?:[.,;:!?)*_~'"]|&gt;|&quot;)+$/, "");
      put(link(unescapeText(address), unescapeText(address)));
      at += address.length;
    } else {
      plain += char;
      at += 1;
    }
  }
  flush();
  return out;
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where the style that opens at `start` ends, or -1: the marks must hug words, and code and tokens in between are skipped. */
function styleEnd(text, start) {
  const mark = text[start];
  if (WORD.test(text[start - 1] ?? "") || /[\s]|^$/.test(text[start + 1] ?? "") || text[start + 1] === mark) return -1;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "`") {
      const end = text.indexOf("`", at + 1);
      if (end > 0) at = end;
    } else if (text[at] === "<") {
      const token = match(TOKEN, text, at);
      if (token) at += token[0].length - 1;
    } else if (
      text[at] === mark &&
      !/\s/.test(text[at - 1]) &&
      !WORD.test(text[at + 1] ?? "") &&
      text[at + 1] !== mark
    ) {
      return at;
    }
  }
  return -1;
}

/** Inside code nothing is styled; links and mentions show their words. */
function codeText(text) {
  return unescapeText(
    text.replace(/<((?:https?:|mailto:|[@#!])[^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, address, label) => label || address),
  );
}

/** What stands between < and >. */
function tokenNode(content, verbatim) {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? "" : content.slice(bar + 1);
  const plainLabel = unescapeText(label);
  if (/^@[UW]/.test(target)) return personMention(target.slice(1), plainLabel);
  if (/^#[CG]/.test(target)) return channelMention(target.slice(1), plainLabel);
  if (/^!(channel|here|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (target.startsWith("!subteam^")) return groupMention(target.slice(9), plainLabel);
  if (target.startsWith("!date^")) return dateNode(target.slice(6).split("^"), plainLabel);
  if (target.startsWith("!")) return h("span", {}, plainLabel || `<${target}>`);
  const address = unescapeText(target);
  // Somebody's "<right now>" is no link: it is shown as it was written.
  if (!safeUrl(address)) return h("span", {}, label ? plainLabel : `<${address}>`);
  // Slack styles the label of a link as it styles text, so does this.
  return link(address, label ? inline(label, true) : verbatim ? address : address.replace(/^mailto:/, ""));
}

function dateNode([seconds, pattern = "", address], fallback) {
  const words = datePattern(seconds, unescapeText(pattern)) ?? fallback;
  const node = h(
    "time",
    { class: "date", title: words === fallback ? null : fullMoment(new Date(Number(seconds) * 1000)) },
    words,
  );
  return address ? link(unescapeText(address), node) : node;
}
