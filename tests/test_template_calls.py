"""What a template calls gets what Jinja would give it."""

from functools import cache
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, pass_context, pass_environment, pass_eval_context

from dateline.site.template_calls import LightContext, make_globals_plain


@pass_context
def of_context(context: Any, *args: Any, **kwargs: Any) -> str:
    return f"{sorted(set(context.get_all()) & {'word', 'inner'})} {args} {kwargs}"


@pass_eval_context
def of_eval_context(context: Any, *args: Any) -> str:
    return f"{context.autoescape} {args}"


@pass_environment
def of_environment(env: Any, *args: Any) -> str:
    return f"{env.autoescape} {args}"


class Thing:
    def method(self, *args: Any, **kwargs: Any) -> str:
        return f"{args} {kwargs}"

    @pass_context
    def of_context(self, context: Any, *args: Any) -> str:
        return f"{'word' in context} {args}"

    __call__ = method


def plain(*args: Any, **kwargs: Any) -> str:
    return f"{args} {kwargs}"


GIVEN = {
    "plain": plain,
    "kept": cache(plain),
    "of_context": of_context,
    "of_eval_context": of_eval_context,
    "of_environment": of_environment,
    "thing": Thing(),
    "kind": Thing,
    "word": "<b>",
}


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize(
    "template",
    [
        "{{ plain(word, 1, last=2) }}",
        "{{ kept(word) }}{{ thing(word) }}{{ thing.method(word, last=1) }}{{ thing.of_context(1) }}",
        "{{ of_context(1, last=2) }}{{ of_eval_context(1) }}{{ of_environment(1) }}",
        "{% for inner in [1, 2] %}{{ of_context(inner) }}{{ plain(inner) }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% macro shown(text, more='') %}{{ text }}{{ more }}{{ caller() if caller }}{% endmacro %}"
        "{{ shown(word) }}{{ shown(word, more=word) }}{% call shown(word) %}{{ plain(word) }}{% endcall %}"
        "{% set found = shown(word) %}{{ found }}{% for inner in [1] %}{{ shown(inner) }}{% endfor %}",
        "{% block own %}{% set inner = 1 %}{{ plain(inner) }}{{ of_context(inner) }}{% endblock %}{{ self.own() }}",
        "{{ kind().method() }}{{ range(2) | list }}{{ dict(a=1) }}",
    ],
)
def test_a_call_gets_what_jinja_gives_it(template: str, autoescape: bool) -> None:
    light = Environment(autoescape=autoescape)
    light.context_class = LightContext
    found = [env.from_string(template).render(GIVEN) for env in (light, Environment(autoescape=autoescape))]
    assert found[0] == found[1]


@pytest.mark.parametrize("word", ["given", None])
def test_a_template_sees_the_globals_and_its_own_before_them(word: str | None) -> None:
    pages = {
        "page": "{% import 'own' as own with context %}{% from 'words' import say %}"
        "{{ own.said }} {{ say('b') }} {{ word }}",
        "own": "{% set said = word ~ of_page %}",
        "words": "{% macro say(text) %}{{ word }}{{ text }}{{ of_page }}{% endmacro %}",
    }
    plain_env, env = (Environment(loader=DictLoader(pages)) for _ in range(2))
    make_globals_plain(plain_env)
    found = []
    for each in (plain_env, env):
        each.globals["word"] = "global"
        template = each.get_template("page", globals={"of_page": "!"})
        found.append(template.render({"word": word} if word else {}))
    assert found[0] == found[1]
    assert "globalb!" in found[0]
