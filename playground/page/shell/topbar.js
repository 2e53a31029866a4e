// The bar on top: which workspace this is, that it is a simulation, the clock, the theme, and who one acts as.

import { fill, h, remember, remembered } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { menuButton } from "../ui/menu.js";
import { actAs } from "./actas.js";
import { clock, nextMonday } from "./clock.js";

const THEMES = {
  system: { label: "Like the system", icon: "screen" },
  light: { label: "Light", icon: "sun" },
  dark: { label: "Dark", icon: "moon" },
};

/** @param {{toggleDrawer: () => void, switchTo: (user: string) => void, tour: HTMLElement, extra: HTMLElement}} how */
export function topbar({ toggleDrawer, switchTo, tour, extra }) {
  const menu = h(
    "button",
    {
      class: "icon-button topbar-menu",
      type: "button",
      "aria-label": "Channels",
      "aria-controls": "sidebar",
      "aria-expanded": "false",
      "data-testid": "open-sidebar",
      on: { click: toggleDrawer },
    },
    icon("menu"),
  );
  const team = h("div", { class: "team-name", "data-testid": "team-name" });
  const person = h("div", { class: "topbar-person" });
  const draw = () => {
    const isOne = store.teams.length === 1;
    fill(team, isOne ? store.team.name : teamMenu(switchTo));
    // On a phone the name of the only workspace stands in the drawer, where there is room for it.
    name.classList.toggle("is-only", isOne);
    document.title = `${store.team.name} · local workspace`;
    const hadFocus = person.contains(document.activeElement);
    fill(person, actAs(switchTo));
    if (hadFocus) person.querySelector("input").focus();
  };
  const name = h("div", { class: "team" }, h("span", { class: "team-mark" }, icon("wave")), team);
  store.on("boot", draw);
  draw();
  const node = h(
    "header",
    { class: "topbar" },
    menu,
    name,
    h("p", { class: "simulation", "data-testid": "simulation-note" }, "This is a local simulation"),
    tour,
    clock(),
    nextMonday(),
    extra,
    theme(),
    person,
  );
  return { node, menu };
}

/** With several workspaces in this server, the name is the way to the others. */
function teamMenu(switchTo) {
  const button = h("button", { class: "bar-button", type: "button" }, store.team.name);
  const items = () =>
    store.teams
      .filter((team) => team.first)
      .map(({ id, name, first }) => ({
        label: name,
        value: id,
        checked: id === store.team.id,
        run: () => id !== store.team.id && switchTo(first),
      }));
  menuButton(button, () => [{ heading: "Workspaces", items: items() }], { label: "Workspaces" });
  return button;
}

function theme() {
  const chosen = () => remembered("theme", "system");
  const words = h("span", { class: "bar-words" }, "Colours");
  const button = h(
    "button",
    {
      class: "bar-button bar-button-short",
      type: "button",
      "data-testid": "theme",
      "aria-label": "Colours",
      title: "Colours: light, dark or like the system",
    },
    words,
  );
  const draw = () => {
    button.querySelector("svg")?.remove();
    words.before(icon(THEMES[chosen()]?.icon ?? "screen"));
  };
  const choose = (name) => {
    remember("theme", name === "system" ? null : name);
    if (name === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    draw();
  };
  menuButton(
    button,
    () => [
      {
        heading: "Colours",
        items: Object.entries(THEMES).map(([name, each]) => ({
          ...each,
          value: name,
          checked: chosen() === name,
          run: () => choose(name),
        })),
      },
    ],
    { label: "Colours", align: "end" },
  );
  draw();
  return button;
}
