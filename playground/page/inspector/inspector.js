// The inspector: what the workspace and the app said to each other, and trouble to order.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { Traffic } from "./traffic.js";
import { Trouble } from "./trouble.js";

export class Inspector {
  #tabs;
  #here = 0;

  constructor() {
    this.#tabs = [
      { name: "What was said", testid: "inspector-tab-traffic", body: new Traffic() },
      { name: "Make trouble", testid: "inspector-tab-trouble", body: new Trouble() },
    ];
    for (const [index, tab] of this.#tabs.entries()) {
      tab.button = this.#tabButton(tab, index);
      tab.body.node.setAttribute("role", "tabpanel");
      tab.body.node.setAttribute("aria-label", tab.name);
    }
    this.node = h(
      "aside",
      {
        class: "inspector",
        "aria-label": "Inspector",
        "data-testid": "inspector",
        hidden: true,
        on: { keydown: (event) => event.key === "Escape" && !event.defaultPrevented && this.toggle(false) },
      },
      h(
        "header",
        { class: "pane-head" },
        h("h2", { class: "pane-title" }, "Inspector"),
        h(
          "div",
          { class: "tabs", role: "tablist", "aria-label": "Inspector", on: { keydown: (event) => this.#key(event) } },
          this.#tabs.map(({ button }) => button),
        ),
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close the inspector",
            on: { click: () => this.toggle(false) },
          },
          icon("close"),
        ),
      ),
      this.#tabs.map(({ body }) => body.node),
    );
    /** Opens and closes it; stands in the top bar. */
    this.button = h(
      "button",
      {
        class: "bar-button bar-button-short",
        type: "button",
        "aria-label": "Inspector",
        title: "Inspector: what the workspace and the app say to each other",
        "aria-expanded": "false",
        "data-testid": "inspector-toggle",
        on: { click: () => this.toggle() },
      },
      icon("code"),
      h("span", { class: "bar-words" }, "Inspector"),
    );
    this.#draw();
  }

  toggle(open = this.node.hidden) {
    this.node.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.#draw();
    if (open) this.#tabs[this.#here].button.focus();
    else this.button.focus();
  }

  #tabButton({ name, testid }, index) {
    return h(
      "button",
      { class: "tab", type: "button", role: "tab", "data-testid": testid, on: { click: () => this.#choose(index) } },
      name,
    );
  }

  #choose(index) {
    this.#here = index;
    this.#draw();
  }

  #key(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    this.#choose(1 - this.#here);
    this.#tabs[this.#here].button.focus();
  }

  #draw() {
    this.#tabs.forEach(({ button, body }, index) => {
      const isHere = index === this.#here;
      button.setAttribute("aria-selected", String(isHere));
      button.tabIndex = isHere ? 0 : -1;
      body.node.hidden = !isHere;
      body.isOpen = isHere && !this.node.hidden;
    });
  }
}
