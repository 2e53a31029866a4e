// A question with two answers, in a dialog of its own.

import { fill, h, uid } from "../dom.js";
import { plain, textNode } from "../text/objects.js";
import { openDialog } from "./dialog.js";

/**
 * Asks and waits.
 * @param {{title: string, body: Node|string, yes: string, no: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function ask({ title, body, yes, no, danger = false }) {
  return new Promise((resolve) => {
    const [titleId, bodyId] = [uid("ask"), uid("ask")];
    const answer = (value) => {
      dialog.close();
      resolve(value);
    };
    const button = (words, className, value, testid) =>
      h(
        "button",
        { class: `button ${className}`, type: "button", "data-testid": testid, on: { click: () => answer(value) } },
        words,
      );
    const yesButton = button(yes, danger ? "button-danger" : "button-primary", true, "confirm-yes");
    const noButton = button(no, "", false, "confirm-no");
    const node = h("div", {
      class: "dialog confirm",
      role: "alertdialog",
      "aria-modal": "true",
      "aria-labelledby": titleId,
      "aria-describedby": bodyId,
      "data-testid": "confirm",
    });
    fill(
      node,
      h("h2", { class: "confirm-title", id: titleId }, title),
      h("div", { class: "confirm-body text", id: bodyId }, body),
      h("div", { class: "confirm-foot" }, noButton, yesButton),
    );
    const dialog = openDialog(node, { onEscape: () => answer(false), className: "dialog-layer-confirm" });
    (danger ? noButton : yesButton).focus();
  });
}

/** Asks what a Block Kit element's `confirm` object says; without one the answer is yes. */
export async function confirmed(confirm) {
  if (!confirm) return true;
  return ask({
    title: plain(confirm.title) || "Are you sure?",
    body: textNode(confirm.text),
    yes: plain(confirm.confirm) || "Yes",
    no: plain(confirm.deny) || "Cancel",
    danger: confirm.style === "danger",
  });
}
