// What one line of the workspace's logs says to a developer: who called whom, what came of it, and whether Slack would take it.

import { store } from "../store.js";
import { withoutSecrets } from "./secrets.js";

/**
 * @typedef {{words: string, isBad: boolean, list: string[]}} Check what a look at the blocks, the view or the payload found
 * @typedef {{key: string, kind: "call"|"delivery", at: number, who: string, whom: string, title: string, about: string, result: string, isBad: boolean,
 *   isDone: boolean, check: Check|null, parts: [string, any][]}} Entry
 */

/** Arguments that Slack's client libraries may send as JSON in a text. */
const JSON_ARGUMENTS = ["attachments", "blocks", "metadata", "view"];

/** How a call ended that somebody had ordered trouble for. Without a word here the answer speaks for itself. */
const FAULTS = {
  "500_before": () => "HTTP 500, nothing was done",
  "500_after": (answered) => `${answered}, but HTTP 500 came back`,
  drop_after: (answered) => `${answered}, but the connection was cut`,
};

/** How a delivery failed. */
const FAILURES = {
  timeout: (seconds) => `no answer in ${seconds}`,
  not_connected: () => "not delivered: nobody is connected",
  http_error: (_, status) => `answered HTTP ${status}`,
};

/** What an acknowledgement may ask for besides. */
const ACTIONS = { errors: "with errors", update: "with an update", push: "with another form", clear: "and closed all" };

/** A Web API call of the app, as /_control/calls tells it. @returns {Entry} */
export function callEntry({ n, at, ms, method, args, answer, fault }) {
  const isDone = ms !== undefined;
  const asked = readable(args);
  const answered = answer?.ok ? "ok" : (answer?.error ?? "no answer");
  const outcome = FAULTS[fault]?.(answered) ?? answered;
  const isBad = isDone && outcome !== "ok";
  const warning = answer?.warning ? `, warning ${answer.warning}` : "";
  return {
    key: `call-${n}-${at}`,
    kind: "call",
    at,
    who: store.app.name,
    whom: target(asked),
    title: method,
    about: String(asked.text ?? asked.view?.title?.text ?? asked.view?.type ?? asked.name ?? ""),
    result: isDone ? `${outcome}${warning} in ${duration(ms)}` : "under way",
    isBad,
    isDone,
    check: isDone ? writtenCheck(asked, answer) : null,
    parts: [
      ["Asked", withoutSecrets(asked)],
      ["Answered", withoutSecrets(answer)],
    ],
  };
}

/** Something that was brought to the app, as /_control/deliveries tells it. @returns {Entry} */
export function deliveryEntry(log) {
  const { n, at, ms, payload, ack_body: body, ack_status: status, failure, problems = [] } = log;
  const isDone = ms !== undefined;
  const failed = failure && FAILURES[failure](duration(ms ?? 0), status);
  const repeated = log.retry ? `repetition ${log.retry}, ` : "";
  return {
    key: `delivery-${n}-${at}`,
    kind: "delivery",
    at,
    who: actor(payload),
    whom: store.app.name,
    title: payload.event?.type ?? payload.command ?? payload.type,
    about: detail(payload),
    result: isDone ? `${repeated}${failed || acknowledged(body, ms)}` : "under way",
    isBad: isDone && (Boolean(failure) || problems.length > 0),
    isDone,
    check: check("payload", problems),
    parts: [
      ["Sent", withoutSecrets(payload)],
      ["Acknowledged", withoutSecrets(body)],
    ],
  };
}

/** Milliseconds as people say them: "41 ms", "3 s", "3.2 s". */
export function duration(ms) {
  if (ms < 1) return "under 1 ms";
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}

function readable(args) {
  const parsed = { ...args };
  for (const name of JSON_ARGUMENTS) {
    if (typeof parsed[name] !== "string") continue;
    try {
      parsed[name] = JSON.parse(parsed[name]);
    } catch {
      // Not JSON: it is shown as it came.
    }
  }
  return parsed;
}

function target({ channel, channel_id: channelId, users, user, user_id: userId }) {
  const place = channel ?? channelId;
  if (store.channel(place)) return placeName(store.channel(place));
  const person = [user, userId, users, place].find((id) => typeof id === "string" && store.person(id));
  return person ? store.nameOf(person) : (place ?? "the workspace");
}

const placeName = ({ id, kind }) => (kind === "im" ? "a direct message" : store.channelTitle(id));

function actor(payload) {
  const id = payload.user?.id ?? payload.user_id ?? payload.event?.user ?? payload.event?.user_id;
  return typeof id === "string" ? store.nameOf(id) : "The workspace";
}

/** What of it: the button, the form, the words behind a command. */
function detail(payload) {
  const view = payload.view?.callback_id;
  const text = payload.text ?? payload.event?.text;
  return text ?? payload.actions?.[0]?.action_id ?? payload.action_id ?? payload.callback_id ?? view ?? "";
}

function acknowledged(body, ms) {
  const choices = body?.options?.length ?? body?.option_groups?.flatMap((group) => group.options).length;
  const more =
    ACTIONS[body?.response_action] ?? (choices === undefined ? "" : choices === 1 ? "with 1 choice" : `with ${choices} choices`);
  return `acknowledged ${more}${more ? " " : ""}in ${duration(ms)}`;
}

/** Whether Slack's rules took the blocks or the view of a call. @returns {Check|null} */
function writtenCheck(args, answer) {
  const name = JSON_ARGUMENTS.find((each) => each !== "metadata" && args[each] !== undefined);
  if (!name) return null;
  const messages = answer?.response_metadata?.messages ?? [];
  if (answer?.ok || messages.length) return check(name, answer?.ok ? [] : messages);
  return { words: `${name}: not looked at`, isBad: false, list: [] };
}

/** @param {string} name @param {string[]} problems @returns {Check} */
function check(name, problems) {
  const list = problems.map((words) => words.replace(/^\[ERROR\] /, ""));
  const count = list.length === 1 ? "1 problem" : `${list.length} problems`;
  return { words: `${name}: ${list.length ? count : "fine"}`, isBad: list.length > 0, list };
}
