// The list of channels and the app, with marks for what is unread. On a phone it is a drawer.

import { arrange, h, narrow, toggleAttribute } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { avatar } from "../ui/avatar.js";
import { channelSign, channelState } from "../ui/channel.js";
import { format } from "./router.js";

export class Sidebar {
  #opener;
  /** Shown in the drawer of a narrow window, whose top bar has no room for it. */
  #team = h("div", { class: "sidebar-team" });
  #channels = new Group("Channels");
  #people = new Group("Direct messages");
  #apps = new Group("App", { none: "No app is installed yet" });

  /** @param {HTMLButtonElement} opener the button that opens the drawer */
  constructor(opener) {
    this.#opener = opener;
    this.lists = h(
      "div",
      { class: "sidebar-lists" },
      this.#team,
      [this.#channels, this.#people, this.#apps].map((group) => group.node),
    );
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
    this.#team.textContent = store.team.name;
    const appChannel = store.appChannel();
    const channels = store.channels.filter((channel) => channel.kind === "channel");
    const people = store.channels.filter((channel) => channel.kind === "im" && channel !== appChannel);
    this.#channels.draw(channels.map((channel) => this.#channel(channel, () => icon(channelSign(channel)))));
    this.#people.draw(people.map((channel) => this.#channel(channel, () => avatar(channel.user, "tiny"))));
    this.#apps.draw(store.app.installed ? [this.#app(appChannel)] : []);
  }

  #isHere(channel) {
    return store.place?.kind === "channel" && store.place.channel === channel?.id;
  }

  /** @returns {Line} */
  #channel(channel, picture) {
    return {
      key: `${channel.id} ${channelState(channel)}`,
      picture,
      hooks: { "data-channel": channel.id },
      href: `#${channel.id}`,
      name: store.channelName(channel.id),
      state: channelState(channel),
      isMuted: channel.is_archived,
      unread: channel.unread,
      isHere: this.#isHere(channel),
    };
  }

  /** @returns {Line} */
  #app(channel) {
    const wantsHome = store.app.home_tab && !(channel?.unread > 0);
    return {
      key: `${store.app.bot_user_id} ${channel?.id}`,
      picture: () => avatar(store.app.bot_user_id, "tiny"),
      hooks: { "data-testid": "app-link", "data-channel": channel?.id },
      href: wantsHome || !channel ? "#home" : format({ kind: "channel", channel: channel.id, thread: null }),
      name: store.app.name,
      unread: channel?.unread ?? 0,
      isHere: store.place?.kind === "home" || this.#isHere(channel),
      connected: store.connected,
    };
  }
}

/**
 * @typedef {object} Line what one line of the sidebar shows
 * @property {string} key
 * @property {() => Node} picture
 * @property {Record<string, string|undefined>} hooks attributes by which others find the link
 * @property {string} href
 * @property {string} name
 * @property {number} unread
 * @property {boolean} isHere
 * @property {string} [state] "private", "archived" or both
 * @property {boolean} [isMuted]
 * @property {boolean} [connected] for the app alone
 */

/** A headed list whose links stay the same nodes: a message that arrives between press and release swallows no click. */
class Group {
  #entries = new Map();

  constructor(name, { none = null } = {}) {
    this.list = h("ul", { class: "sidebar-list" });
    this.none = none && h("li", { class: "sidebar-none" }, none);
    this.node = h(
      "section",
      { class: "sidebar-group", hidden: true },
      h("h2", { class: "sidebar-heading" }, name),
      this.list,
    );
  }

  /** @param {Line[]} lines */
  draw(lines) {
    const before = this.#entries;
    this.#entries = new Map(lines.map((line) => [line.key, before.get(line.key) ?? new Entry(line)]));
    for (const line of lines) this.#entries.get(line.key).update(line);
    const nodes = [...this.#entries.values()].map((entry) => entry.node);
    if (nodes.length === 0 && this.none) nodes.push(this.none);
    this.node.hidden = nodes.length === 0;
    arrange(this.list, nodes);
  }
}

class Entry {
  /** @param {Line} line */
  constructor({ picture, hooks, connected, state }) {
    this.name = h("span", { class: "sidebar-name" });
    this.dot = connected === undefined ? null : h("span", {});
    this.count = h("span", {});
    this.mark = h(
      "span",
      { class: "unread", "data-testid": "unread" },
      h("span", { class: "visually-hidden" }, "unread: "),
      this.count,
    );
    this.link = h(
      "a",
      { ...hooks, title: state || null },
      picture(),
      this.name,
      state && h("span", { class: "visually-hidden" }, `(${state})`),
      this.dot,
    );
    this.node = h("li", {}, this.link);
  }

  /** @param {Line} line */
  update({ href, name, unread, isHere, isMuted, connected }) {
    this.link.setAttribute("href", href);
    this.link.className = `sidebar-link${unread ? " is-unread" : ""}${isMuted ? " is-muted" : ""}`;
    toggleAttribute(this.link, "aria-current", isHere && "page");
    this.name.textContent = name;
    if (this.dot) {
      this.dot.className = `presence${connected ? " is-on" : ""}`;
      this.dot.title = connected ? "Connected" : "Not connected";
    }
    this.count.textContent = unread > 99 ? "99+" : String(unread);
    if (unread > 0) this.link.append(this.mark);
    else this.mark.remove();
  }
}
