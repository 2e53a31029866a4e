// Checking a form before it is sent, and showing what is wrong beside the fields.

/** What a required field that was left empty asks for, by the kind of its element. */
const NEEDED = [
  [/^(multi_|checkboxes)/, "Please choose at least one."],
  [/_select$|^radio_buttons$/, "Please choose one."],
  [/^datepicker$/, "Please choose a date."],
  [/^timepicker$/, "Please choose a time."],
];
const needed = (type) => NEEDED.find(([kind]) => kind.test(type))?.[1] ?? "Please fill this in.";

/** @typedef {import("../blocks/surface.js").Surface} Surface */

/** What is wrong with what was typed, by block id. @param {Surface} surface @returns {Record<string, string>} */
export function problems(surface) {
  const found = {};
  for (const { blockId, type, isInput, optional, control } of surface.fields) {
    if (!isInput || !control.read) continue;
    const text = control.isEmpty() ? (optional ? "" : needed(type)) : (control.check?.() ?? "");
    if (text) found[blockId] = text;
  }
  return found;
}

/**
 * Shows errors under their fields and moves the focus to the first; clears the others.
 * @param {Surface} surface
 * @param {Record<string, string>} errors by block id
 * @returns {string[]} the errors that belong to no field of the form
 */
export function showErrors(surface, errors) {
  const fields = surface.fields.filter((field) => field.isInput);
  let first = null;
  for (const field of fields) {
    const text = errors[field.blockId] ?? "";
    field.showError(text);
    if (text) first ??= field;
  }
  if (first) {
    first.control.focus();
    first.control.node.closest("[data-block-id]")?.scrollIntoView({ block: "nearest" });
  }
  const known = new Set(fields.map((field) => field.blockId));
  return Object.entries(errors)
    .filter(([block]) => !known.has(block))
    .map(([, text]) => text);
}
