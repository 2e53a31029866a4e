// Where the choices of a select come from: its own options, the app, the people or the channels of the workspace.

import * as api from "../api.js";
import { folded } from "../dom.js";
import { store } from "../store.js";
import { plain, spoken } from "../text/objects.js";

/** @typedef {import("../ui/listbox.js").Choice} Choice */
/** @typedef {import("../ui/listbox.js").ChoiceGroup} ChoiceGroup */

/** A Slack option object as a choice. @returns {Choice} */
export const optionChoice = (option) => ({
  value: option.value,
  text: spoken(option.text),
  description: option.description ? plain(option.description) : undefined,
  raw: option,
});

/** @returns {Choice} */
export const personChoice = (id) => ({
  value: id,
  text: store.nameOf(id),
  description: store.person(id)?.title,
  person: id,
});

/** @returns {Choice} */
export function channelChoice(id) {
  const channel = store.channel(id);
  const isPerson = channel?.kind === "im" && channel.user;
  return {
    value: id,
    text: store.channelTitle(id),
    sign: channel?.is_private ? "lock" : undefined,
    person: isPerson ? channel.user : undefined,
  };
}

/** Only what has the words of the query in it; groups left empty go. */
export function narrowed(groups, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const fits = (choice) => {
    const text = folded(`${choice.text} ${choice.description ?? ""}`);
    return words.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter((group) => group.choices.length);
}

/** Options or option groups, of an element or of an options answer. @returns {ChoiceGroup[]} */
function optionGroups({ options, option_groups: groups }) {
  if (groups?.length)
    return groups.map((group) => ({ label: plain(group.label), choices: group.options.map(optionChoice) }));
  return [{ choices: (options ?? []).map(optionChoice) }];
}

export const ownOptions = (element) => (query) => narrowed(optionGroups(element), query);

/** Asks the app through an options request. */
export function appOptions(container, place) {
  return async (query) => {
    const answer = await api.options(store.me, container(), place, query);
    if (!answer.ok) throw new Error(answer.error || "The app sent no choices");
    return optionGroups(answer).filter((group) => group.choices.length);
  };
}

export function people(query) {
  const everybody = [...store.people.values()].sort(
    (a, b) => Number(a.is_bot) - Number(b.is_bot) || store.nameOf(a.id).localeCompare(store.nameOf(b.id)),
  );
  return narrowed([{ choices: everybody.map((person) => personChoice(person.id)) }], query);
}

export function channels(query) {
  const open = store.channels.filter((channel) => channel.kind === "channel" && !channel.is_archived);
  return narrowed([{ choices: open.map((channel) => channelChoice(channel.id)) }], query);
}

/** Channels and direct conversations, as the element's `filter` allows. */
export const conversations = (element) => (query) => {
  const include = element.filter?.include;
  const allowed = store.channels.filter((channel) => {
    if (channel.is_archived) return false;
    if (channel.kind === "channel") return !include || include.includes("public") || include.includes("private");
    return (
      (!include || include.includes("im")) && !(element.filter?.exclude_bot_users && store.person(channel.user)?.is_bot)
    );
  });
  return narrowed([{ choices: allowed.map((channel) => channelChoice(channel.id)) }], query);
};
