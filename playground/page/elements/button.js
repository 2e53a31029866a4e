// Buttons and the overflow menu: both act at once.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../text/objects.js";
import { safeUrl } from "../text/links.js";
import { menuButton } from "../ui/menu.js";

/** A link of an app opens in a tab of its own, and the app still hears of the click. */
function openLink(url) {
  const href = safeUrl(url);
  if (href) window.open(href, "_blank", "noopener,noreferrer");
}

/** @param {any} element @param {import("./index.js").ElementContext} context @returns {import("./index.js").Control} */
export function button(element, context) {
  const style = { primary: " button-primary", danger: " button-danger" }[element.style] ?? "";
  const node = h(
    "button",
    {
      class: `button block-button${style}`,
      type: "button",
      "data-action-id": element.action_id,
      "data-element-type": element.type,
      "data-value": element.value,
      "aria-label": element.accessibility_label,
      on: { click: press },
    },
    h("span", { class: "button-words" }, plain(element.text)),
  );

  async function press() {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    if (element.url && !element.confirm) openLink(element.url);
    const agreed = await context.act({ type: element.type, value: element.value, text: element.text });
    if (element.url && element.confirm && agreed) openLink(element.url);
    node.removeAttribute("aria-busy");
  }

  return { node, target: node, focus: () => node.focus() };
}

/** @param {any} element @param {import("./index.js").ElementContext} context @returns {import("./index.js").Control} */
export function overflow(element, context) {
  const node = h(
    "button",
    {
      class: "button button-square block-button",
      type: "button",
      "data-action-id": element.action_id,
      "data-element-type": element.type,
      "aria-label": "More choices",
    },
    icon("more"),
  );
  const choose = (option) => {
    if (option.url) openLink(option.url);
    context.act({ type: element.type, selected_option: option });
  };
  const items = () =>
    element.options.map((option) => ({
      label: plain(option.text),
      note: option.description && plain(option.description),
      value: option.value,
      run: () => choose(option),
    }));
  menuButton(node, () => [{ items: items() }], { label: "More choices", align: "end" });
  return { node, target: node, focus: () => node.focus() };
}
