// What can be done with a message: answer in a thread, use a shortcut of the app, copy the link.

import * as api from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { menuButton } from "../ui/menu.js";
import { problem, toast } from "../ui/toast.js";

/**
 * @param {() => import("../store.js").Message} message
 * @param {{channel: string, inThread: boolean, openThread: (ts: string) => void}} where
 */
export function toolbar(message, { channel, inThread, openThread }) {
  const { ephemeral, permalink } = message();
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
            ? [{ label: "Copy the link", icon: "link", value: "copy-link", run: () => copy(permalink) }]
            : []),
        ],
      },
    ],
    { label: "More to do with this message", align: "end" },
  );
  return h(
    "div",
    { class: "message-tools", role: "group", "aria-label": "Message tools" },
    !inThread && !ephemeral && reply,
    more,
  );
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("This browser does not allow copying here.", "problem");
  }
}
