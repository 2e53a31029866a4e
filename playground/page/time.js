// Dates and times in words, on the workspace's clock and in this browser's zone.

import { store } from "./store.js";

const DAY_MS = 86_400_000;
const LOCALE = "en-GB";

const formats = {};
function format(date, options) {
  const key = JSON.stringify(options);
  formats[key] ??= new Intl.DateTimeFormat(LOCALE, options);
  return formats[key].format(date);
}

/** The moment of a message, from its ts ("1795251600.000100"). */
export const momentOf = (ts) => new Date(Number(ts) * 1000);

/** The local calendar day as a number, to tell days apart and count between them. */
export function dayNumber(date) {
  return Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / DAY_MS);
}

/** "today", "yesterday", "tomorrow", or null. */
function nearDay(date) {
  const distance = dayNumber(date) - dayNumber(new Date(store.now()));
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[distance] ?? null;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const clockTime = (date) => format(date, { hour: "2-digit", minute: "2-digit" });
export const fullMoment = (date) =>
  format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
export const clockFace = (date) =>
  `${format(date, { weekday: "short", day: "numeric", month: "short", year: "numeric" })}, ${clockTime(date)}`;
export const shortClockFace = (date) =>
  `${format(date, { weekday: "short", day: "numeric", month: "short" })}, ${clockTime(date)}`;

/** The words of a day divider: "Today", "Yesterday", "Monday 16 November 2026". */
export function dayName(date) {
  const near = nearDay(date);
  if (near) return capital(near);
  return format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** How long ago or how soon, as Slack's {ago}: "3 minutes ago", "in 2 days". */
export function ago(date) {
  const seconds = Math.round((date.getTime() - store.now()) / 1000);
  const steps = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(seconds, "second");
}

const DATE_PARTS = {
  date_num: (d) =>
    `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`,
  date_slash: (d) => format(d, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date: (d) => format(d, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (d) => format(d, { day: "numeric", month: "short", year: "numeric" }),
  date_long: (d) => format(d, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  day_divider_pretty: (d) => nearDay(d) ?? format(d, { weekday: "long", day: "numeric", month: "long" }),
  time: clockTime,
  time_secs: (d) => format(d, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago,
};
for (const name of ["date", "date_short", "date_long"]) {
  DATE_PARTS[`${name}_pretty`] = (d) => nearDay(d) ?? DATE_PARTS[name](d);
}

/**
 * Fills Slack's date pattern, such as "Due {date_short_pretty} at {time}".
 * @returns {string|null} null when the pattern or the moment makes no sense: the caller shows the fallback
 */
export function datePattern(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime()) || !/\{\w+\}/.test(pattern)) return null;
  let known = true;
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name) => {
    if (DATE_PARTS[name]) return DATE_PARTS[name](date);
    known = false;
    return "";
  });
  if (!known) return null;
  // "yesterday" at the start of a text is a beginning of a sentence, as Slack shows it.
  return /^\{\w+_pretty\}/.test(pattern) ? capital(filled) : filled;
}
