// Text, number, e-mail and address fields, with their limits and a counter.

import { h } from "../dom.js";
import { plain } from "../text/objects.js";

const TYPING_PAUSE_MS = 300;
const SLACK_LONGEST = 3000;
const KINDS = {
  plain_text_input: { type: "text" },
  number_input: { type: "text", inputmode: "decimal" },
  email_text_input: { type: "email", inputmode: "email" },
  url_text_input: { type: "url", inputmode: "url" },
};

/** @param {any} element @param {import("./index.js").ElementContext} context @returns {import("./index.js").Control} */
export function text(element, context) {
  const multiline = element.type === "plain_text_input" && element.multiline;
  const kind = KINDS[element.type];
  const field = h(multiline ? "textarea" : "input", {
    class: `field${multiline ? " field-long" : ""}`,
    type: multiline ? null : kind.type,
    inputmode: kind.inputmode,
    rows: multiline ? 4 : null,
    autocomplete: "off",
    placeholder: plain(element.placeholder) || null,
    value: (context.kept ? context.kept.value : element.initial_value) ?? "",
    "data-action-id": element.action_id,
    "data-element-type": element.type,
    ...context.labels(plain(element.placeholder)),
  });
  const counter = element.max_length
    ? h("span", { class: "counter", "aria-hidden": "true", "data-testid": "counter" })
    : null;
  const node = h("div", { class: "text-field" }, field, counter);

  const read = () => ({ type: element.type, value: field.value === "" ? null : field.value });

  function count() {
    if (!counter) return;
    const left = element.max_length - [...field.value].length;
    counter.textContent = String(left);
    counter.title = left < 0 ? `${-left} characters too many` : `${left} characters left`;
    counter.classList.toggle("is-over", left < 0);
    counter.classList.toggle("is-quiet", left > element.max_length / 4 && element.max_length > 100);
  }

  if (context.dispatches) listenForApp(element, context, field, read, multiline);
  field.addEventListener("input", () => {
    count();
    context.changed();
  });
  count();
  return {
    node,
    target: field,
    read,
    isEmpty: () => field.value.trim() === "",
    check: () => problemIn(element, field),
    focus: () => field.focus(),
  };
}

/** An input with dispatch_action tells the app on Enter, on each pause in typing, or both, as the app asked. */
function listenForApp(element, context, field, read, multiline) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer = 0;
  let told = field.value;
  const tell = () => {
    clearTimeout(timer);
    told = field.value;
    context.act(read());
  };
  if (triggers.includes("on_character_entered")) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => field.value !== told && tell(), TYPING_PAUSE_MS);
    });
  }
  if (triggers.includes("on_enter_pressed")) {
    field.addEventListener("keydown", (event) => {
      if (
        event.key !== "Enter" ||
        event.isComposing ||
        event.shiftKey ||
        (multiline && !event.ctrlKey && !event.metaKey)
      )
        return;
      event.preventDefault();
      event.stopPropagation();
      tell();
    });
  }
}

/** What is wrong with the words in a field, or an empty string. */
function problemIn(element, field) {
  const value = field.value.trim();
  const length = [...field.value].length;
  const longest = element.max_length ?? SLACK_LONGEST;
  if (element.min_length && length < element.min_length)
    return `Please write at least ${element.min_length} characters.`;
  if (length > longest)
    return `Please shorten this by ${length - longest} ${length - longest === 1 ? "character" : "characters"}.`;
  if (element.type === "number_input") return problemInNumber(element, value);
  if (element.type === "email_text_input" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return "Please give an e-mail address, such as ada@example.org.";
  if (element.type === "url_text_input" && !URL.canParse(value))
    return "Please give a whole address, starting with https.";
  return "";
}

function problemInNumber(element, value) {
  const number = Number(value);
  if (!/^[-+]?\d*\.?\d+$/.test(value)) return "Please give a number, in digits.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please give a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please give ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please give ${element.max_value} or less.`;
  return "";
}
