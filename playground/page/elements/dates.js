// Date, time and date-with-time pickers: the browser's own, which work by keyboard and on every phone.

import { h } from "../dom.js";
import { plain } from "../text/objects.js";

const KINDS = {
  datepicker: { type: "date", state: "selected_date", initial: "initial_date", label: "Date" },
  timepicker: { type: "time", state: "selected_time", initial: "initial_time", label: "Time" },
  datetimepicker: {
    type: "datetime-local",
    state: "selected_date_time",
    initial: "initial_date_time",
    label: "Date and time",
  },
};

/** Slack keeps a date with a time as seconds; the browser's field wants local wall time. */
function toField(kind, value) {
  if (!value || kind.type !== "datetime-local") return value ?? "";
  const date = new Date(value * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromField(kind, value) {
  if (!value) return null;
  return kind.type === "datetime-local" ? Math.floor(new Date(value).getTime() / 1000) : value;
}

/** @param {any} element @param {import("./index.js").ElementContext} context @returns {import("./index.js").Control} */
export function date(element, context) {
  const kind = KINDS[element.type];
  const start = context.kept ? context.kept[kind.state] : element[kind.initial];
  const node = h("input", {
    class: "field field-date",
    type: kind.type,
    value: toField(kind, start),
    "data-action-id": element.action_id,
    "data-element-type": element.type,
    ...context.labels(plain(element.placeholder) || kind.label),
  });
  const read = () => ({ type: element.type, [kind.state]: fromField(kind, node.value) });
  let last = node.value;
  let typing = false;

  async function tell() {
    if (!context.dispatches || node.value === last || !node.value) return;
    const before = last;
    last = node.value;
    if (!(await context.act(read()))) {
      last = before;
      node.value = before;
    }
  }

  node.addEventListener("keydown", (event) => {
    // While a year is typed the field passes through the years 2, 20 and 202: the app hears of it when the field is left.
    typing = event.key !== "Enter";
    if (event.key === "Enter" && context.dispatches) {
      event.preventDefault();
      tell();
    }
  });
  node.addEventListener("pointerdown", () => {
    typing = false;
  });
  node.addEventListener("change", () => {
    context.changed();
    if (!typing) tell();
  });
  node.addEventListener("blur", tell);
  return { node, target: node, read, isEmpty: () => !node.value, focus: () => node.focus() };
}
