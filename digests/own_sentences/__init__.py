"""Sentences of the digest that a workspace words itself: what may be said in them, and that nothing else can happen.

An own sentence is a small Jinja template. `grammar.py` reads it and refuses what is not offered, `saying.py` says it of
a report, `checking.py` tries it on sample reports before it is kept. Where it fails all the same, the built-in text is
said and the digest tells so: it goes out whatever an admin wrote.
"""
