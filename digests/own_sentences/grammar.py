"""Read an own sentence, and refuse what is not offered in it before anything runs.

The sandbox of Jinja2 keeps templates from Python's insides, but not from work without end: a product of large numbers,
loops in loops. So the tree of a template is held to a list of what may stand in it. What is left ends soon: loops run
over at most a few things of a report, and never within each other.
"""

from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digests.own_sentences.wordable import ATTRIBUTES, FILTERS, FUNCTIONS, LISTS, LOOP, NAMES, printed
from digests.wording import all_of, any_of, upper_first

LONGEST_SOURCE = 1_000
_MOST_NODES = 400
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Concat,
    nodes.Getattr,
    nodes.Filter,
    nodes.Call,
)


class Unusable(Exception):
    """An own sentence that cannot be said; the text is a sentence for whoever wrote it."""


@lru_cache(maxsize=256)
def read(source: str, names: tuple[str, ...] = ()) -> Template:
    """The sentence ready to be said; `names` are offered besides those of every sentence. Raises Unusable."""
    if len(source) > LONGEST_SOURCE:
        raise Unusable(f"It is {len(source):,} characters long; at most {LONGEST_SOURCE:,} are read.")
    environment = _environment()
    try:
        tree = environment.parse(source)
        _hold(tree, {*NAMES, *names})
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        why = f"Is each {{{{ closed by }}}}, and each {{% if %}} by {{% endif %}}? ({error.message})"
        raise Unusable(f"Line {error.lineno} cannot be read. {why}") from None
    except (TemplateError, SyntaxError, RecursionError, MemoryError, ValueError, OverflowError):
        raise Unusable("It cannot be read: it goes too deep, or a number in it is too long.") from None


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=printed)
    kept = {name: environment.filters[name] for name in FILTERS if name != "upper_first"}
    environment.filters = {**kept, "upper_first": upper_first}
    environment.globals, environment.tests = {}, {}
    return environment


def _hold(tree: nodes.Template, known: set[str]) -> None:
    """Refuse whatever is not offered, with the line it stands in."""
    every = list(tree.find_all(nodes.Node))
    if len(every) > _MOST_NODES:
        raise Unusable("It is too long: say less, or in fewer pieces.")
    targets = {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    for node in every:
        if not isinstance(node, _ALLOWED):
            raise _refused(node, f"{_called(node)} cannot be used here")
        match node:
            case nodes.For():
                _hold_loop(node)
            case nodes.Call():
                _hold_call(node)
            case nodes.Filter():
                _hold_filter(node)
            case nodes.Getattr():
                _hold_attribute(node)
            case nodes.Name(name=name):
                if name in FUNCTIONS and id(node) not in called:
                    raise _refused(node, f"{name} needs its values in brackets, as in {name}(…)")
                if name not in known | targets | {"loop", *FUNCTIONS}:
                    raise _refused(node, f"there is no value called “{name}”")


def _hold_loop(node: nodes.For) -> None:
    if not isinstance(node.iter, nodes.Name) or node.iter.name not in LISTS:
        raise _refused(node, f"a loop runs over {any_of(LISTS)}")
    if not isinstance(node.target, nodes.Name) or node.recursive:
        raise _refused(node, "a loop has one name, as in {% for one in requests %}")
    if node.target.name in {*NAMES, *FUNCTIONS, "loop"}:
        raise _refused(node, f"“{node.target.name}” means something already; call it “one”")
    if any(isinstance(part, nodes.For) or part.find(nodes.For) for part in (*node.body, *node.else_)):
        raise _refused(node, "a loop cannot stand in a loop")


def _hold_call(node: nodes.Call) -> None:
    if not isinstance(node.node, nodes.Name) or node.node.name not in FUNCTIONS:
        raise _refused(node, f"only {all_of(FUNCTIONS)} can be called")
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _refused(node, f"{node.node.name}() takes plain values alone")


def _hold_filter(node: nodes.Filter) -> None:
    if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
        raise _refused(node, f"after “|” there can be {any_of(FILTERS)}")


def _hold_attribute(node: nodes.Getattr) -> None:
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    if node.attr not in (LOOP if owner == "loop" else ATTRIBUTES):
        raise _refused(node, f"“.{node.attr}” is not there; there are {all_of(['.' + name for name in ATTRIBUTES])}")


def _called(node: nodes.Node) -> str:
    """What people call a piece of a template."""
    names: dict[type[nodes.Node], str] = {
        nodes.Assign: "{% set %}",
        nodes.Macro: "{% macro %}",
        nodes.Include: "{% include %}",
        nodes.Import: "{% import %}",
        nodes.Block: "{% block %}",
        nodes.Getitem: "[ ]",
        nodes.Test: "“is”",
    }
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return f"“{node.operator}”"
    return names.get(type(node), type(node).__name__.lower())


def _refused(node: nodes.Node, why: str) -> Unusable:
    return Unusable(f"Line {node.lineno}: {why}.")
