// What the workspace can do wrong on command, in words: what happens, and what a good app makes of it.

/** Methods that are worth trouble; "*" is any. */
export const METHODS = [
  "*",
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "chat.delete",
  "conversations.open",
  "conversations.history",
  "users.info",
  "views.open",
  "views.push",
  "views.update",
  "views.publish",
];

/**
 * Each kind: its name in the list, the extra field it needs, and what it does to a call.
 * @type {Record<string, {name: string, extra?: "retry_after"|"seconds"|"error", tells: (fault: Fault) => string}>}
 * @typedef {{method: string, kind: string, times: number, retry_after: number, seconds: number, error: string, channel: string|null}} Fault
 */
export const KINDS = {
  ratelimited: {
    name: "Too many calls (429)",
    extra: "retry_after",
    tells: (fault) =>
      `is refused with HTTP 429 and told to wait ${seconds(fault.retry_after)}. A good app waits that long, then tries again.`,
  },
  error: {
    name: "Refused with an error",
    extra: "error",
    tells: ({ error }) =>
      `is refused with the error ${error}, and nothing is done. A good app tells whoever is waiting, in words.`,
  },
  "500_before": {
    name: "HTTP 500, nothing done",
    tells: () => "fails with HTTP 500 before anything is done. A good app tries again a little later.",
  },
  "500_after": {
    name: "Done, then HTTP 500",
    tells: (fault) => `is ${done(fault)}, then HTTP 500 comes back. ${neverTwice(fault)}`,
  },
  drop_after: {
    name: "Done, then the line is cut",
    tells: (fault) => `is ${done(fault)}, then the connection is cut. ${neverTwice(fault)}`,
  },
  late: {
    name: "Done, but answered late",
    extra: "seconds",
    tells: (fault) => `is ${done(fault)}, but the answer takes ${seconds(fault.seconds)}. ${neverTwice(fault)}`,
  },
};

/** The extra field of a kind: its label, and what it holds at first. */
export const EXTRAS = {
  retry_after: { label: "Seconds to wait", first: "5" },
  seconds: { label: "Seconds late", first: "5" },
  error: { label: "Error code", first: "internal_error" },
};

/** One sentence or two on what a fault does. @param {Fault} fault */
export function sentence(fault) {
  const { method, times } = fault;
  const isAny = method === "*";
  const subject =
    times === 1
      ? isAny
        ? "The next call, whatever it is,"
        : `The next ${method}`
      : `Each of the next ${times} calls${isAny ? "" : ` of ${method}`}`;
  return `${subject} ${KINDS[fault.kind].tells(fault)}`;
}

const seconds = (count) => (count === 1 ? "1 second" : `${count} seconds`);

const done = ({ method }) => (/^chat\.(post|update)/.test(method) ? "stored" : "carried out");

function neverTwice({ method }) {
  if (method.startsWith("chat.post")) return "A good app does not post it twice.";
  if (method === "views.open") return "A good app does not lose what was typed.";
  return "A good app does not do it twice.";
}
