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
//   [data-testid=composer-input|send|completion|composer-hint|composer-error|shortcuts], thread-composer-input, thread-send
//   [data-testid=modal] (data-view-id, data-callback-id), modal-submit, modal-close, modal-x, modal-back, field-error, modal-problem, counter
//   [data-testid=confirm], confirm-yes, confirm-no; [data-testid=toast]; [data-testid=unrendered] what the page does not draw
//   [data-testid=clock|theme|simulation-note|team-name|connection-note]
//   [data-testid=inspector-toggle], inspector, inspector-row: payloads to and from the app
//   <html data-ready="U…"> once the first messages of that person are on the page; data-live="true|false" for the stream
//   The content security policy forbids eval: in Playwright use locators, or a context with bypass_csp for wait_for_function.

import * as api from "./api.js";
import { h } from "./dom.js";
import { store } from "./store.js";
import { closeStream, openStream } from "./stream.js";
import { followPermalinks } from "./text/links.js";
import { toast } from "./ui/toast.js";
import { modals } from "./views/modals.js";
import { connectionNote } from "./shell/connection.js";
import { Inspector } from "./shell/inspector.js";
import { Pane } from "./shell/pane.js";
import { firstPlace, format, go, settle, startRouter } from "./shell/router.js";
import { startRegions } from "./shell/regions.js";
import { Sidebar } from "./shell/sidebar.js";
import { ThreadPanel } from "./shell/thread.js";
import { topbar } from "./shell/topbar.js";

const root = document.documentElement;

/** Builds the page around the workspace that is in the store. */
function build() {
  const inspector = new Inspector();
  const bar = topbar({
    toggleDrawer: () => sidebar.toggle(),
    switchTo: (user) => start(user, { address: "push" }),
    extra: inspector.button,
  });
  const sidebar = new Sidebar(bar.menu);
  const pane = new Pane();
  const thread = new ThreadPanel(pane.node);
  const app = document.getElementById("app");
  app.replaceChildren(
    h("a", { class: "skip", href: "#pane", on: { click: skip } }, "Skip to the content"),
    bar.node,
    connectionNote(),
    h("div", { class: "columns" }, sidebar.node, sidebar.scrim, pane.node, thread.node, inspector.node),
  );
  startRegions([sidebar.node, pane.node, thread.node]);
  followPermalinks((target) => follow(target, pane, thread));
  store.on("views", ({ stack }) => modals.sync(stack));
  // The app was installed after this page was opened: its commands, tabs and name are news to everything here.
  store.on("connected", () => store.connected && !store.app.installed && start(store.me));
  store.on("notice", ({ text }) => toast(text));
  store.on("stream", ({ live }) => {
    root.dataset.live = String(live);
  });
  store.on("resync", () => start(store.me, { again: true }));
  return pane;
}

function skip(event) {
  event.preventDefault();
  document.querySelector("[data-testid=composer-input], #pane [role=tabpanel]")?.focus();
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

let pane = null;

/**
 * Loads the workspace as one person.
 * @param {string|null} as
 * @param {{address?: "push"|"replace", again?: boolean}} [how] again: only bring up to date what is there
 */
async function start(as, { address = "replace", again = false } = {}) {
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
    modals.sync(store.stack);
    return;
  }
  delete root.dataset.ready;
  closeStream();
  store.load(answer);
  const isChange = address === "push";
  const url = new URL(location.href);
  url.searchParams.set("as", store.me);
  if (isChange) url.hash = "";
  history[isChange ? "pushState" : "replaceState"](null, "", url);
  if (pane) store.emit("boot");
  else pane = build();
  const place = firstPlace();
  if (place) {
    history.replaceState(null, "", format(place));
    settle(place);
  }
  openStream(store.me);
  modals.sync(store.stack);
  await pane.loaded;
  root.dataset.ready = store.me;
}

const TRY_AGAIN_MS = 1500;

/** Nothing to show yet: says why, and tries again by itself. */
function failed(words, as) {
  if (pane) {
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
start(asked());
