// Emoji on a message: what people put there, a press to add one's own or take it back, and the choice of a new one.

import * as api from "../api.js";
import { h } from "../dom.js";
import { emoji } from "../emoji.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { openPopup } from "../ui/popup.js";
import { problem } from "../ui/toast.js";

const OFFERED = [
  ["+1", "thumbs up"],
  ["white_check_mark", "done"],
  ["eyes", "looking at it"],
  ["heart", "heart"],
  ["tada", "hooray"],
  ["raised_hands", "well done"],
  ["joy", "laughing"],
  ["thinking_face", "thinking"],
  ["pray", "thank you"],
  ["fire", "fire"],
  ["100", "a hundred"],
  ["wave", "hello"],
];
const COLUMNS = 6;

/** @typedef {import("../store.js").Message} Message */

async function react(channel, message, name) {
  const mine = message.reactions?.find((each) => each.name === name)?.users?.includes(store.me);
  const answer = await api.react(store.me, channel, message.ts, name, !mine);
  if (!answer.ok) problem(answer);
}

/**
 * The row under a message.
 * @param {string} channel
 * @param {() => Message} message
 */
export function reactionRow(channel, message) {
  const one = ({ name, count, users = [] }) => {
    const people = users.map((id) => (id === store.me ? "you" : store.nameOf(id))).join(", ");
    const isMine = users.includes(store.me);
    return h(
      "button",
      {
        class: `reaction${isMine ? " is-mine" : ""}`,
        type: "button",
        title: `${people} (${isMine ? "press to take yours back" : "press to add yours"})`,
        "aria-label": `:${name}: ${count ?? users.length}, by ${people}`,
        "aria-pressed": String(isMine),
        "data-testid": "reaction",
        "data-name": name,
        on: { click: () => react(channel, message(), name) },
      },
      emoji(name) ?? `:${name}:`,
      " ",
      String(count ?? users.length),
    );
  };
  return h("div", { class: "reactions" }, message().reactions.map(one));
}

/**
 * The button that offers the common emoji.
 * @param {string} channel
 * @param {() => Message} message
 */
export function reactionButton(channel, message) {
  let popup = null;
  const button = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Add a reaction",
      title: "Add a reaction",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-testid": "add-reaction",
      on: { click: () => (popup ? popup.close() : open()) },
    },
    icon("smile"),
  );
  const choose = (name) => {
    popup?.close();
    react(channel, message(), name);
  };
  const picker = h(
    "div",
    { class: "menu emoji-picker", role: "menu", "aria-label": "Add a reaction", "data-testid": "emoji-picker" },
    OFFERED.map(([name, words]) =>
      h(
        "button",
        {
          class: "emoji-choice",
          type: "button",
          role: "menuitem",
          tabIndex: -1,
          title: words,
          "aria-label": words,
          "data-value": name,
          on: { click: () => choose(name) },
        },
        emoji(name),
      ),
    ),
  );

  function open() {
    button.setAttribute("aria-expanded", "true");
    popup = openPopup(button, picker, { align: "end", prefer: "above", onClose: closed });
    picker.firstChild.focus();
  }

  function closed() {
    popup = null;
    const hadFocus = picker.contains(document.activeElement);
    button.setAttribute("aria-expanded", "false");
    if (hadFocus) button.focus();
  }

  picker.addEventListener("keydown", (event) => {
    const all = [...picker.children];
    const at = all.indexOf(document.activeElement);
    const moves = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + COLUMNS,
      ArrowUp: at - COLUMNS,
      Home: 0,
      End: all.length - 1,
    };
    if (event.key in moves) all.at(moves[event.key] % all.length).focus();
    else if (event.key === "Escape") popup?.close();
    else if (event.key === "Tab") {
      popup?.close();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return button;
}
