"""Pictures of a week, drawn by ourselves: figures in, SVG and the same in words out. Pure, no database, no Slack.

`movers`, `pareto`, `heat` and `trend` each hold frozen figures and a `draw` that makes a `Drawing` of them: the SVG
text, which stands in a page as it is, and the alt text. `png.png` makes the picture for Slack of it, `page.style` gives
a page the font. Why we draw by ourselves: docs/decisions/0019-charts.md.
"""
