// The app's global shortcuts: offered beside each composer and after "/", and run from anywhere.

import * as api from "../api.js";
import { store } from "../store.js";
import { problem } from "../ui/toast.js";

/** @returns {import("../store.js").Shortcut[]} */
export const globalShortcuts = () => store.app.shortcuts.filter((each) => each.type === "global");

/** @param {import("../store.js").Shortcut} shortcut */
export async function runShortcut(shortcut) {
  const answer = await api.shortcut(store.me, shortcut.callback_id, {});
  if (!answer.ok) problem(answer);
}
