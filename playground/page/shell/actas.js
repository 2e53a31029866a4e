// The act-as switch: everybody of the workspace, grouped by what they do.

import { h } from "../dom.js";
import { narrowed } from "../elements/sources.js";
import { store } from "../store.js";
import { avatar } from "../ui/avatar.js";
import { Combobox } from "../ui/combobox.js";

/** "Sales rep, Midlands" is a sales rep, and Midlands is what tells this one from the others. */
function parts(title) {
  const [job, ...rest] = title.split(/,\s*/);
  return { job: job.trim() || "People", rest: rest.join(", ") };
}

/** @returns {import("../ui/listbox.js").ChoiceGroup[]} */
function groups() {
  const byJob = new Map();
  for (const person of store.people.values()) {
    if (person.is_bot) continue;
    const { job, rest } = parts(person.title || "");
    if (!byJob.has(job)) byJob.set(job, []);
    byJob
      .get(job)
      .push({ value: person.id, text: store.nameOf(person.id), description: rest || undefined, person: person.id });
  }
  return [...byJob].map(([label, choices]) => ({ label, choices }));
}

/** @param {(user: string) => void} switchTo */
export function actAs(switchTo) {
  const me = store.person(store.me);
  const combobox = new Combobox({
    // Looking for "coordinator" finds the people of that group.
    source: (query) => {
      const all = groups();
      const byJob = narrowed(
        all.map((group) => ({ ...group, choices: [{ value: group.label, text: group.label }] })),
        query,
      ).map((group) => group.label);
      const byName = narrowed(all, query);
      return byName.length ? byName : all.filter((group) => byJob.includes(group.label));
    },
    chosen: me ? [{ value: me.id, text: store.nameOf(me.id), person: me.id }] : [],
    placeholder: "Choose a person",
    attributes: { "aria-label": "Act as", "data-testid": "act-as", "data-user": store.me },
    onChange: ([choice]) => switchTo(choice.value),
  });
  combobox.node.prepend(avatar(store.me, "small"));
  return h(
    "div",
    { class: "act-as", title: me?.title },
    h("span", { class: "act-as-label", "aria-hidden": "true" }, "Acting as"),
    combobox.node,
  );
}
