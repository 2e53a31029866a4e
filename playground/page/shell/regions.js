// F6 and Shift+F6 go from one part of the page to the next: sidebar, messages, writing, thread.

/** @param {HTMLElement[]} parts */
export function startRegions(parts) {
  const stops = () =>
    parts.flatMap((part) => {
      if (part.inert || !part.checkVisibility({ visibilityProperty: true })) return [];
      const message = part.querySelector('.message[tabindex="0"]');
      const input = part.querySelector(".composer-input");
      const first = part.querySelector("a[href], [role=tabpanel]");
      return message || input ? [message, input].filter(Boolean) : [first].filter(Boolean);
    });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || document.getElementById("app").inert) return;
    event.preventDefault();
    const all = stops();
    const at = document.activeElement;
    const here = all.findLastIndex(
      (stop) => stop === at || stop.contains(at) || stop.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    all.at((here + (event.shiftKey ? -1 : 1) + all.length) % all.length)?.focus();
  });
}
