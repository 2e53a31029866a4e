// The page of the local workspace: puts the parts together and starts them.
//
// Hooks for browser tests (stable; everything else may change):
//   [data-testid=act-as]               combobox of the people; data-user = the acting person; options carry data-value=U…
//   [data-testid=sidebar] a[data-channel=C…], [data-testid=app-link], [data-testid=unread]; [data-testid=open-sidebar] on a phone
//   [data-testid=tab-home|tab-messages]  the app's tabs; [data-testid=home] the blocks of the Home tab
//   [data-testid=messages] [data-ts=…]   a message (data-user, data-ephemeral); [data-testid=thread] and [data-testid=thread-messages]
//   [data-testid=replies|reply-in-thread|message-more|edited|jump-to-newest|close-thread]   parts of messages and threads
//   [data-block-id=…] (data-block-type)  a block; [data-action-id=…] (data-element-type) the control itself: the button, the input, the
//                                        combobox input of a select, the group of radio buttons or checkboxes (inputs carry data-value)
//   [data-testid=listbox] [role=option][data-value=…]   the open list of a select; [data-testid=listbox-note] "No results" and the like
//   [data-testid=menu] [data-value=…]    an open menu: overflow, message shortcuts (value = callback_id), clock, colours
//   [data-testid=composer-input|send|completion|composer-hint|composer-error|shortcuts|archived], thread-composer-input, thread-send
//   [data-testid=modal] (data-view-id, data-callback-id), modal-submit, modal-close, modal-x, modal-back, field-error, modal-problem, counter
//   [data-testid=confirm], confirm-yes, confirm-no; [data-testid=toast]; [data-testid=unrendered] what the page does not draw
//   thread-shortcuts in a thread; [data-testid=reaction] (data-name, aria-pressed), add-reaction, emoji-picker [data-value=NAME];
//   message-editor, save-edit, cancel-edit; in a message's menu edit-message and delete-message
//   [data-testid=clock|theme|simulation-note|team-name|connection-note]; next-monday (a narrow window has it in the clock's menu only)
//   [data-testid=tour], tour-step (data-step="1".."end"), tour-go, tour-write, tour-jump, tour-done, tour-dismiss, tour-close, tour-open
//   [data-testid=inspector-toggle], inspector (inspector-tab-traffic, inspector-tab-trouble); inspector-row with inspector-result, inspector-check, inspector-copy;
//   inspector-filter, inspector-kind (all|call|delivery|trouble), inspector-pause, inspector-clear
//   [data-testid=fault-method|fault-kind|fault-times|fault-extra|fault-words|fault-order|fault-waiting|fault-cancel], socket-drop, socket-refresh,
//   network-delay, limits, revoke, uninstall, reinstall: trouble to order
//   <html data-ready="U…"> once the first messages of that person are on the page; data-live="true|false" for the stream
//   The content security policy forbids eval: in Playwright use locators, or a context with bypass_csp for wait_for_function.

import * as api from "./api.js";
import { h, remember, remembered, tellHeight } from "./dom.js";
import { store } from "./store.js";
import { closeStream, openStream } from "./stream.js";
import { followPermalinks } from "./text/links.js";
import { toast } from "./ui/toast.js";
import { modals } from "./views/modals.js";
import { Inspector } from "./inspector/inspector.js";
import { connectionNote } from "./shell/connection.js";
import { Pane } from "./shell/pane.js";
import { firstPlace, format, go, settle, startRouter } from "./shell/router.js";
import { startRegions } from "./shell/regions.js";
import { Sidebar } from "./shell/sidebar.js";
import { ThreadPanel } from "./shell/thread.js";
import { topbar } from "./shell/topbar.js";
import { Tour } from "./tour/tour.js";

const root = document.documentElement;

/** Builds the page around the workspace that is in the store. */
function build() {
  const inspector = new Inspector();
  const tour = new Tour({ visit });
  const bar = topbar({
    toggleDrawer: () => sidebar.toggle(),
    switchTo: (user) => start(user, { address: "push" }),
    tour: tour.opener,
    extra: inspector.button,
  });
  const sidebar = new Sidebar(bar.menu);
  const pane = new Pane();
  const thread = new ThreadPanel(pane.node);
  const app = document.getElementById("app");
  const note = connectionNote();
  const side = h("div", { class: "side" }, sidebar.node, h("div", { class: "toasts-room" }));
  app.replaceChildren(
    h("a", { class: "skip", href: "#pane", on: { click: skip } }, "Skip to the content"),
    bar.node,
    note,
    h("div", { class: "columns" }, side, sidebar.scrim, pane.node, thread.node, inspector.node),
  );
  tellHeight(bar.node, "--bar-height");
  tellHeight(note, "--note-height");
  tellHeight(document.getElementById("toasts"), "--toasts-height");
  tour.settleIn(side, app);
  tour.load();
  startRegions([sidebar.node, pane.node, thread.node]);
  followPermalinks((target) => follow(target, pane, thread));
  store.on("views", ({ stack }) => modals.sync(stack));
  // The app was installed after this page was opened: its commands, tabs and name are news to everything here.
  store.on("connected", () => store.connected && !store.app.installed && start(store.me));
  store.on("notice", ({ text }) => toast(text));
  store.on("stream", ({ live }) => {
    root.dataset.live = String(live);
  });
  store.on("resync", (how) => start(store.me, { again: true, isAfterBreak: how?.isAfterBreak }));
  return { pane, thread };
}

/** Acts as somebody, and goes to a place that exists for them. */
async function visit(who, place) {
  if (who !== store.me) await start(who, { address: "push", place });
  else if (place()) go(place());
}

function skip(event) {
  event.preventDefault();
  document.querySelector("[data-testid=composer-input], #pane [role=tabpanel]")?.focus();
}

/** Marks the message that the address names, in the thread or channel that is open; then the address forgets it. */
async function showLinked(ts, requested) {
  if (!requested || format(store.place) !== requested) {
    toast(`${store.nameOf(store.me)} is not in the channel of that message.`, "problem");
    return;
  }
  const { list } = store.place.thread && store.place.thread !== ts ? parts.thread : parts.pane;
  await list?.show(ts);
}

/** Opens a message that a link points at. */
async function follow({ channel, ts, thread }, pane, panel) {
  const isReply = thread && thread !== ts;
  go({ kind: "channel", channel, thread: isReply ? thread : null });
  // The address changes first; the lists follow in the next task.
  await new Promise((resolve) => setTimeout(resolve));
  const shown = isReply ? panel : pane;
  await shown.loaded;
  await shown.list?.show(ts);
}

/** @type {{pane: Pane, thread: ThreadPanel}|null} */
let parts = null;

/**
 * Loads the workspace as one person.
 * @param {string|null} as
 * @param {{address?: "push"|"replace", again?: boolean, isAfterBreak?: boolean, place?: () => import("./store.js").Place|null}} [how]
 *   again: only bring up to date what is there; isAfterBreak: the live connection was lost, and is back; place: where to go, asked once the person's channels are known
 */
async function start(as, { address = "replace", again = false, isAfterBreak = false, place: wanted = () => null } = {}) {
  const answer = await api.boot(as);
  if (!answer.ok) {
    failed(answer.error, as);
    return;
  }
  if (!answer.people.some((person) => person.id === answer.me)) {
    if (as) start(null);
    else failed("Nobody is in this workspace yet. It fills when the app starts.", null);
    return;
  }
  if (again) {
    store.load(answer);
    for (const type of ["channels", "clock", "connected"]) store.emit(type);
    if (isAfterBreak) modals.rejoin(store.stack);
    else modals.sync(store.stack);
    return;
  }
  delete root.dataset.ready;
  closeStream();
  store.load(answer);
  const isChange = address === "push";
  const url = new URL(location.href);
  const linked = { ts: url.searchParams.get("message"), place: url.hash };
  url.searchParams.delete("message");
  url.searchParams.set("as", store.me);
  if (isChange) url.hash = wanted() ? format(wanted()) : "";
  history[isChange ? "pushState" : "replaceState"](null, "", url);
  remember("me", store.me);
  if (parts) store.emit("boot");
  else parts = build();
  // What the app answers to the opening of a place comes by the stream: it must be open before.
  await openStream(store.me);
  const place = firstPlace();
  if (place) {
    history.replaceState(null, "", format(place));
    settle(place);
  }
  modals.sync(store.stack);
  await Promise.all([parts.pane.loaded, parts.thread.loaded]);
  root.dataset.ready = store.me;
  if (linked.ts) await showLinked(linked.ts, linked.place);
}

const TRY_AGAIN_MS = 1500;

/** Nothing to show yet: says why, and tries again by itself. */
function failed(words, as) {
  if (parts) {
    toast(words, "problem");
    return;
  }
  document.getElementById("app").replaceChildren(h("div", { class: "starting", role: "status" }, h("p", {}, words)));
  setTimeout(() => start(as), TRY_AGAIN_MS);
}

const asked = () => new URL(location.href).searchParams.get("as");

startRouter();
window.addEventListener("popstate", () => {
  if (asked() && asked() !== store.me) start(asked());
});
// A link that was opened in a new tab does not say who reads it: the person of last time.
start(asked() ?? remembered("me"));
