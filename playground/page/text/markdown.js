// The markdown block: the common part of standard Markdown (headings, lists, quotes, code, rules, links, bold, italic, strike).

import { fragment, h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { link } from "./links.js";

const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|(?<!\w)[*_](\S(?:.*?\S)?)[*_](?!\w)|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>)]+)/;
const LIST_ITEM = /^(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$/;

/** @returns {DocumentFragment} */
export function markdown(source) {
  const out = fragment();
  const lines = source.split("\n");
  let at = 0;
  /** Takes lines while they fit, from `at` on. */
  const take = (fits) => {
    const taken = [];
    while (at < lines.length && fits(lines[at])) taken.push(lines[at++]);
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (/^\s*```/.test(line)) {
      at += 1;
      const code = take((next) => !/^\s*```/.test(next));
      at += 1;
      out.append(h("pre", { class: "pre" }, code.join("\n")));
    } else if (heading) {
      at += 1;
      out.append(
        h(
          "div",
          { class: `md-heading md-heading-${heading[1].length}`, role: "heading", "aria-level": heading[1].length + 2 },
          inline(heading[2]),
        ),
      );
    } else if (/^\s*(?:-{3,}|\*{3,})\s*$/.test(line)) {
      at += 1;
      out.append(h("hr", { class: "divider" }));
    } else if (/^>/.test(line)) {
      const quoted = take((next) => /^>/.test(next)).map((next) => next.replace(/^> ?/, ""));
      out.append(h("blockquote", { class: "quote" }, markdown(quoted.join("\n"))));
    } else if (LIST_ITEM.test(line)) {
      out.append(list(take((next) => LIST_ITEM.test(next)).map((next) => LIST_ITEM.exec(next))));
    } else if (!line.trim()) {
      at += 1;
    } else {
      const words = take((next) => next.trim() && !/^(?:#{1,6}\s|>|\s*```)/.test(next) && !LIST_ITEM.test(next));
      out.append(
        h(
          "p",
          { class: "md-paragraph" },
          words.flatMap((next, index) => [index ? "\n" : "", inline(next)]),
        ),
      );
    }
  }
  return out;
}

function list(items) {
  const ordered = Boolean(items[0][3]);
  return h(
    ordered ? "ol" : "ul",
    { class: "rich-list", start: ordered ? items[0][3] : null },
    items.map(([, indent, , , words]) =>
      h("li", { class: `depth-${Math.min(Math.floor(indent.length / 2), 8)}` }, inline(words)),
    ),
  );
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return fragment(withEmoji(text));
  const [whole, code, bold, underlinedBold, strike, italic, label, address, bareUrl] = found;
  let node = null;
  if (code) node = h("code", { class: "code" }, code);
  else if (bold || underlinedBold) node = h("strong", {}, inline(bold || underlinedBold));
  else if (strike) node = h("del", {}, inline(strike));
  else if (italic) node = h("em", {}, inline(italic));
  else if (label) node = link(address, inline(label));
  else node = link(bareUrl, bareUrl);
  return fragment(withEmoji(text.slice(0, found.index)), node, inline(text.slice(found.index + whole.length)));
}
