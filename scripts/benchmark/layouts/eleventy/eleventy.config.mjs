// The same site as Hugo's: a page for each briefing, lists in pages of fifty, and a page for each topic and name.
import footnotes from "markdown-it-footnote";

const TERMS = ["topics", "people", "organisations", "places"];

export default function (config) {
  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addFilter("slug", (text) => config.getFilter("slugify")(text));
  config.addCollection("terms", (collections) => {
    const terms = new Map();
    for (const page of collections.getFilteredByTag("briefings"))
      for (const kind of TERMS)
        for (const name of page.data[kind] ?? []) {
          const key = `${kind}/${config.getFilter("slugify")(name)}`;
          if (!terms.has(key)) terms.set(key, { key, name, pages: [] });
          terms.get(key).pages.push(page);
        }
    return [...terms.values()];
  });
  return { dir: { input: "content", includes: "../_includes", output: "_site" }, markdownTemplateEngine: false };
}
