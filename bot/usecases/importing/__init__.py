"""Rows from elsewhere, one file for each thing: typed rows in, counts and row errors out, a second run changes nothing.

A row that is here already, by its external id or its name, is left as it is: what was changed in Slack since stays.
"""
