// Filters the lines of a timeline by what stands in their data-… attributes, and shows its years or months instead of
// its lines.  Both stand in the address, so that they can be sent; the filter goes along to the next page.  Without
// this file all lines are shown.  Who filters, or is led to a line, has asked for those that a topic holds back too.
(() => {
  "use strict";

  const root = document.documentElement;
  const form = document.querySelector("[data-filter]");
  const nav = document.querySelector("[data-levels]");
  if (!form && !nav) return;

  const fields = [...(form?.querySelectorAll("select") ?? [])];
  const entries = [...document.querySelectorAll(".timeline__entry")];
  const every = document.getElementById("every");
  const told = form?.querySelector("output");
  const reset = form?.querySelector("button");
  const levels = [...(nav?.querySelectorAll("a") ?? [])];
  const overview = document.querySelector("[data-periods]");
  const rows = [...(overview?.querySelectorAll("[data-key]") ?? [])];
  const onward = [...document.querySelectorAll(".pager a, .years a"), ...(overview?.querySelectorAll("a") ?? [])];
  const isPart = Boolean(document.querySelector(".pager, [data-lines]"));

  const language = form?.lang || nav?.lang; // that of the words, which may be another than the page's
  const decimal = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);

  // --- The filter -----------------------------------------------------------------------------------------

  const chosen = () => fields.filter((field) => field.value);

  const has = (values, value) => values.split(" ").includes(value);

  const matches = (entry) => chosen().every((field) => has(entry.dataset[field.name] ?? "", field.value));

  const filterEntries = () => {
    for (const entry of entries) entry.toggleAttribute("data-out", !matches(entry));
  };

  // --- The overview: how many lines of each period the filter leaves --------------------------------------

  const number = (row) => row.querySelector(":scope > .period__count");
  const text = (row) => row.querySelector(":scope > .period__text");
  const whole = new Map(rows.map((row) => [row, { count: Number(row.dataset.count), text: text(row)?.textContent }]));
  const isYear = (row) => row.parentElement === overview;
  const all = rows.filter(isYear).reduce((sum, row) => sum + whole.get(row).count, 0);
  const isIn = (row, period) => {
    const [first, last = first] = row.dataset.key.split("/"); // some years may be told together
    return isYear(row) ? first <= period.slice(0, 4) && period.slice(0, 4) <= last : period === row.dataset.key;
  };
  const isParted = overview?.hasAttribute("data-lines"); // whether lines stand on other pages too

  const countHere = () => {
    const counts = new Map();
    for (const entry of entries.filter(matches)) {
      const { period } = entry.dataset;
      counts.set(period, (counts.get(period) ?? 0) + 1);
    }
    return counts;
  };

  let loading = null;
  const load = () => (loading ??= fetch(overview.dataset.lines).then((answer) => answer.json()));

  // See `year_overview._data_of` for the form of the file.  There is none where the lines are too many.
  const countEverywhere = async () => {
    if (!overview.dataset.lines) throw new Error("no file");
    const { periods, filters } = await load();
    const columns = chosen().map((field) => {
      const { values, lines } = filters[field.name];
      const fits = values.map((value) => has(value, field.value));
      return (line) => fits[lines[line]];
    });
    let line = 0;
    return new Map(
      periods.map(([period, length]) => {
        let count = 0;
        for (const end = line + length; line < end; line += 1) count += columns.every((fit) => fit(line));
        return [period, count];
      }),
    );
  };

  const strongest = (row) => {
    const found = entries.filter((entry) => !entry.hasAttribute("data-out") && isIn(row, entry.dataset.period));
    const rank = ({ dataset }) => (dataset.status === "happened" ? 1e6 : 0) + Number(dataset.weight);
    const ranked = found.sort((one, other) => rank(other) - rank(one));
    return ranked[0]?.querySelector(".timeline__text").textContent ?? "";
  };

  const showRow = (row, count) => {
    const before = whole.get(row);
    number(row).textContent = decimal.format(count);
    row.hidden = count === 0;
    if (!text(row)) return;
    text(row).hidden = count !== before.count && isParted;
    text(row).textContent = count === before.count || isParted ? before.text : strongest(row);
  };

  const showCounts = (counts) => {
    const sum = (found) => found.reduce((before, [, count]) => before + count, 0);
    const all = [...counts];
    for (const row of rows) showRow(row, sum(all.filter(([period]) => isIn(row, period))));
    return sum(all);
  };

  const showAll = () => rows.forEach((row) => showRow(row, whole.get(row).count));

  // --- What is shown --------------------------------------------------------------------------------------

  const level = () => root.dataset.zoom ?? "days";

  const say = (key, shown, total) => {
    if (!told) return;
    const words = JSON.parse(told.dataset[key]);
    told.textContent = (words[plural.select(total)] ?? words.other)
      .replace("{shown}", decimal.format(shown))
      .replace("{all}", decimal.format(total));
  };

  let turn = 0; // a file that comes late says nothing about a filter that was chosen since
  const showOverview = async () => {
    const mine = (turn += 1);
    if (!chosen().length) return showAll();
    if (!isParted) return say("all", showCounts(countHere()), all);
    try {
      const counts = await countEverywhere();
      if (mine === turn) say("all", showCounts(counts), all);
    } catch {
      loading = null;
      if (mine !== turn) return;
      showAll();
      if (told) told.textContent = told.dataset.failed;
    }
  };

  const show = () => {
    filterEntries();
    const isFiltered = chosen().length > 0;
    if (every && isFiltered) every.checked = true;
    if (told && !isFiltered) told.textContent = "";
    if (reset) reset.hidden = !isFiltered;
    for (const link of levels) link.toggleAttribute("aria-current", false);
    levels.find((link) => link.dataset.level === level())?.setAttribute("aria-current", "true");
    if (level() !== "days") showOverview();
    else if (isFiltered) say(isPart ? "page" : "all", entries.filter(matches).length, entries.length);
  };

  // --- The address ----------------------------------------------------------------------------------------

  const search = (zoom) => {
    const found = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.value) found.set(field.name, field.value);
      else found.delete(field.name);
    }
    if (zoom === "days") found.delete("zoom");
    else found.set("zoom", zoom);
    return found.size ? `?${found}` : "";
  };

  const lead = () => {
    for (const link of onward) link.search = search("days");
    for (const link of levels) link.search = search(link.dataset.level);
  };

  const keep = () => {
    history.replaceState(history.state, "", location.pathname + search(level()) + location.hash);
    lead();
  };

  // A value of the address that no line of this page has is kept: the next page may have some.
  const take = () => {
    const found = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = found.get(field.name) ?? "";
      if (value && ![...field.options].some((option) => option.value === value)) {
        field.append(new Option(isPart ? value : `${value} (0)`, value));
      }
      field.value = value;
    }
    set(found.get("zoom"));
  };

  const set = (zoom) => {
    if (overview && (zoom === "years" || zoom === "months")) root.dataset.zoom = zoom;
    else delete root.dataset.zoom;
  };

  // --- Zooming --------------------------------------------------------------------------------------------

  const go = (zoom, hash = "") => {
    set(zoom);
    history.pushState(null, "", location.pathname + search(zoom) + hash);
    lead();
    show();
    nav.querySelector("output").textContent = levels.find((link) => link.dataset.level === zoom).dataset.told;
  };

  const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  const isHere = (link) => link.pathname === location.pathname;

  const visit = (target, focused = target) => {
    if (!target) return;
    target.scrollIntoView();
    if (!focused.matches("a")) focused.tabIndex = -1;
    focused.focus({ preventScroll: true });
  };

  // From a year to its months, from a month to its lines.
  const zoomIn = (link) => {
    const row = link.closest("[data-key]");
    if (level() === "years" && row.querySelector("[data-key]")) {
      go("months", `#${row.id}`);
      return visit(row, link);
    }
    if (!isHere(link)) return false;
    const first = entries.find((entry) => !entry.hasAttribute("data-out") && isIn(row, entry.dataset.period));
    if (every && first) every.checked = true;
    go("days", first ? `#${first.id}` : "");
    return visit(first);
  };

  const onClick = (event, act) => {
    const link = event.target.closest("a");
    if (link && isPlain(event) && act(link) !== false) event.preventDefault();
  };

  // What the hash names may be hidden by the zoom: then the lines are shown.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (level() !== "days" && target.closest(".overview ~ :is(.days, .ahead)")) {
      set("days");
      keep();
      show();
    }
    target.scrollIntoView();
  };

  const update = () => {
    show();
    keep();
  };

  form?.addEventListener("change", update);
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("reset", () => setTimeout(() => (update(), fields[0].focus())));
  overview?.addEventListener("click", (event) => onClick(event, zoomIn));
  if (overview) nav.addEventListener("click", (event) => onClick(event, (link) => go(link.dataset.level)));
  addEventListener("popstate", () => (take(), lead(), show()));
  addEventListener("hashchange", reveal);

  take();
  update();
  if (location.hash) reveal();
})();
