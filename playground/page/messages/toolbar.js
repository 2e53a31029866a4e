// What can be done with a message: react, answer in a thread, use a shortcut of the app, copy the link; change or delete one's own.

import * as api from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { safeUrl } from "../text/links.js";
import { ask } from "../ui/confirm.js";
import { menuButton } from "../ui/menu.js";
import { problem, toast } from "../ui/toast.js";
import { reactionButton } from "./reactions.js";

/**
 * @param {() => import("../store.js").Message} message
 * @param {{channel: string, inThread: boolean, openThread: (ts: string) => void}} where
 * @param {{edit: () => void}} how
 */
export function toolbar(message, { channel, inThread, openThread }, { edit }) {
  const { ephemeral, permalink } = message();
  const isClosed = ephemeral || store.isArchived(channel);
  const reply = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Reply in thread",
      title: "Reply in thread",
      "data-testid": "reply-in-thread",
      on: { click: () => openThread(message().thread_ts ?? message().ts) },
    },
    icon("reply"),
  );
  const more = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "More to do with this message",
      title: "More",
      "data-testid": "message-more",
    },
    icon("more"),
  );
  const run = async (shortcut) => {
    const answer = await api.shortcut(store.me, shortcut.callback_id, { channel, ts: message().ts });
    if (!answer.ok) problem(answer);
  };
  menuButton(
    more,
    () => [
      {
        heading: store.app.name,
        items: ephemeral
          ? []
          : store.app.shortcuts
              .filter((each) => each.type === "message")
              .map((each) => ({
                label: each.name,
                note: each.description,
                icon: "bolt",
                value: each.callback_id,
                run: () => run(each),
              })),
      },
      {
        items: [
          { label: "Copy the text", icon: "message", value: "copy-text", run: () => copy(message().text) },
          ...(permalink
            ? [{ label: "Copy the link", icon: "link", value: "copy-link", run: () => copy(safeUrl(permalink)) }]
            : []),
        ],
      },
      { items: isClosed || message().user !== store.me ? [] : ownItems(channel, message, edit) },
    ],
    { label: "More to do with this message", align: "end" },
  );
  return h(
    "div",
    { class: "message-tools", role: "group", "aria-label": "Message tools" },
    !isClosed && reactionButton(channel, message),
    !inThread && !isClosed && reply,
    more,
  );
}

/** What the writer of a message may do with it. */
function ownItems(channel, message, edit) {
  const remove = async () => {
    const sure = await ask({
      title: "Delete this message?",
      body: h("div", { class: "text" }, mrkdwn(message().text ?? "")),
      yes: "Delete it",
      no: "Keep it",
      danger: true,
    });
    if (!sure) return;
    const answer = await api.remove(store.me, channel, message().ts);
    if (!answer.ok) problem(answer);
  };
  return [
    { label: "Edit the message", icon: "pencil", value: "edit-message", run: edit },
    { label: "Delete the message", icon: "trash", value: "delete-message", danger: true, run: remove },
  ];
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("This browser does not allow copying here.", "problem");
  }
}
