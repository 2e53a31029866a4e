// A floating box next to a control (menus, listboxes). It lives in the top layer, so no scrolling parent can cut it off.

const GAP = 4;
const EDGE = 8;
const TALLEST_PX = 400;
const NARROWEST_PX = 240;

/** Where a popup of this control goes: into its dialog or its part of the page, but outside everything that scrolls. */
const layerOf = (anchor) => anchor.closest("[aria-modal], .topbar, main, aside") ?? document.getElementById("app");

/**
 * Shows `node` next to `anchor`, and takes it out of the page when it closes.
 * @param {HTMLElement} anchor
 * @param {HTMLElement} node
 * @param {{onClose: () => void, matchWidth?: boolean, prefer?: "below"|"above", align?: "start"|"end", keepOpenFor?: HTMLElement}} how
 * @returns {{place: () => void, close: () => void}}
 */
export function openPopup(
  anchor,
  node,
  { onClose, matchWidth = false, prefer = "below", align = "start", keepOpenFor = anchor },
) {
  node.setAttribute("popover", "manual");
  layerOf(anchor).append(node);
  node.showPopover();
  const ended = new AbortController();
  let frame = 0;

  function place() {
    const box = anchor.getBoundingClientRect();
    node.style.minWidth = matchWidth ? `${Math.min(Math.max(box.width, NARROWEST_PX), innerWidth - 2 * EDGE)}px` : "";
    node.style.maxHeight = "";
    const below = innerHeight - box.bottom - GAP - EDGE;
    const above = box.top - GAP - EDGE;
    const wanted = Math.min(node.scrollHeight + 2, TALLEST_PX);
    const up = prefer === "above" ? above >= Math.min(wanted, 160) || above > below : below < wanted && above > below;
    node.style.maxHeight = `${Math.max(Math.min(TALLEST_PX, up ? above : below), 96)}px`;
    const { width, height } = node.getBoundingClientRect();
    const left = align === "end" ? box.right - width : box.left;
    node.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
    node.style.top = `${up ? Math.max(EDGE, box.top - GAP - height) : box.bottom + GAP}px`;
  }

  function later() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const box = anchor.getBoundingClientRect();
      if (!anchor.isConnected || box.bottom < 0 || box.top > innerHeight) close();
      else place();
    });
  }

  function close() {
    if (ended.signal.aborted) return;
    ended.abort();
    cancelAnimationFrame(frame);
    onClose();
    node.remove();
  }

  const { signal } = ended;
  document.addEventListener(
    "pointerdown",
    (event) => {
      if (!node.contains(event.target) && !keepOpenFor.contains(event.target)) close();
    },
    { capture: true, signal },
  );
  document.addEventListener("scroll", (event) => !node.contains(event.target) && later(), {
    capture: true,
    passive: true,
    signal,
  });
  addEventListener("resize", later, { signal });
  place();
  return { place, close };
}
