// The middle of the page: a channel with its messages and composer, or the app with its tabs.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { MessageList } from "../messages/list.js";
import { store } from "../store.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { avatar } from "../ui/avatar.js";
import { channelSign, channelState } from "../ui/channel.js";
import { HomePane } from "../views/home.js";
import { WritingPlace } from "./archived.js";
import { go, openThread } from "./router.js";

const READ_PAUSE_MS = 300;

export class Pane {
  /** @type {MessageList|null} */
  list = null;
  /** @type {HomePane|null} */
  #home = null;
  #shown = "";
  #headShown = "";
  #readTimer = 0;
  /** @type {{me: string, channel: string}|null} seen, and not told yet */
  #unread = null;

  constructor() {
    this.head = h("header", { class: "pane-head" });
    this.body = h("div", { class: "pane-body" });
    this.node = h("main", { class: "pane", id: "pane" }, this.head, this.body);
    store.on("boot", () => this.#clear());
    store.on("place", (place) => this.#go(place));
    store.on("channels", () => {
      this.#drawHead();
      this.composer?.update();
    });
    store.on("resync", () => {
      this.list?.load();
      this.#home?.load();
    });
    store.on("message", ({ channel, message }) => {
      if (channel !== this.list?.channel || (isReply(message) && !message.broadcast)) return;
      this.list.apply(message);
      this.#read();
    });
    store.on("deleted", ({ channel, ts }) => channel === this.list?.channel && this.list.remove(ts));
    document.addEventListener("visibilitychange", () => this.#read());
  }

  #clear() {
    this.#tellRead();
    this.list?.destroy();
    this.#home?.destroy();
    this.list = null;
    this.#home = null;
    this.#shown = "";
    fill(this.body);
  }

  /** @param {import("../store.js").Place} place */
  async #go(place) {
    const key = place.kind === "home" ? "home" : place.channel;
    if (key === this.#shown) return;
    this.#clear();
    this.#shown = key;
    this.#drawHead();
    if (place.kind === "home") {
      this.#home = new HomePane();
      fill(this.body, this.#home.node);
      this.loaded = this.#home.load();
      return;
    }
    const channel = store.channel(place.channel);
    const title = store.channelTitle(channel.id);
    this.list = new MessageList({
      channel: channel.id,
      label: `Messages in ${title}`,
      openThread: (ts) => openThread(channel.id, ts),
      empty: channel.is_archived ? "Nothing was said here." : `Nothing here yet. This is the beginning of ${title}.`,
    });
    this.composer = new WritingPlace({ channel: channel.id, placeholder: `Message ${title}` });
    fill(this.body, this.list.node, this.composer.node);
    this.loaded = this.list.load({ unread: channel.unread });
    // Slack tells the app of either of its tabs.
    if (channel === store.appChannel()) api.home(store.me, "messages");
    await this.loaded;
    this.#read();
  }

  #drawHead() {
    const { place } = store;
    if (!place) return;
    const appChannel = store.appChannel();
    const channel = store.channel(place.channel);
    const state = channel && channelState(channel);
    const shown = JSON.stringify([store.me, place, appChannel?.id, store.app.name, channel?.topic, state]);
    if (shown === this.#headShown) return;
    this.#headShown = shown;
    const isApp = place.kind === "home" || (appChannel && place.channel === appChannel.id);
    if (isApp) {
      fill(
        this.head,
        avatar(store.app.bot_user_id, "small"),
        h("h1", { class: "pane-title" }, store.app.name),
        this.#tabs(place, appChannel),
      );
      return;
    }
    if (!channel) return;
    fill(
      this.head,
      channel.kind === "channel" && icon(channelSign(channel), "icon pane-hash"),
      h("h1", { class: "pane-title" }, store.channelName(channel.id)),
      state && h("span", { class: "badge" }, state),
      channel.topic && h("p", { class: "pane-topic" }, mrkdwn(channel.topic)),
    );
  }

  #tabs(place, appChannel) {
    const hadFocus = this.head.contains(document.activeElement);
    const tab = (name, isHere, run, testid) =>
      h(
        "button",
        {
          class: "tab",
          type: "button",
          role: "tab",
          "aria-selected": String(isHere),
          tabIndex: isHere ? 0 : -1,
          "data-testid": testid,
          on: { click: run },
        },
        name,
      );
    const home = store.app.home_tab && tab("Home", place.kind === "home", () => go({ kind: "home" }), "tab-home");
    const messages =
      appChannel &&
      tab(
        "Messages",
        place.kind === "channel",
        () => go({ kind: "channel", channel: appChannel.id, thread: null }),
        "tab-messages",
      );
    const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": store.app.name }, home, messages);
    tabs.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight")
        tabs.querySelector('[aria-selected="false"]')?.click();
    });
    if (hadFocus) requestAnimationFrame(() => tabs.querySelector('[aria-selected="true"]')?.focus());
    return tabs;
  }

  /** What is on the screen counts as read; several messages at once are told in one go. */
  #read() {
    const channel = this.list?.channel;
    if (!channel || document.visibilityState !== "visible") return;
    clearTimeout(this.#readTimer);
    this.#unread = { me: store.me, channel };
    this.#readTimer = setTimeout(() => this.#tellRead(), READ_PAUSE_MS);
  }

  /** Also called on leaving a channel, so that what was seen in its last moment counts too. */
  async #tellRead() {
    clearTimeout(this.#readTimer);
    const seen = this.#unread;
    this.#unread = null;
    if (!seen) return;
    const answer = await api.markRead(seen.me, seen.channel);
    const channel = seen.me === store.me ? store.channel(seen.channel) : null;
    if (!answer.ok || !channel?.unread) return;
    channel.unread = 0;
    store.emit("channels");
  }
}

const isReply = ({ ts, thread_ts: thread }) => Boolean(thread) && thread !== ts;
