// Building the page: small helpers over createElement. Text only ever enters through text nodes.

/** Keys that are set as properties because the attribute means something else or does not exist. */
const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "indeterminate",
  "readOnly",
  "tabIndex",
  "hidden",
  "htmlFor",
]);

let lastId = 0;

/** An id that is unique on the page, for labels and listboxes. */
export function uid(prefix = "id") {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/**
 * Makes an element. `props.on` holds listeners, `props.class` the class; other keys become attributes
 * (null, undefined and false are left out) unless they are in PROPERTIES.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (key === "on") {
      for (const [type, listener] of Object.entries(value)) if (listener) node.addEventListener(type, listener);
    } else if (PROPERTIES.has(key)) {
      node[key] = value;
    } else if (value !== false) {
      node.setAttribute(key, value === true ? "" : String(value));
    }
  }
  append(node, children);
  return node;
}

/** Appends nodes and texts, however nested; leaves out null, undefined and false. */
export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
  return parent;
}

/** Replaces everything inside a node. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/**
 * Makes the given nodes the children of a parent, in this order. What is in its place already is not touched: a
 * press that began on it still ends on it, and it keeps the focus.
 */
export function arrange(parent, nodes) {
  const staying = new Set(nodes);
  for (const node of [...parent.children]) if (!staying.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** A document fragment of the given children. */
export function fragment(...children) {
  return append(document.createDocumentFragment(), children);
}

/** Everything inside a node that the Tab key can reach, in order. */
export function tabbable(root) {
  const candidates = root.querySelectorAll("a[href], button, input, select, textarea, [tabindex]");
  return [...candidates].filter(
    (node) => !node.disabled && node.tabIndex >= 0 && node.checkVisibility() && !node.closest("[inert]"),
  );
}

/** True on a phone-wide window, where the sidebar is a drawer and panels fill the screen. */
export const narrow = window.matchMedia("(max-width: 720px)");

/** Tells the style sheets how tall a node is, as a length of the whole page: what floats needs room beside what flows. */
export function tellHeight(node, name) {
  new ResizeObserver(() => document.documentElement.style.setProperty(name, `${node.offsetHeight}px`)).observe(node);
}

/** Sets or removes an attribute. */
export function toggleAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Lower case without accents, so that typing "cafe" finds "Café". */
export function folded(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A value remembered in this browser, or the fallback where storage is switched off. */
export function remembered(key, fallback = null) {
  try {
    return localStorage.getItem(`groundswell.${key}`) ?? fallback;
  } catch {
    return fallback;
  }
}

/** Remembers a value in this browser; null forgets it. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`groundswell.${key}`);
    else localStorage.setItem(`groundswell.${key}`, value);
  } catch {
    // Storage may be switched off: the page works, it only forgets.
  }
}
