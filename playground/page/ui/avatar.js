// A person's picture: initials on the person's colour; the app has the wave.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";

const COLOURS = ["#0a6e6a", "#8a4b08", "#5b4bb2", "#a3324a", "#2f6b2f", "#1d5fa8", "#7a3d86", "#6b5a12"];

/** @param {string} id @param {"big"|"small"|"tiny"} [size] */
export function avatar(id, size = "big") {
  const person = store.person(id);
  if (store.isApp(id))
    return h("span", { class: `avatar avatar-${size} avatar-app`, "aria-hidden": "true" }, icon("wave"));
  const node = h(
    "span",
    { class: `avatar avatar-${size}`, "aria-hidden": "true" },
    initials(person?.real_name || person?.name || "?"),
  );
  const colour = hex(person?.color) ?? COLOURS[hash(id) % COLOURS.length];
  node.style.background = readable(colour);
  return node;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : words[0].slice(0, 2)).toUpperCase();
}

function hex(colour) {
  const found = /^#?([0-9a-f]{6})$/i.exec(colour ?? "");
  return found ? `#${found[1]}` : null;
}

function hash(text) {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.codePointAt(0)) >>> 0;
  return sum;
}

/** The colour, darkened until white letters on it can be read (4.5 to 1). */
function readable(colour) {
  let parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  while (luminance(parts) > 0.18) parts = parts.map((part) => Math.floor(part * 0.95));
  return `rgb(${parts.join(" ")})`;
}

function luminance(parts) {
  const [red, green, blue] = parts.map((part) =>
    part / 255 <= 0.04 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
