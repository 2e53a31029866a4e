// Every kind of select menu: static, external, people, conversations, channels; one choice or several.

import { Combobox } from "../ui/combobox.js";
import { plain } from "../text/objects.js";
import { store } from "../store.js";
import {
  appOptions,
  channelChoice,
  channels,
  conversations,
  optionChoice,
  ownOptions,
  people,
  personChoice,
} from "./sources.js";

/** Slack asks for three letters unless the app says otherwise. */
const DEFAULT_MIN_QUERY = 3;
const TYPING_PAUSE_MS = 200;

const toOption = (choice) => choice.raw;
const toId = (choice) => choice.value;

/** What differs by kind: where choices come from, and how they stand in the state and in the element. */
const KINDS = {
  static: {
    source: (element) => ownOptions(element),
    choice: optionChoice,
    state: "option",
    initial: "option",
    out: toOption,
  },
  external: {
    source: (_, context) => appOptions(context.container, context.place),
    choice: optionChoice,
    state: "option",
    initial: "option",
    out: toOption,
  },
  users: { source: () => people, choice: personChoice, state: "user", initial: "user", out: toId },
  conversations: {
    source: (element) => conversations(element),
    choice: channelChoice,
    state: "conversation",
    initial: "conversation",
    out: toId,
  },
  channels: { source: () => channels, choice: channelChoice, state: "channel", initial: "channel", out: toId },
};

/**
 * @param {any} element
 * @param {import("./index.js").ElementContext} context
 * @returns {import("./index.js").Control}
 */
export function select(element, context) {
  const many = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace(/^multi_/, "").replace(/_select$/, "")];
  const plural = many ? "s" : "";
  const stateKey = `selected_${kind.state}${plural}`;

  function read() {
    const values = combobox.chosen.map(kind.out);
    return { type: element.type, [stateKey]: many ? values : (values[0] ?? null) };
  }

  function chosenIn(state) {
    const value = state?.[stateKey];
    return (many ? (value ?? []) : value ? [value] : []).map(kind.choice);
  }

  let last = [];
  const isExternal = element.type.endsWith("external_select");
  const combobox = new Combobox({
    source: kind.source(element, context),
    chosen: chosenIn(context.kept ?? { [stateKey]: initialValue(element, kind, plural) }),
    many,
    most: element.max_selected_items,
    placeholder: plain(element.placeholder) || (many ? "Choose some" : "Choose one"),
    minQuery: isExternal ? (element.min_query_length ?? DEFAULT_MIN_QUERY) : 0,
    waitMs: isExternal ? TYPING_PAUSE_MS : 0,
    clearable: context.isInput && context.optional,
    attributes: {
      "data-action-id": element.action_id,
      "data-element-type": element.type,
      ...context.labels(plain(element.placeholder)),
    },
    onChange: async () => {
      context.changed();
      const before = last;
      last = combobox.chosen;
      if (context.dispatches && !(await context.act(read()))) {
        last = before;
        combobox.set(before);
      }
    },
  });
  last = combobox.chosen;
  return {
    node: combobox.node,
    target: combobox.input,
    read,
    isEmpty: () => combobox.chosen.length === 0,
    focus: () => combobox.focus(),
  };
}

function initialValue(element, kind, plural) {
  const given = element[`initial_${kind.initial}${plural}`];
  if (given || !element.default_to_current_conversation) return given;
  const here = store.place?.kind === "channel" ? store.place.channel : undefined;
  return plural && here ? [here] : here;
}
