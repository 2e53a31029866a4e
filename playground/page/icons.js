// The page's own line icons, 20 by 20, drawn with the text colour.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  archive: ["M3 4h14v3.5H3z", "M4.2 7.5V16h11.6V7.5", "M8 10.8h4"],
  back: ["M12.5 4.5 7 10l5.5 5.5"],
  bolt: ["M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z"],
  check: ["M4.5 10.5 8.5 14.5 15.5 6"],
  chevron: ["M5.5 8 10 12.5 14.5 8"],
  clock: ["M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z", "M10 6.2V10l2.6 1.8"],
  close: ["M5 5 15 15", "M15 5 5 15"],
  code: ["M7 6 3 10l4 4", "M13 6l4 4-4 4"],
  down: ["M10 4v11.5", "M5 10.8 10 15.8 15 10.8"],
  eye: ["M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z", "M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  help: ["M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z", "M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5", "M10 13.8h.01"],
  forward: ["M4 5l6 5-6 5z", "M10.5 5l6 5-6 5z"],
  hash: ["M8 3.5 6.5 16.5", "M13.5 3.5 12 16.5", "M4 7.5h12.5", "M3.5 12.5H16"],
  link: ["M8.5 11.5 11.5 8.5", "M9.5 6.5 11.5 4.5a2.8 2.8 0 0 1 4 4l-2 2", "M10.5 13.5 8.5 15.5a2.8 2.8 0 0 1-4-4l2-2"],
  lock: ["M4.5 9h11v7.5h-11z", "M6.8 9V6.7a3.2 3.2 0 0 1 6.4 0V9"],
  menu: ["M3.5 5.5h13", "M3.5 10h13", "M3.5 14.5h13"],
  message: ["M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z"],
  moon: ["M16 11.5A6.5 6.5 0 0 1 8.5 4 6.5 6.5 0 1 0 16 11.5z"],
  more: ["M4.5 10h.01", "M10 10h.01", "M15.5 10h.01"],
  pencil: ["M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2z", "M11.5 6 14 8.5"],
  reply: ["M8 4.5 3.5 9 8 13.5", "M3.5 9h8a5 5 0 0 1 5 5v1.5"],
  screen: ["M3 4.5h14v9H3z", "M7.5 16.5h5", "M10 13.5v3"],
  search: ["M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z", "M13 13 17 17"],
  send: ["M3.5 10 16.5 4 13 16.5 9.5 11.5z", "M9.5 11.5 16.5 4"],
  smile: ["M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z", "M7 11.5c.6 1.2 1.7 1.9 3 1.9s2.4-.7 3-1.9", "M7.7 8h.01", "M12.3 8h.01"],
  sun: [
    "M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
    "M10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M15.7 4.3l-1.3 1.3M5.6 14.4l-1.3 1.3",
  ],
  trash: ["M4 5.5h12", "M8 5.5V4h4v1.5", "M5.5 5.5l.7 11h7.6l.7-11"],
  warning: ["M10 3.5 17.5 16.5h-15z", "M10 8.5v3.5", "M10 14.3h.01"],
  wave: ["M2 12.5c3 0 3.5-6.5 8-6.5s4.5 4.5 2 4.5-1.5-2.2.2-2.2", "M2 16h16"],
};

/**
 * One icon as an SVG node, hidden from screen readers (the control carries the name).
 * @param {keyof typeof PATHS} name
 */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `${className} icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
