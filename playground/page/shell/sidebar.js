// The list of channels and the app, with marks for what is unread. On a phone it is a drawer.

import { fill, h, narrow } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { avatar } from "../ui/avatar.js";
import { format } from "./router.js";

export class Sidebar {
  #opener;

  /** @param {HTMLButtonElement} opener the button that opens the drawer */
  constructor(opener) {
    this.#opener = opener;
    this.lists = h("div", { class: "sidebar-lists" });
    this.node = h(
      "nav",
      { class: "sidebar", id: "sidebar", "aria-label": "Channels and apps", "data-testid": "sidebar" },
      this.lists,
    );
    this.scrim = h("div", { class: "scrim", on: { click: () => this.toggle(false) } });
    for (const type of ["boot", "channels", "connected"]) store.on(type, () => this.draw());
    store.on("place", () => {
      this.draw();
      this.toggle(false);
    });
    // The place one is at already is a choice as well: it closes the drawer, though nothing else changes.
    this.node.addEventListener("click", (event) => {
      if (event.target.closest("a")) this.toggle(false);
    });
    narrow.addEventListener("change", () => this.toggle(false));
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && narrow.matches) this.toggle(false);
    });
    this.draw();
    this.toggle(false);
  }

  /** Opens or closes the drawer of a narrow window; in a wide one the list is always there. */
  toggle(open = !this.isOpen) {
    const wasOpen = this.isOpen;
    this.isOpen = open && narrow.matches;
    document.documentElement.classList.toggle("drawer-open", this.isOpen);
    this.node.inert = narrow.matches && !this.isOpen;
    this.#opener.setAttribute("aria-expanded", String(this.isOpen));
    if (this.isOpen) this.node.querySelector("[aria-current], a")?.focus();
    else if (wasOpen) this.#opener.focus();
  }

  draw() {
    const focused = this.node.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const appChannel = store.appChannel();
    const channels = store.channels.filter((channel) => channel.kind === "channel");
    const people = store.channels.filter((channel) => channel.kind === "im" && channel !== appChannel);
    fill(
      this.lists,
      group(
        "Channels",
        channels.map((channel) => this.#link(channel, icon("hash"))),
      ),
      people.length > 0 &&
        group(
          "Direct messages",
          people.map((channel) => this.#link(channel, avatar(channel.user, "tiny"))),
        ),
      group(
        "App",
        store.app.installed
          ? [this.#appLink(appChannel)]
          : [h("li", { class: "sidebar-none" }, "No app is installed yet")],
      ),
    );
    if (focused) this.node.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }

  #isHere(channel) {
    return store.place?.kind === "channel" && store.place.channel === channel?.id;
  }

  #link(channel, picture) {
    return entry(`#${channel.id}`, picture, store.channelName(channel.id), channel.unread, this.#isHere(channel), {
      "data-channel": channel.id,
    });
  }

  #appLink(channel) {
    const isHere = store.place?.kind === "home" || this.#isHere(channel);
    const wantsHome = store.app.home_tab && !(channel?.unread > 0);
    const href = wantsHome || !channel ? "#home" : format({ kind: "channel", channel: channel.id, thread: null });
    const dot = h("span", {
      class: `presence${store.connected ? " is-on" : ""}`,
      title: store.connected ? "Connected" : "Not connected",
    });
    return entry(
      href,
      avatar(store.app.bot_user_id, "tiny"),
      store.app.name,
      channel?.unread ?? 0,
      isHere,
      { "data-testid": "app-link", "data-channel": channel?.id },
      dot,
    );
  }
}

function group(name, items) {
  return h(
    "section",
    { class: "sidebar-group" },
    h("h2", { class: "sidebar-heading" }, name),
    h("ul", { class: "sidebar-list" }, items),
  );
}

function entry(href, picture, name, unread, isHere, hooks, after = null) {
  return h(
    "li",
    {},
    h(
      "a",
      { class: `sidebar-link${unread ? " is-unread" : ""}`, href, "aria-current": isHere ? "page" : null, ...hooks },
      picture,
      h("span", { class: "sidebar-name" }, name),
      after,
      unread > 0 &&
        h(
          "span",
          { class: "unread", "data-testid": "unread" },
          h("span", { class: "visually-hidden" }, "unread: "),
          unread > 99 ? "99+" : String(unread),
        ),
    ),
  );
}
