"""Where references between catalog items lead: to what took one's place, and what to see instead. Pure."""

from collections.abc import Collection, Iterable, Mapping


def missing(successors: Mapping[str, str], known: Collection[str]) -> set[str]:
    """The items whose successor is nowhere."""
    return {item for item, successor in successors.items() if successor not in known}


def circle(item: str, successors: Mapping[str, str]) -> list[str]:
    """The way from an item over its successors back to itself; empty when it ends somewhere else."""
    way, here = [item], successors.get(item)
    while here is not None and here not in way:
        way.append(here)
        here = successors.get(here)
    return [*way, item] if here == item else []


def leads_nowhere(item: str, refers: Mapping[str, Iterable[str]], live: Collection[str]) -> bool:
    """Whether whoever follows the references from an item comes back to it and never to one that is for sale."""
    waiting, met, is_back = [item], set[str](), False
    while waiting:
        here = waiting.pop()
        if here in live:
            return False
        if here in met:
            continue
        met.add(here)
        for there in refers.get(here, ()):
            is_back = is_back or there == item
            waiting.append(there)
    return is_back
