// Blocks that hold no controls: header, context, image, alert.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain, textNode } from "../text/objects.js";
import { safePicture } from "../text/links.js";

export const header = (block, surface) => ({
  node: h("div", { class: "header", role: "heading", "aria-level": surface.heading }, plain(block.text)),
});

export function context(block) {
  const parts = block.elements.map((element) =>
    element.type === "image"
      ? pictureOf(element, "context-image")
      : h("span", { class: "text context-text" }, textNode(element)),
  );
  return { node: h("div", { class: "context" }, parts) };
}

/** Where the picture of an image element or block comes from: its address, or a file of this workspace. */
function pictureAddress(element) {
  if (element.image_url) return safePicture(element.image_url);
  const file = element.slack_file ?? {};
  return file.url ? safePicture(file.url) : file.id ? `/files/${encodeURIComponent(file.id)}` : null;
}

/** A picture that says its alternative text when it does not load. */
export function pictureOf(element, className) {
  const address = pictureAddress(element);
  const instead = () => h("span", { class: "picture-missing" }, element.alt_text || "A picture that did not load");
  if (!address) return instead();
  const picture = h("img", {
    class: className,
    src: address,
    alt: element.alt_text ?? "",
    loading: "lazy",
    decoding: "async",
    width: element.image_width,
    height: element.image_height,
  });
  picture.addEventListener("error", () => picture.replaceWith(instead()));
  return picture;
}

export function image(block) {
  const address = pictureAddress(block);
  const picture = pictureOf(block, "image");
  const whole = address
    ? h(
        "a",
        {
          href: address,
          target: "_blank",
          rel: "noopener noreferrer",
          class: "image-link",
          "aria-label": `Open the picture: ${block.alt_text ?? ""}`,
        },
        picture,
      )
    : picture;
  return {
    node: h(
      "figure",
      { class: "image-block" },
      block.title && h("figcaption", { class: "image-title" }, plain(block.title)),
      whole,
    ),
  };
}

export function alertBlock(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  return {
    node: h(
      "div",
      { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
      icon(level === "success" ? "check" : "warning"),
      h("div", { class: "text" }, textNode(block.text)),
    ),
  };
}
