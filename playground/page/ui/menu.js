// A button that opens a menu: arrow keys, Home, End, first letters, Enter, Esc; focus goes back to the button.

import { fill, h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { openPopup } from "./popup.js";

/**
 * @typedef {{label: string, note?: string, icon?: string, value?: string, danger?: boolean, checked?: boolean, run: () => void}} MenuItem
 * @typedef {{heading?: string, items: MenuItem[]}} MenuGroup
 */

/**
 * Makes `button` open a menu.
 * @param {HTMLButtonElement} button
 * @param {() => MenuGroup[]} groups asked for on each opening
 * @param {{label: string, align?: "start"|"end", prefer?: "below"|"above", top?: () => Node|null}} how `top` may give a note above the items
 */
export function menuButton(button, groups, { label, align = "start", prefer = "below", top = () => null }) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, id: uid("menu"), "data-testid": "menu" });
  let popup = null;
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  const items = () => [...menu.querySelectorAll("[role^=menuitem]")];
  const focusAt = (index) => {
    const all = items();
    all.at(index % all.length)?.focus();
  };

  function open(index) {
    if (popup) return;
    fill(
      menu,
      top(),
      groups()
        .filter((group) => group.items.length)
        .map(groupNode),
    );
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", menu.id);
    popup = openPopup(button, menu, { align, prefer, onClose: closed });
    focusAt(index);
  }

  function closed() {
    popup = null;
    const hadFocus = menu.contains(document.activeElement);
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    if (hadFocus) button.focus();
  }

  function groupNode(group) {
    const id = uid("group");
    const heading = group.heading && h("div", { class: "menu-heading", id }, group.heading);
    return h(
      "div",
      { class: "menu-group", role: "group", "aria-labelledby": heading ? id : null },
      heading,
      group.items.map(itemNode),
    );
  }

  function itemNode(item) {
    const role = item.checked === undefined ? "menuitem" : "menuitemradio";
    return h(
      "button",
      {
        class: `menu-item${item.danger ? " is-danger" : ""}`,
        type: "button",
        role,
        tabIndex: -1,
        "aria-checked": item.checked === undefined ? null : String(item.checked),
        "data-value": item.value,
        on: {
          click: () => {
            popup?.close();
            item.run();
          },
        },
      },
      item.icon && icon(item.icon),
      h(
        "span",
        { class: "menu-words" },
        h("span", { class: "menu-label" }, item.label),
        item.note && h("span", { class: "menu-note" }, item.note),
      ),
      item.checked && icon("check"),
    );
  }

  function onMenuKey(event) {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
    if (event.key in moves) focusAt(moves[event.key]);
    else if (event.key === "Escape") popup?.close();
    else if (event.key === "Tab") {
      popup?.close();
      return;
    } else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((node) =>
        node.textContent.trim().toLowerCase().startsWith(letter),
      );
      next?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // One item at a time can be tabbed to: the one that has the focus.
  menu.addEventListener("focusin", (event) => {
    for (const item of items()) item.tabIndex = item === event.target ? 0 : -1;
  });
  menu.addEventListener("keydown", onMenuKey);
  button.addEventListener("click", () => (popup ? popup.close() : open(0)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : -1);
  });
  return button;
}
