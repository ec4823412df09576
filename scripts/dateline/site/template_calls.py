"""Calls within templates at less cost: a page makes some hundred, nearly all of macros and plain functions.

Jinja asks of each whether it wants the context, or a part of it, in several ways; of these two kinds it is known
(https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment.context_class).
"""

from collections.abc import MutableMapping
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro

_WANTS = "jinja_pass_arg"
"""The attribute by which a function says that it wants the context or a part of it (`jinja2.pass_context`)."""
_FOR_THE_CONTEXT = ("_block_vars", "_loop_vars")
"""Arguments that compiled templates add for who wants the context."""


class LightContext(Context):
    """The values that a template sees, as Jinja has them."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 -- a template may name one “self”
        """The result of calling what a template calls."""
        kind = __obj.__class__
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif not (kind is FunctionType or kind is MethodType) or hasattr(__obj, _WANTS):
            return super().call(__obj, *args, **kwargs)
        for name in _FOR_THE_CONTEXT if kwargs else ():
            kwargs.pop(name, None)
        return __obj(*args, **kwargs)


def make_globals_plain(env: Environment) -> None:
    """Give each template one dictionary of the globals, as they are when it is loaded.

    Jinja's own mapping of a template's globals over the environment's is merged name by name at every rendering, and at
    every import that it makes.
    """

    def merged(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**env.globals, **(own or {})}

    env.make_globals = merged  # type: ignore[assignment]  # a method, that of Environment
