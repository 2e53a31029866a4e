"""Editions for one person: what became of what a rep asked, and what a sales manager's team heard.

Pure over what `storage.queries` returns: `rep.build` and `team.build` make one frozen report each, `words` says it.
What is told to whom, and what is not: docs/people-editions.md.
"""
