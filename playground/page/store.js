// What the page knows about the workspace, and the events by which its parts hear of changes.

/**
 * @typedef {{id: string, name: string, real_name: string, title: string, is_bot: boolean, color: string}} Person
 * @typedef {{id: string, name: string, kind: "channel"|"im", user?: string, topic: string, unread: number,
 *   is_private?: boolean, is_archived?: boolean}} Channel
 * @typedef {{command: string, description: string, usage_hint: string}} Command
 * @typedef {{callback_id: string, name: string, type: "message"|"global", description: string}} Shortcut
 * @typedef {{installed: boolean, app_id: string, bot_user_id: string, name: string, home_tab: boolean, commands: Command[], shortcuts: Shortcut[]}} AppInfo
 * @typedef {{ts: string, user: string, text: string, blocks?: object[], thread_ts?: string, reply_count?: number, reply_users?: string[],
 *   latest_reply?: string, edited?: boolean, ephemeral?: boolean, is_bot?: boolean, permalink?: string}} Message
 * @typedef {{kind: "channel", channel: string, thread: string|null} | {kind: "home"}} Place
 */

/** Who speaks when the workspace itself has something to say. */
const WORKSPACE_VOICE = "USLACKBOT";

/**
 * Events: `boot` (everything is new), `channels`, `connected`, `clock`, `place` (another channel, thread or the home tab),
 * `message`, `deleted`, `unread` (one channel's count), `traffic` (something was said between the workspace and the app), `views`, `home`, `notice`, `submitted` (the app took a form: `callback`), `stream` (state of the live connection), `resync` (load again what is shown).
 */
class Store extends EventTarget {
  me = "";
  /** @type {{id: string, name: string, domain: string}} */
  team = { id: "", name: "Local workspace", domain: "" };
  /** @type {Map<string, Person>} */
  people = new Map();
  /** @type {Channel[]} */
  channels = [];
  /** @type {AppInfo} */
  app = { installed: false, app_id: "", bot_user_id: "", name: "App", home_tab: false, commands: [], shortcuts: [] };
  connected = false;
  /** Milliseconds to add to this computer's clock to get the workspace's. */
  skew = 0;
  offset = 0;
  /** @type {Place|null} */
  place = null;
  stack = [];

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Calls `listener(detail)` on each event of this type; returns a function that ends it. */
  on(type, listener) {
    const heard = (event) => listener(event.detail);
    this.addEventListener(type, heard);
    return () => this.removeEventListener(type, heard);
  }

  /** Takes over an answer of /page/boot. */
  load(answer) {
    this.me = answer.me;
    this.team = answer.team;
    this.teams = answer.teams;
    this.people = new Map(answer.people.map((person) => [person.id, person]));
    this.channels = answer.channels;
    this.app = { ...this.app, ...answer.app };
    this.connected = answer.connected;
    this.stack = answer.stack ?? [];
    this.setClock(answer.clock);
  }

  setClock(clock) {
    this.skew = clock.now * 1000 - Date.now();
    this.offset = clock.offset;
  }

  /** Milliseconds since 1970 on the workspace's clock. */
  now() {
    return Date.now() + this.skew;
  }

  /** Takes over how many messages of a channel are unread; a channel that is new here is loaded with all the others. */
  countUnread({ channel: id, unread }) {
    const channel = this.channel(id);
    if (!channel) this.emit("resync");
    else if (channel.unread !== unread) {
      channel.unread = unread;
      this.emit("channels");
    }
  }

  person(id) {
    return this.people.get(id);
  }

  /** The name people see, or the id of somebody unknown. */
  nameOf(id) {
    const person = this.people.get(id);
    if (person) return person.real_name || person.name;
    if (id === this.app.bot_user_id) return this.app.name;
    return id === WORKSPACE_VOICE ? "Workspace" : id;
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  /** How a channel is called in the sidebar and in headings: without the # sign. */
  channelName(id) {
    const channel = this.channel(id);
    if (!channel) return id;
    return channel.kind === "im" && channel.user ? this.nameOf(channel.user) : channel.name;
  }

  /** The same for running text: with the # sign, which a private channel and a direct conversation do not have. */
  channelTitle(id) {
    const channel = this.channel(id);
    const isPlain = channel && (channel.kind === "im" || channel.is_private);
    return `${isPlain ? "" : "#"}${this.channelName(id)}`;
  }

  /** Whether nothing can be said there any more. */
  isArchived(id) {
    return Boolean(this.channel(id)?.is_archived);
  }

  /** The direct conversation between the acting person and the app. */
  appChannel() {
    return this.channels.find((channel) => channel.kind === "im" && channel.user === this.app.bot_user_id);
  }

  isApp(userId) {
    return userId === this.app.bot_user_id;
  }
}

export const store = new Store();
