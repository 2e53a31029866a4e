// One line of the inspector, with its payloads to unfold and to copy.

import { h } from "../dom.js";
import { toast } from "../ui/toast.js";

/** @param {import("./entries.js").Entry} entry @returns {HTMLElement} */
export function row(entry) {
  const { check } = entry;
  const details = h(
    "details",
    { class: `inspector-row is-${entry.kind}${entry.isBad ? " is-bad" : ""}`, "data-testid": "inspector-row" },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "inspector-what" },
        h("span", { class: "inspector-title" }, entry.title),
        entry.about && " ",
        entry.about,
      ),
      h("span", { class: "inspector-time" }, new Date(entry.at * 1000).toLocaleTimeString("en-GB")),
      h("span", { class: "inspector-who" }, `${entry.who} → ${entry.whom}`),
      h("span", { class: "inspector-result", "data-testid": "inspector-result" }, entry.result),
      check &&
        h(
          "span",
          { class: `inspector-check${check.isBad ? " is-wrong" : ""}`, "data-testid": "inspector-check" },
          check.words,
        ),
    ),
    check?.isBad && h("ul", { class: "inspector-problems" }, check.list.map(problemLine)),
  );
  // Payloads can be long: they are written out when somebody looks.
  let isWritten = false;
  details.addEventListener("toggle", () => {
    if (!details.open || isWritten) return;
    isWritten = true;
    details.append(...entry.parts.flatMap(([label, value]) => part(label, value)));
  });
  return h("li", {}, details);
}

/** Slack's sentence, and the JSON pointer that goes with it. */
function problemLine(words) {
  const [, sentence, pointer] = /^(.*?)\s*\[json-pointer:(.*)\]$/.exec(words) ?? [null, words, ""];
  return h("li", {}, sentence, pointer && " at ", pointer && h("code", { class: "code" }, pointer));
}

function part(label, value) {
  const text = JSON.stringify(value ?? null, null, 2);
  const copy = h(
    "button",
    { class: "inspector-copy", type: "button", "data-testid": "inspector-copy", on: { click: () => copied(text, label) } },
    "Copy",
    h("span", { class: "visually-hidden" }, ` what was ${label.toLowerCase()}`),
  );
  return [
    h("div", { class: "inspector-part" }, label, copy),
    h("pre", { class: "pre", tabIndex: 0, "aria-label": label }, text),
  ];
}

async function copied(text, label) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied: ${label.toLowerCase()}.`);
  } catch {
    toast("The browser does not let this page copy. Select the text instead.", "problem");
  }
}
