// Checking a form before it is sent, and showing what is wrong beside the fields.

const NEEDED = "Please fill this in.";

/** @typedef {import("../blocks/surface.js").Surface} Surface */

/** What is wrong with what was typed, by block id. @param {Surface} surface @returns {Record<string, string>} */
export function problems(surface) {
  const found = {};
  for (const { blockId, isInput, optional, control } of surface.fields) {
    if (!isInput || !control.read) continue;
    const text = control.isEmpty() ? (optional ? "" : NEEDED) : (control.check?.() ?? "");
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
  return Object.entries(errors).filter(([block]) => !known.has(block)).map(([, text]) => text);
}
