// From a Block Kit block to nodes. What the page does not know becomes a visible box.

import { h, toggleAttribute, uid } from "../dom.js";
import { control, unrendered } from "../elements/index.js";
import { markdown } from "../text/markdown.js";
import { plain, textNode } from "../text/objects.js";
import { richText } from "../text/richtext.js";
import { chart } from "./chart.js";
import { alertBlock, context, header, image, pictureOf } from "./simple.js";
import { input } from "./input.js";
import { table } from "./table.js";

const KINDS = {
  section,
  actions,
  input,
  header: (block, surface) => header(block, surface),
  context: (block) => context(block),
  image: (block) => image(block),
  alert: (block) => alertBlock(block),
  table: (block) => table(block),
  data_visualization: (block) => chart(block),
  divider: () => ({ node: h("hr", { class: "divider" }) }),
  rich_text: (block) => ({ node: h("div", { class: "text rich" }, richText(block.elements)) }),
  markdown: (block) => ({ node: h("div", { class: "text markdown" }, markdown(block.text ?? "")) }),
};

/**
 * @param {any} block
 * @param {import("./surface.js").Surface} surface
 * @param {(actionId: string) => object|undefined} kept the earlier state of an element of this block
 * @returns {{node: HTMLElement, fields: import("./surface.js").Field[]}}
 */
export function drawBlock(block, surface, kept) {
  const make = KINDS[block.type] ?? (() => ({ node: unrendered(block.type) }));
  const { node, fields = [] } = make(block, surface, kept);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.testid ??= "block";
  node.dataset.blockType = block.type;
  toggleAttribute(node, "data-block-id", block.block_id);
  return { node, fields };
}

/** What stands in for a block that is broken. */
export const undrawable = (block) => ({ node: unrendered(`${block.type} that could not be read`), fields: [] });

/** An element that acts at once, in a section or an actions block. */
function actor(block, element, surface, kept, label) {
  const place = { block: block.block_id, action: element.action_id };
  const made = control(element, {
    container: surface.container,
    place,
    kept: kept(element.action_id),
    isInput: false,
    optional: true,
    dispatches: true,
    labels: (fallback) => ({ "aria-label": fallback || label || "Choice" }),
    changed: surface.changed,
    act: (action) => surface.act(place, element, action),
  });
  return {
    made,
    field: {
      blockId: place.block,
      actionId: place.action,
      type: element.type,
      isInput: false,
      optional: true,
      wantsFocus: Boolean(element.focus_on_load),
      control: made,
      showError: () => {},
    },
  };
}

function actions(block, surface, kept) {
  const actors = block.elements.map((element) => actor(block, element, surface, kept, ""));
  return {
    node: h(
      "div",
      { class: "actions" },
      actors.map(({ made }) => made.node),
    ),
    fields: actors.map(({ field }) => field),
  };
}

function section(block, surface, kept) {
  const textId = uid("section");
  const words = h(
    "div",
    { class: "section-words", id: textId },
    block.text && h("div", { class: "text" }, textNode(block.text)),
    block.fields?.length &&
      h(
        "div",
        { class: "section-fields" },
        block.fields.map((field) => h("div", { class: "text section-field" }, textNode(field))),
      ),
  );
  const node = h("div", { class: "section" }, words);
  if (!block.accessory) return { node };
  if (block.accessory.type === "image") {
    node.append(h("div", { class: "section-side" }, pictureOf(block.accessory, "section-image")));
    return { node };
  }
  const { made, field } = actor(block, block.accessory, surface, kept, plain(block.text).slice(0, 75));
  const wide = /_select$|radio_buttons|checkboxes/.test(block.accessory.type);
  node.classList.toggle("section-wide", wide);
  node.append(h("div", { class: "section-side" }, made.node));
  return { node, fields: [field] };
}
