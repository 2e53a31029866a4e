// One message: who, when, what, and how to answer it.

import { Surface } from "../blocks/surface.js";
import { fill, h, uid } from "../dom.js";
import { unrendered } from "../elements/index.js";
import { icon } from "../icons.js";
import { store } from "../store.js";
import { link, safePicture, safeUrl } from "../text/links.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { clockTime, dayName, fullMoment, momentOf } from "../time.js";
import { avatar } from "../ui/avatar.js";
import { Editor } from "./editor.js";
import { reactionRow } from "./reactions.js";
import { toolbar } from "./toolbar.js";

/** @typedef {import("../store.js").Message} Message */

export class MessageView {
  #surface = null;
  #head;
  #lead;
  #body;
  #foot;
  #blocks = null;
  /** @type {Editor|null} */
  #editor = null;

  /**
   * @param {Message} message
   * @param {{channel: string, inThread: boolean, openThread: (ts: string) => void}} where
   */
  constructor(message, where) {
    this.where = where;
    const headId = uid("by");
    this.#head = h("div", { class: "message-head", id: headId });
    /** Above a reply that was also sent to the channel: the way to its thread. */
    this.#lead = h("div", { class: "message-lead" });
    this.#body = h("div", { class: "message-body" });
    this.#foot = h("div", { class: "message-foot" });
    this.gutter = h("div", { class: "message-gutter" });
    this.node = h(
      "div",
      { class: "message", role: "article", tabIndex: -1, "aria-labelledby": headId, "data-testid": "message" },
      this.gutter,
      h("div", { class: "message-main" }, this.#head, this.#lead, this.#body, this.#foot),
    );
    /** What the list shows above the message: a day, or where the new ones begin. */
    this.above = h("div", { class: "message-above" });
    this.item = h("div", { class: "message-item" }, this.above, this.node);
    // The toolbar is made when somebody first comes near: hundreds of hidden ones would only cost time.
    const arm = () => {
      if (!this.tools) this.#arm();
    };
    this.node.addEventListener("pointerenter", arm);
    this.node.addEventListener("focusin", arm);
    this.node.addEventListener("edit", () => this.edit());
    this.update(message);
  }

  #arm() {
    this.tools = toolbar(() => this.message, this.where, { edit: () => this.edit() });
    this.node.append(this.tools);
  }

  /** @param {Message} message */
  update(message) {
    const was = this.message;
    this.message = message;
    this.node.dataset.ts = message.ts;
    this.node.dataset.user = message.user;
    this.node.classList.toggle("is-ephemeral", Boolean(message.ephemeral));
    if (message.ephemeral) this.node.dataset.ephemeral = "true";
    // A deleted message that began a thread becomes a line by the workspace itself.
    if (was?.user !== message.user) this.#drawHead();
    if (!this.#editor) this.#drawBody();
    this.#drawLead();
    this.#drawFoot();
  }

  #drawHead() {
    const { user, ts, permalink, username } = this.message;
    const moment = momentOf(ts);
    const time = h("time", { datetime: moment.toISOString(), title: fullMoment(moment) }, clockTime(moment));
    const timeLink =
      permalink && safeUrl(permalink)
        ? h("a", { class: "message-time", href: safeUrl(permalink), tabIndex: -1 }, time)
        : h("span", { class: "message-time" }, time);
    fill(
      this.#head,
      this.message.ephemeral && h("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
      h("span", { class: "message-name" }, username || store.nameOf(user)),
      (store.isApp(user) || store.person(user)?.is_bot) && h("span", { class: "badge" }, "App"),
      " ",
      timeLink,
    );
    fill(this.gutter, avatar(user), h("span", { class: "gutter-time", "aria-hidden": "true" }, clockTime(moment)));
  }

  /** Lets the writer change the words in place. */
  edit() {
    if (!this.#editor) {
      this.#editor = new Editor(this.message, this.where.channel, { done: () => this.#edited() });
      this.node.classList.add("is-edited");
      fill(this.#body, this.#editor.node);
    }
    this.#editor.focus();
  }

  #edited() {
    this.#editor = null;
    this.node.classList.remove("is-edited");
    this.#drawBody();
    const region = this.node.closest(".pane-body");
    (region?.querySelector(".composer-input") ?? this.node).focus({ preventScroll: true });
  }

  #drawBody() {
    const { message } = this;
    const hadFocus = this.#body.contains(document.activeElement);
    const reaction = document.activeElement?.closest(".reaction")?.dataset.name;
    if (hasBlocks(message)) {
      if (!this.#blocks) {
        this.#blocks = h("div", { class: "blocks" });
        this.#surface = new Surface(
          this.#blocks,
          () => ({ type: "message", channel: this.where.channel, ts: this.message.ts }),
          { heading: this.where.inThread ? 3 : 2 },
        );
      }
      this.#surface.update(message.blocks);
      if (!this.#blocks.isConnected || this.#body.firstChild !== this.#blocks) fill(this.#body, this.#blocks);
    } else {
      this.#blocks = null;
      fill(this.#body, h("div", { class: "text message-text" }, mrkdwn(message.text ?? "")));
    }
    this.#body
      .querySelectorAll(":scope > .unrendered, :scope > .message-files, :scope > .edited, :scope > .reactions")
      .forEach((node) => node.remove());
    if (message.attachments) this.#body.append(unrendered("attachments"));
    if (message.files?.length) this.#body.append(files(message.files));
    if (message.edited) this.#body.append(h("span", { class: "edited", "data-testid": "edited" }, "(edited)"));
    if (message.reactions?.length) this.#body.append(reactionRow(this.where.channel, () => this.message));
    if (hadFocus && reaction) this.#body.querySelector(`[data-name="${CSS.escape(reaction)}"]`)?.focus();
    // The button that was pressed may be gone in the new version: the keyboard stays at the message.
    if (hadFocus && !this.node.contains(document.activeElement)) this.node.focus({ preventScroll: true });
  }

  #drawLead() {
    const { message, where } = this;
    if (!message.broadcast || where.inThread || this.#lead.firstChild) return;
    const open = () => where.openThread(message.thread_ts);
    fill(this.#lead, h("button", { class: "replies", type: "button", on: { click: open } }, "Replied to a thread"));
  }

  #drawFoot() {
    const { message, where } = this;
    const replies = message.reply_count ?? 0;
    if (!replies || where.inThread) return fill(this.#foot);
    const last = message.latest_reply && momentOf(message.latest_reply);
    const button = h(
      "button",
      { class: "replies", type: "button", "data-testid": "replies", on: { click: () => where.openThread(message.ts) } },
      h(
        "span",
        { class: "reply-faces" },
        (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, "tiny")),
      ),
      h("span", { class: "replies-count" }, replies === 1 ? "1 reply" : `${replies} replies`),
      last && h("span", { class: "replies-last" }, `Last reply: ${dayName(last)} at ${clockTime(last)}`),
    );
    return fill(this.#foot, button);
  }
}

/**
 * Whether a message is drawn from its blocks. What a person typed also comes as one rich_text block, but its text knows more:
 * mentions, links and the marks for bold and italic.
 */
export function hasBlocks({ blocks = [], is_bot: isBot, text }) {
  const isTyped = !isBot && text && blocks.length === 1 && blocks[0].type === "rich_text";
  return blocks.length > 0 && !isTyped;
}

/** Opens the acting person's newest message among those in `region` for a change; false when there is none. */
export function editLast(region) {
  const own = region.querySelectorAll(`.message[data-user="${CSS.escape(store.me)}"]:not([data-ephemeral])`);
  own[own.length - 1]?.dispatchEvent(new CustomEvent("edit"));
  return own.length > 0;
}

/** Pictures and links for the files of a message. */
function files(list) {
  return h(
    "div",
    { class: "message-files" },
    list.map((file) => {
      const address = safePicture(file.url ?? "");
      if (address && file.mimetype?.startsWith("image/"))
        return h("img", {
          class: "image",
          src: address,
          alt: file.alt_text || file.title || file.name || "",
          loading: "lazy",
        });
      return address
        ? link(address, file.title || file.name || "File")
        : h("span", { class: "picture-missing" }, file.title || file.name || "File");
    }),
  );
}
