"""The rules of Block Kit that no type can say, one file per kind."""
