// The table block: the first row is the head; wide tables scroll in their own box.

import { h } from "../dom.js";
import { richText } from "../text/richtext.js";

export function table(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows ?? [];
  const cells = (row, tag) =>
    row.map((cell, column) => {
      const { align = "left", is_wrapped: wrapped } = settings[column] ?? {};
      return h(
        tag,
        { class: `cell align-${align}${wrapped ? " is-wrapped" : ""}`, scope: tag === "th" ? "col" : null },
        content(cell),
      );
    });
  return {
    node: h(
      "div",
      { class: "table-box", tabIndex: 0, role: "region", "aria-label": "Table" },
      h(
        "table",
        { class: "table text" },
        h("thead", {}, h("tr", {}, cells(head ?? [], "th"))),
        h(
          "tbody",
          {},
          rows.map((row) => h("tr", {}, cells(row, "td"))),
        ),
      ),
    ),
  };
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell.elements);
  return String(cell.text ?? cell.value ?? "");
}
