"""Why deals are lost, what would have won them, and how sure one can be. Pure over the rows of `storage.queries.deals`.

`gather.gather` reads a quarter's rows, `build.build` makes one frozen `DealsReport` of them, `telling` says it.
What is counted how, and why: docs/decisions/0020-lost-deals.md.
"""
