// The workspace's clock in the top bar: what time it is here, and the ways to move it.

import * as api from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { clockFace, fullMoment, shortClockFace } from "../time.js";
import { menuButton } from "../ui/menu.js";
import { problem, toast } from "../ui/toast.js";

const WHAT_COMES = "Page and app follow; what is due by then, such as a weekly digest, is sent";

/** Moves the workspace to five past nine on the next Monday, and says what comes of it. */
export async function jumpToMonday() {
  const answer = await api.clock({ jump: "next-monday" });
  if (!answer.ok) {
    problem(answer);
    return;
  }
  const now = fullMoment(new Date(answer.now * 1000));
  toast(`It is ${now} now. What was due by then, such as a weekly digest, arrives in a moment.`);
}

async function backToRealTime() {
  const answer = await api.clock({ offset: 0 });
  if (!answer.ok) {
    problem(answer);
    return;
  }
  const isAhead = await someAreLaterThan(answer.now);
  toast(`Back at the real time.${isAhead ? " What was said later stays where it is; new messages follow it." : ""}`);
}

/** Whether a channel of the acting person holds a message from after this moment, in seconds since 1970. */
async function someAreLaterThan(now) {
  const newest = await Promise.all(store.channels.map(({ id }) => api.history(store.me, id, { limit: 1 })));
  return newest.some((answer) => answer.messages?.some((message) => Number(message.ts) > now));
}

/** A button that does what its words say; a narrow bar has it in the clock's menu only. */
export function nextMonday() {
  return h(
    "button",
    {
      class: "bar-button next-monday",
      type: "button",
      title: `Move the clock to next Monday, 09:05. ${WHAT_COMES}.`,
      "aria-label": `Next Monday: move the clock to 09:05. ${WHAT_COMES}.`,
      "data-testid": "next-monday",
      on: { click: jumpToMonday },
    },
    icon("forward"),
    "Next Monday",
  );
}

/** The time, and a menu under it. */
export function clock() {
  const long = h("span", { class: "clock-long" });
  const short = h("span", { class: "clock-short" });
  const button = h(
    "button",
    { class: "bar-button clock", type: "button", "data-testid": "clock" },
    icon("clock"),
    h("span", { class: "visually-hidden" }, "The workspace's clock: "),
    long,
    short,
  );
  const tick = () => {
    const now = new Date(store.now());
    long.textContent = clockFace(now);
    short.textContent = shortClockFace(now);
    button.classList.toggle("is-moved", store.offset !== 0);
  };
  menuButton(
    button,
    () => [
      {
        heading: "The workspace's clock",
        items: [
          { label: "Jump to next Monday, 09:05", note: WHAT_COMES, value: "next-monday", run: jumpToMonday },
          ...(store.offset ? [{ label: "Back to the real time", value: "real", run: backToRealTime }] : []),
        ],
      },
    ],
    { label: "The workspace's clock", align: "end" },
  );
  store.on("clock", tick);
  store.on("boot", tick);
  setInterval(tick, 1000);
  tick();
  return button;
}
