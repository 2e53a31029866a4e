// "Make trouble": order what Slack does on its bad days, and see what is still to come.

import { control, waitingFaults } from "../api.js";
import { fill, h, uid } from "../dom.js";
import { store } from "../store.js";
import { ask } from "../ui/confirm.js";
import { problem, toast } from "../ui/toast.js";
import { EXTRAS, KINDS, METHODS, sentence } from "./faults.js";

const DELAYS = { 0: "as quick as it is", 300: "0.3 s slower", 800: "0.8 s slower", 2000: "2 s slower" };
const LIMITS = { none: "no limits", slack: "Slack's limits" };

export class Trouble {
  #isOpen = false;

  constructor() {
    const redraw = () => this.#describe();
    this.method = select(
      "fault-method",
      METHODS.map((name) => [name, name === "*" ? "any call" : name]),
      redraw,
    );
    this.method.value = "chat.postMessage";
    this.kind = select(
      "fault-kind",
      Object.entries(KINDS).map(([value, { name }]) => [value, name]),
      () => this.#chooseKind(),
    );
    this.times = input("fault-times", { type: "number", min: "1", max: "99", value: "1" }, redraw);
    this.extra = input("fault-extra", {}, redraw);
    this.extraLabel = h("span", {});
    this.extraField = h("label", { class: "trouble-field" }, this.extraLabel, this.extra);
    this.words = h("p", { class: "trouble-words", role: "status", "data-testid": "fault-words" });
    this.waiting = h("ul", { class: "trouble-waiting", "data-testid": "fault-waiting" });
    this.delay = select("network-delay", Object.entries(DELAYS), () => this.#setDelay());
    this.limits = select("limits", Object.entries(LIMITS), () => this.#setLimits());
    this.node = h("div", { class: "inspector-tab trouble" }, this.#orderForm(), this.#waitingPart(), wires(this), ofApp());
    this.#chooseKind();
    store.on("traffic", () => this.#look());
    store.on("resync", () => this.#look());
  }

  /** Only an open tab asks what is still to come. */
  set isOpen(open) {
    this.#isOpen = open;
    this.#look();
  }

  #orderForm() {
    return h(
      "form",
      { class: "trouble-part", novalidate: true, on: { submit: (event) => this.#order(event) } },
      h("h3", { class: "trouble-heading" }, "Answer a call badly"),
      h(
        "div",
        { class: "trouble-fields" },
        field("Which call", this.method),
        field("What happens", this.kind),
        field("How often", this.times),
        this.extraField,
      ),
      this.words,
      h("button", { class: "button button-primary", type: "submit", "data-testid": "fault-order" }, "Order it"),
    );
  }

  #waitingPart() {
    return h("section", { class: "trouble-part" }, h("h3", { class: "trouble-heading" }, "Still to come"), this.waiting);
  }

  /** @returns {import("./faults.js").Fault} */
  #fault() {
    const { extra } = KINDS[this.kind.value];
    const given = extra === "error" ? this.extra.value.trim() || EXTRAS.error.first : Number(this.extra.value) || 1;
    return {
      method: this.method.value,
      kind: this.kind.value,
      times: Math.min(99, Math.max(1, Math.round(Number(this.times.value)) || 1)),
      ...(extra ? { [extra]: given } : {}),
    };
  }

  #chooseKind() {
    const { extra } = KINDS[this.kind.value];
    this.extraField.hidden = !extra;
    if (extra) {
      this.extraLabel.textContent = EXTRAS[extra].label;
      this.extra.type = extra === "error" ? "text" : "number";
      this.extra.value = EXTRAS[extra].first;
    }
    this.#describe();
  }

  #describe() {
    this.words.textContent = sentence(this.#fault());
  }

  async #order(event) {
    event.preventDefault();
    if (said(await control("faults", this.#fault()))) this.#look();
  }

  async #setDelay() {
    said(await control("network", { delay_ms: Number(this.delay.value) }));
    this.#look();
  }

  async #setLimits() {
    said(await control("limits", { preset: this.limits.value }));
    this.#look();
  }

  async #look() {
    if (!this.#isOpen) return;
    const found = await waitingFaults();
    if (!said(found)) return;
    this.#drawWaiting(found.faults);
    offer(this.delay, String(found.delay_ms), `${found.delay_ms} ms slower`);
    this.limits.value = found.limits;
  }

  #drawWaiting(faults) {
    const shown = JSON.stringify(faults);
    if (this.waiting.dataset.shown === shown) return;
    const hadFocus = this.waiting.contains(document.activeElement);
    this.waiting.dataset.shown = shown;
    const cancel = (words, which) =>
      h(
        "button",
        { class: "button", type: "button", "data-testid": "fault-cancel", on: { click: () => this.#cancel(which) } },
        words,
      );
    fill(
      this.waiting,
      faults.map((fault) =>
        h(
          "li",
          {},
          h("span", { class: "trouble-fault" }, sentence(fault)),
          cancel("Cancel", { number: fault.number }),
        ),
      ),
      faults.length > 1 && h("li", {}, h("span", { class: "trouble-fault" }), cancel("Cancel all", {})),
      !faults.length && h("li", { class: "trouble-none" }, "Nothing is ordered: every call is answered as it should be."),
    );
    if (hadFocus) (this.waiting.querySelector("button") ?? this.method).focus();
  }

  /** Cancels one fault by its number, or all. */
  async #cancel(which) {
    if (said(await control("faults", which, "DELETE"))) this.#look();
  }
}

/** The lines between the app and the workspace. */
function wires({ delay, limits }) {
  return h(
    "section",
    { class: "trouble-part" },
    h("h3", { class: "trouble-heading" }, "The line"),
    h("div", { class: "trouble-fields" }, field("The network is", delay), field("Calls have", limits)),
    action("socket-drop", "Drop the socket", "The connection is cut without a word. A good app is back within seconds.", {
      path: "socket/drop",
      toldBy: (answer) => (answer.dropped ? "The socket is cut." : "No socket was open."),
    }),
    action("socket-refresh", "Refresh the socket", "Slack does this every few hours. A good app changes over without a gap.", {
      path: "socket/refresh",
      toldBy: (answer) => (answer.asked ? "The app was asked to connect anew." : "No socket was open."),
    }),
  );
}

/** What an admin of the workspace can do to the app. */
function ofApp() {
  return h(
    "section",
    { class: "trouble-part" },
    h("h3", { class: "trouble-heading" }, "The app"),
    action("revoke", "Revoke its token", "Every call of the app is refused with token_revoked, until it is installed again.", {
      path: "revoke",
      question: "Revoke the app's token?",
      toldBy: () => "The token is void.",
    }),
    action("uninstall", "Uninstall", "The app is told that its token is void and that it is out of the workspace.", {
      path: "uninstall",
      question: "Uninstall the app?",
      toldBy: () => "The app is out of the workspace.",
    }),
    action("reinstall", "Install it again", "The app gets a new token. It has to be started again with it.", {
      path: "reinstall",
      toldBy: () => "The app is installed again. Start it again too: it does not know its new token yet.",
    }),
  );
}

/** A button that does something at once (or after a question), with a line that says what. */
function action(testid, words, note, { path, question = "", toldBy }) {
  const run = async () => {
    const isSure = !question || (await ask({ title: question, body: note, yes: words, no: "Cancel", danger: true }));
    const answer = isSure && (await control(path, { team: store.team.id }));
    if (answer && said(answer)) toast(toldBy(answer));
  };
  const noteId = uid("note");
  return h(
    "div",
    { class: "trouble-action" },
    h(
      "button",
      { class: "button", type: "button", "data-testid": testid, "aria-describedby": noteId, on: { click: run } },
      words,
    ),
    h("span", { class: "trouble-note", id: noteId }, note),
  );
}

function field(label, control) {
  return h("label", { class: "trouble-field" }, h("span", {}, label), control);
}

function select(testid, options, change) {
  return h(
    "select",
    { class: "field", "data-testid": testid, on: { change } },
    options.map(([value, words]) => h("option", { value }, words)),
  );
}

function input(testid, props, change) {
  return h("input", { class: "field", "data-testid": testid, ...props, on: { input: change } });
}

/** Chooses a value, and adds it to the list when somebody else set one that is not offered. */
function offer(list, value, words) {
  if (![...list.options].some((option) => option.value === value)) list.append(h("option", { value }, words));
  list.value = value;
}

/** Whether an answer is good; a bad one is shown. */
function said(answer) {
  if (!answer.ok) problem(answer);
  return answer.ok;
}
