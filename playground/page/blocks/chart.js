// The data_visualization block. Slack draws pies, bars, areas and lines; here each of them is bars with their figures.

import { h } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";
const LINE = 20;
const BAR = 14;
const STEP = BAR + 4;
const GAP = 12;
/** The longest bar, in per cent of the width: its figure stands beside it. */
const LONGEST = 86;

export function chart(block) {
  const { labels, series } = table(block.chart);
  const rows = labels.length * (LINE + series.length * STEP + GAP) - GAP;
  const picture = draw("svg", { class: "chart-bars", role: "img", "aria-label": inWords(block, labels, series) });
  picture.setAttribute("height", rows);
  picture.append(...bars(labels, series));
  return {
    node: h(
      "figure",
      { class: "chart" },
      h("figcaption", { class: "chart-title" }, block.title),
      series.length > 1 && legend(series),
      picture,
      block.chart.axis_config?.y_label && h("div", { class: "chart-axis" }, block.chart.axis_config.y_label),
    ),
  };
}

/** What a chart shows, whatever its kind: labels, and for each series as many values. */
function table(shown) {
  if (shown.type === "pie") {
    const values = shown.segments.map((one) => one.value);
    return { labels: shown.segments.map((one) => one.label), series: [{ name: "", values }] };
  }
  return {
    labels: shown.axis_config.categories,
    series: shown.series.map((one) => ({ name: one.name, values: one.data.map((point) => point.value) })),
  };
}

function bars(labels, series) {
  const most = Math.max(...series.flatMap((one) => one.values), 0) || 1;
  let top = 0;
  return labels.flatMap((label, place) => {
    const nodes = [words(label, { class: "chart-label", y: top + 14 })];
    top += LINE;
    for (const [number, one] of series.entries()) {
      const wide = Math.max((one.values[place] / most) * LONGEST, 0);
      nodes.push(draw("rect", { class: `chart-bar chart-${number}`, y: top, width: `${wide}%`, height: BAR, rx: 3 }));
      // A picture within the picture, because a place in per cent cannot be moved by some pixels.
      const beside = draw("svg", { x: `${wide}%`, y: top, overflow: "visible" });
      beside.append(words(one.values[place].toLocaleString("en"), { class: "chart-value", x: 6, y: BAR - 2.5 }));
      nodes.push(beside);
      top += STEP;
    }
    top += GAP;
    return nodes;
  });
}

function legend(series) {
  return h(
    "ul",
    { class: "chart-legend" },
    series.map((one, number) => {
      const key = draw("svg", { width: 10, height: 10, "aria-hidden": "true" });
      key.append(draw("rect", { class: `chart-${number}`, width: 10, height: 10, rx: 2 }));
      return h("li", {}, key, one.name);
    }),
  );
}

/** The same for whoever does not see it. */
function inWords(block, labels, series) {
  const said = labels.map((label, place) => {
    const values = series.map((one) => `${one.name ? `${one.name} ` : ""}${one.values[place]}`);
    return `${label}: ${values.join(", ")}`;
  });
  return `${block.title}. ${said.join("; ")}`;
}

function draw(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

function words(text, attributes) {
  const node = draw("text", attributes);
  node.append(text);
  return node;
}
