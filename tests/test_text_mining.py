"""What a site says of mining its text: in a file, in its pages, in headers."""

import json
from pathlib import Path

from lxml import html

from dateline.site.host_files import host_files
from dateline.site.text_mining import PATH, TextMining
from sites import build_site

TERMS = "https://desk.example/terms?a&b"
CONFIG = """site_name: The Desk
site_url: https://desk.example/news/
theme: material
plugins: [{{dateline: {{content_security_policy: none, {more}}}}}]
"""


def test_a_site_says_in_three_places_that_its_text_is_not_to_be_mined(tmp_path: Path) -> None:
    for folder in ("docs", "briefings"):
        (tmp_path / folder).mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(CONFIG.format(more=f"text_mining: reserved, text_mining_terms: '{TERMS}'"))
    site = build_site(tmp_path)
    (rule,) = json.loads((site / PATH).read_text())
    assert rule == {"location": "/news/", "tdm-reservation": 1, "tdm-policy": TERMS}
    assert (site / "_headers").read_text() == f"/*\n  tdm-reservation: 1\n  tdm-policy: {TERMS}\n"
    for name in ("index.html", "404.html", "archive/index.html"):
        metas = html.fromstring((site / name).read_text()).xpath('//meta[starts-with(@name, "tdm")]')
        assert {meta.get("name"): meta.get("content") for meta in metas} == {
            "tdm-reservation": "1",
            "tdm-policy": TERMS,
        }
    config.write_text(CONFIG.format(more="exports: none"))
    site = build_site(tmp_path)
    assert not (site / ".well-known").exists() and "tdm" not in (site / "index.html").read_text()


def test_a_site_may_say_that_its_text_may_be_mined() -> None:
    assert host_files("", "", mining=TextMining()).keys() == {".nojekyll"}
    found = host_files("default-src 'self'", "", mining=TextMining("allowed"))
    assert json.loads(found[PATH]) == [{"location": "/", "tdm-reservation": 0}]
    assert found["_headers"].endswith("nosniff\n  tdm-reservation: 0\n")
