"""What the readers of XML share: parsing it without entities of its own and without the network."""

import re
from html.entities import html5

from dateline.formats.html.chunks import Element
from dateline.model.problems import DatelineError

_SAMPLE = 80_000
"""Characters in which the definition of an entity is looked for; a later one is not resolved either."""
_ENTITY = re.compile(r"<!ENTITY\b|<!DOCTYPE\b[^>\[]{0,500}(?:\[|SYSTEM\b)", re.I)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,200}\?>")


def refuse_entities(text: str, file: str) -> None:
    """Raise `DatelineError` for a document that defines entities."""
    if _ENTITY.search(text[:_SAMPLE]):
        raise DatelineError(
            file,
            "the XML document defines entities of its own, which could read other files or grow without bound",
            "remove its <!DOCTYPE …> and the entities that it defines",
        )


def xml_tree(data: bytes | str) -> Element:
    """Parse an XML document leniently; None for one that defines entities, or has no root."""
    from lxml import etree

    sample = data[:_SAMPLE]
    text = sample if isinstance(sample, str) else sample.replace(b"\0", b"").decode("latin-1")
    if _ENTITY.search(text):
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_with_characters(data), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _with_characters(data: bytes | str) -> bytes:
    """Return the document with HTML's named characters (`&nbsp;`), which XML lacks, as numbers."""
    if isinstance(data, str):
        text = _DECLARATION.sub("", data, count=1)
        return _NAMED.sub(_number, text).encode("utf-8", "replace")
    return re.sub(
        rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};",
        lambda match: _NAMED.sub(_number, match[0].decode("ascii")).encode("ascii"),
        data,
    )


def _number(match: re.Match[str]) -> str:
    text = html5.get(match[1], "")
    return "".join(f"&#{ord(char)};" for char in text) or f"&amp;{match[1]}"


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
