// The input block: label, element, hint, and the place where an error of this field is said.

import { fill, h, toggleAttribute, uid } from "../dom.js";
import { control } from "../elements/index.js";
import { icon } from "../icons.js";
import { plain } from "../text/objects.js";

/**
 * @param {any} block
 * @param {import("./surface.js").Surface} surface
 * @param {(actionId: string) => object|undefined} kept
 */
export function input(block, surface, kept) {
  const { element } = block;
  const optional = Boolean(block.optional);
  const ids = { label: uid("label"), field: uid("field"), hint: uid("hint"), error: uid("error") };
  const place = { block: block.block_id, action: element.action_id };
  const labels = (_, { group = false } = {}) => ({
    id: ids.field,
    "aria-labelledby": ids.label,
    "aria-describedby": [block.hint && ids.hint, ids.error].filter(Boolean).join(" "),
    "aria-required": optional || group ? null : "true",
  });
  const made = control(element, {
    container: surface.container,
    place,
    kept: kept(element.action_id),
    isInput: true,
    optional,
    dispatches: Boolean(block.dispatch_action),
    labels,
    changed: () => {
      showError("");
      surface.changed();
    },
    act: (action) => surface.act(place, element, action),
  });

  const words = [plain(block.label), optional && h("span", { class: "optional" }, " (optional)")];
  const isGroup = made.target.matches("[role=group], [role=radiogroup]");
  const label = isGroup
    ? h("div", { class: "label", id: ids.label }, words)
    : h("label", { class: "label", id: ids.label, htmlFor: ids.field }, words);
  const error = h("div", { class: "field-error", id: ids.error, "data-testid": "field-error", hidden: true });
  const node = h(
    "div",
    { class: "input" },
    label,
    made.node,
    error,
    block.hint && h("div", { class: "hint", id: ids.hint }, plain(block.hint)),
  );

  function showError(text) {
    error.hidden = !text;
    fill(error, text && [icon("warning"), h("span", {}, text)]);
    node.classList.toggle("has-error", Boolean(text));
    // A group cannot be "invalid" to a screen reader; its error is its description.
    if (!isGroup) toggleAttribute(made.target, "aria-invalid", text ? "true" : null);
  }

  return {
    node,
    fields: [
      {
        blockId: place.block,
        actionId: place.action,
        type: element.type,
        isInput: true,
        optional,
        wantsFocus: Boolean(element.focus_on_load),
        control: made,
        showError,
      },
    ],
  };
}
