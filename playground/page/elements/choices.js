// Radio buttons and checkboxes: a group of native inputs with texts and descriptions.

import { h, uid } from "../dom.js";
import { textNode } from "../text/objects.js";

/** @param {any} element @param {import("./index.js").ElementContext} context @returns {import("./index.js").Control} */
export function choices(element, context) {
  const many = element.type === "checkboxes";
  const start = context.kept ?? { selected_options: element.initial_options, selected_option: element.initial_option };
  const chosen = new Set(
    (many ? (start.selected_options ?? []) : [start.selected_option].filter(Boolean)).map((option) => option.value),
  );
  const name = uid("choice");

  const inputs = element.options.map((option) =>
    h("input", {
      type: many ? "checkbox" : "radio",
      name,
      class: "choice-input",
      value: option.value,
      "data-value": option.value,
      checked: chosen.has(option.value),
    }),
  );
  const node = h(
    "div",
    {
      class: "choices",
      role: many ? "group" : "radiogroup",
      "data-action-id": element.action_id,
      "data-element-type": element.type,
      ...context.labels(many ? "Choose any" : "Choose one", { group: true }),
    },
    element.options.map((option, index) =>
      h(
        "label",
        { class: "choice" },
        inputs[index],
        h(
          "span",
          { class: "choice-words text" },
          h("span", {}, textNode(option.text)),
          option.description && h("span", { class: "choice-note" }, textNode(option.description)),
        ),
      ),
    ),
  );

  const picked = () => element.options.filter((_, index) => inputs[index].checked);
  const read = () =>
    many
      ? { type: element.type, selected_options: picked() }
      : { type: element.type, selected_option: picked()[0] ?? null };
  let last = inputs.map((input) => input.checked);

  node.addEventListener("change", async () => {
    context.changed();
    const before = last;
    last = inputs.map((input) => input.checked);
    if (context.dispatches && !(await context.act(read()))) {
      last = before;
      inputs.forEach((input, index) => {
        input.checked = before[index];
      });
    }
  });

  return {
    node,
    target: node,
    read,
    isEmpty: () => picked().length === 0,
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus(),
  };
}
