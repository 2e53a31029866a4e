// The bar on top: which workspace this is, that it is a simulation, the clock, the theme, and who one acts as.

import * as api from "../api.js";
import { fill, h, remember, remembered } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { clockFace, shortClockFace } from "../time.js";
import { menuButton } from "../ui/menu.js";
import { problem, toast } from "../ui/toast.js";
import { actAs } from "./actas.js";

const THEMES = {
  system: { label: "Like the system", icon: "screen" },
  light: { label: "Light", icon: "sun" },
  dark: { label: "Dark", icon: "moon" },
};

/** @param {{toggleDrawer: () => void, switchTo: (user: string) => void, extra: HTMLElement}} how */
export function topbar({ toggleDrawer, switchTo, extra }) {
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
  const teamName = h("span", { class: "team-name", "data-testid": "team-name" });
  const person = h("div", { class: "topbar-person" });
  const draw = () => {
    teamName.textContent = store.team.name;
    document.title = `${store.team.name} · local workspace`;
    const hadFocus = person.contains(document.activeElement);
    fill(person, actAs(switchTo));
    if (hadFocus) person.querySelector("input").focus();
  };
  store.on("boot", draw);
  draw();
  const node = h(
    "header",
    { class: "topbar" },
    menu,
    h("div", { class: "team" }, h("span", { class: "team-mark" }, icon("wave")), teamName),
    h("p", { class: "simulation", "data-testid": "simulation-note" }, "This is a local simulation"),
    clock(),
    extra,
    theme(),
    person,
  );
  return { node, menu };
}

function clock() {
  const long = h("span", { class: "clock-long" });
  const short = h("span", { class: "clock-short" });
  const button = h(
    "button",
    { class: "bar-button clock", type: "button", "data-testid": "clock" },
    icon("clock"),
    h("span", { class: "visually-hidden" }, "The workspace's clock: "),
    long,
    short,
  );
  const tick = () => {
    const now = new Date(store.now());
    long.textContent = clockFace(now);
    short.textContent = shortClockFace(now);
    button.classList.toggle("is-moved", store.offset !== 0);
  };
  const move = async (change, words) => {
    const answer = await api.clock(change);
    if (answer.ok) toast(words);
    else problem(answer);
  };
  menuButton(
    button,
    () => [
      {
        heading: "The workspace's clock",
        items: [
          {
            label: "Jump to next Monday",
            note: "Page and app follow; what is due by then is sent",
            value: "next-monday",
            run: () => move({ jump: "next-monday" }, "It is Monday now."),
          },
          ...(store.offset
            ? [
                {
                  label: "Back to the real time",
                  value: "real",
                  run: () => move({ offset: 0 }, "Back to the real time."),
                },
              ]
            : []),
        ],
      },
    ],
    { label: "The workspace's clock", align: "end" },
  );
  store.on("clock", tick);
  store.on("boot", tick);
  setInterval(tick, 1000);
  tick();
  return button;
}

function theme() {
  const chosen = () => remembered("theme", "system");
  const button = h("button", {
    class: "icon-button",
    type: "button",
    "data-testid": "theme",
    "aria-label": "Colours",
    title: "Colours",
  });
  const draw = () => {
    button.querySelector("svg")?.remove();
    button.append(icon(THEMES[chosen()]?.icon ?? "screen"));
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
