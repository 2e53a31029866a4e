// Links: only http, https and mailto become links, and links to a message of this workspace lead to this page.

import { h } from "../dom.js";
import { store } from "../store.js";

const SAFE = new Set(["http:", "https:", "mailto:"]);

/** The address when it is a whole one that a link may have, else null. A permalink gets the address that works here. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    if (!SAFE.has(url.protocol)) return null;
    return permalinkTarget(url) ? location.origin + url.pathname + url.search : url.href;
  } catch {
    return null;
  }
}

/** The address of a picture or file: http and https, or a path of this workspace. */
export function safePicture(address) {
  const url = safeUrl(/^\/(?!\/)/.test(address) ? location.origin + address : address);
  return url && !url.startsWith("mailto:") ? url : null;
}

/** A link, or only its text when the address is not a safe one. */
export function link(address, ...children) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", class: "link" }, ...children);
}

/**
 * Where a permalink of this workspace points, or null for any other address.
 * @param {URL} url
 * @returns {{channel: string, ts: string, thread: string|null} | null}
 */
export function permalinkTarget({ host, pathname, searchParams }) {
  if (host !== location.host && host !== `${store.team.domain}.slack.com`) return null;
  const found = /^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/.exec(pathname);
  return found && { channel: found[1], ts: `${found[2]}.${found[3]}`, thread: searchParams.get("thread_ts") };
}

/** Clicks on permalinks stay on this page; everything else goes its usual way. */
export function followPermalinks(open) {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const anchor = event.target.closest?.("a[href]");
    const target = anchor && permalinkTarget(new URL(anchor.href));
    if (!target || !store.channel(target.channel)) return;
    event.preventDefault();
    open(target);
  });
}
