"""The Content-Security-Policy: what it says, whom it lets through, and that it holds in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect

from browser import serving, wait_until
from dateline.mkdocs.page_policy import page_policy, refused_by_policy, without_policy
from dateline.site.host_files import host_files
from dateline.site.security_policy import headers_with, policy_with
from sites import briefing_text, build_site, make_project


def config_of(folder: Path, more: str) -> object:
    (folder / "docs").mkdir()
    path = folder / "mkdocs.yml"
    path.write_text(f"site_name: Desk\ntheme: {{name: material, font: false}}\n{more}", encoding="utf-8")
    return load_config(str(path))


def test_nothing_runs_that_stands_in_a_page() -> None:
    policy = policy_with({})
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")
    assert "unsafe-inline" not in policy


def test_what_the_configuration_loads_from_elsewhere_is_let_through(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        "extra_css: [own.css, 'https://styles.example/a.css']\n"
        "extra_javascript: [own.js, {path: '//scripts.example/a.js', async: true}]\n",
    )
    policy = page_policy(config)  # type: ignore[arg-type]
    assert "style-src 'self' https://styles.example;" in policy
    assert "script-src 'self' 'wasm-unsafe-eval' https://scripts.example;" in policy
    config.theme["font"] = {"text": "Roboto"}  # type: ignore[attr-defined]
    assert "font-src 'self' https://fonts.gstatic.com;" in page_policy(config)  # type: ignore[arg-type]


def test_what_needs_inline_scripts_is_named(tmp_path: Path) -> None:
    config = config_of(tmp_path, "extra: {analytics: {provider: google}, homepage: /}\n")
    assert list(refused_by_policy(config)) == ["extra.analytics"]  # type: ignore[arg-type]


def test_files_for_hosts() -> None:
    assert host_files("", "").keys() == {".nojekyll"}
    found = host_files("default-src 'self'", "https://news.example/desk/")
    assert found["_headers"] == headers_with("default-src 'self'")
    assert found["robots.txt"].endswith("Sitemap: https://news.example/desk/sitemap.xml\n")


def test_a_server_blanks_the_policy_of_a_built_site() -> None:
    def app(environ: object, start_response: object) -> Iterator[bytes]:
        yield b"<meta content=\"default-src 'none'\">"
        yield b"<p>"

    served = without_policy(app, "default-src 'none'")
    assert list(served({}, None)) == [b'<meta content="                  ">', b"<p>"]  # type: ignore[arg-type]


def test_a_project_can_have_files_for_hosts_of_its_own_and_no_policy(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", options="content_security_policy: none")
    (project / "docs" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("# site_url:", "site_url: https://news.example/ #"))
    site = build_site(project)
    assert (site / "robots.txt").read_text().endswith("Disallow: /\n")
    assert (site / ".nojekyll").is_file() and not (site / "_headers").exists()
    assert "Content-Security-Policy" not in (site / "index.html").read_text()


@pytest.mark.browser
def test_a_script_that_slips_into_a_page_does_not_run(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    table, script = "| a | b |\n|--:|---|\n| 1 | 2 |", "<script>window.hacked = 2</script>"
    body = f"{table}\n\n<img src=gone.png onerror='window.hacked = 1'>\n\n{script}"
    (project / "briefings" / "rain.md").write_text(briefing_text("Rain", body=body))
    with serving(build_site(project, strict=False)) as url:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text))
        page.goto(f"{url}briefings/rain/")
        expect(page.get_by_role("heading", name="Rain")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("getComputedStyle(document.querySelector('td')).textAlign").endswith("right")
        assert sum("Content Security Policy" in line for line in said) == 2
        page.close()


@pytest.mark.browser
@pytest.mark.long
def test_a_site_that_is_opened_as_files_looks_as_it_should(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "briefings" / "rain.md").write_text(briefing_text("Rain"))
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text()}\nuse_directory_urls: false\n")
    page = browser.new_page(color_scheme="dark")
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((build_site(project) / "index.html").as_uri())
    page.get_by_role("link", name="Rain").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rain")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    wait_until(page, "[...document.fonts].some((font) => font.status === 'loaded')")
    assert failed == []
    page.close()
