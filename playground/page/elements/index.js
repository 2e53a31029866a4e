// From a Block Kit element to a control on the page.

import { h } from "../dom.js";
import { button, overflow } from "./button.js";
import { choices } from "./choices.js";
import { date } from "./dates.js";
import { select } from "./select.js";
import { text } from "./text.js";

/**
 * What an element needs to know of its surroundings.
 * @typedef {object} ElementContext
 * @property {() => import("../api.js").Container} container the message or view it stands in
 * @property {import("../api.js").Place} place
 * @property {any} [kept] the state it had before a redraw, which wins over what the element itself says
 * @property {boolean} isInput it stands in an input block
 * @property {boolean} optional
 * @property {boolean} dispatches a change is told to the app at once
 * @property {(fallback: string, how?: {group?: boolean}) => Record<string, string|null>} labels attributes that name it
 * @property {() => void} changed somebody changed the value
 * @property {(action: object) => Promise<boolean>} act asks for confirmation where wanted, then tells the app; false when taken back
 *
 * What the page knows of a drawn element. Elements without `read` hold no state.
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {HTMLElement} target what labels point at
 * @property {() => object} [read] Slack's state of the element
 * @property {() => boolean} [isEmpty]
 * @property {() => string} [check] what is wrong with a value that is not empty
 * @property {() => void} focus
 */

const SELECT = /^(multi_)?(static|external|users|conversations|channels)_select$/;
const KINDS = {
  button,
  overflow,
  radio_buttons: choices,
  checkboxes: choices,
  datepicker: date,
  timepicker: date,
  datetimepicker: date,
  plain_text_input: text,
  number_input: text,
  email_text_input: text,
  url_text_input: text,
};

/** Draws an element; one that the page does not know becomes a visible box, never silence. @returns {Control} */
export function control(element, context) {
  const make = SELECT.test(element.type) ? select : KINDS[element.type];
  if (make) return make(element, context);
  const node = unrendered(element.type);
  return { node, target: node, focus: () => {} };
}

/** The plain box for what this page does not draw. */
export function unrendered(type) {
  return h("div", { class: "unrendered", "data-testid": "unrendered" }, `${type}: not rendered here`);
}
