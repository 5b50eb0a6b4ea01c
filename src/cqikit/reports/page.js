// Long tables can be searched, sorted and paged, and little charts searched, chosen and
// sorted. The page is whole without it, and on paper: what is off is off on a screen.
(() => {
  "use strict";
  const LONG = 12, PAGE = 50;
  const words = document.body.dataset;
  const make = (name, parts) => Object.assign(document.createElement(name), parts);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // What a cell is sorted by: a number or day that its text says in a language, or that
  // is as plain as scripts read it.
  const number = (cell) => {
    const text = cell?.dataset.v ?? cell?.textContent.trim();
    return text ? Number(text) : NaN;
  };
  const labelled = (title, field) => {
    const label = make("label", { textContent: `${title} ` });
    label.append(field);
    return label;
  };

  // A bar of tools before something, and what was typed into it.
  function tools(before, show) {
    const bar = make("div", { className: "tools" });
    const field = make("input", { type: "search" });
    const said = make("output");
    bar.append(labelled(words.find, field), said);
    before.before(bar);
    field.addEventListener("input", show);
    return {
      bar,
      wanted: () => plain(field.value.trim()),
      count: (shown, all) => {
        said.textContent =
          words.shown.replace("{shown}", shown).replace("{all}", all);
      },
      choice: (title, options) => {
        const list = make("select");
        options.forEach((text) => list.append(new Option(text)));
        bar.insertBefore(labelled(title, list), said);
        list.addEventListener("change", show);
        return list;
      },
    };
  }

  function sorted(rows, place, way, head) {
    const cell = (row) => row.cells[place];
    const numbers = head.classList.contains("n")
      || rows.every((row) => cell(row)?.dataset.v);
    const keys = new Map(rows.map((row) =>
      [row, numbers ? number(cell(row)) : cell(row)?.textContent.trim() ?? ""]));
    return [...rows].sort((one, other) => {
      const a = keys.get(one), b = keys.get(other);
      if (!numbers) return way * names.compare(a, b);
      return isNaN(a) || isNaN(b) ? isNaN(a) - isNaN(b) : way * (a - b);
    });
  }

  function table(whole) {
    const body = whole.tBodies[0], heads = [...whole.tHead.rows[0].cells];
    let rows = [...body.rows], every = rows.length < 2 * PAGE;
    const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
    const { bar, wanted, count } = tools(whole.parentElement, show);
    const more = make("button", { type: "button", textContent: words.all });
    more.addEventListener("click", () => { every = true; show(); });
    bar.append(more);

    function show() {
      const fits = rows.filter((row) => texts.get(row).includes(wanted()));
      const shown = new Set(every ? fits : fits.slice(0, PAGE));
      rows.forEach((row) => row.classList.toggle("off", !shown.has(row)));
      more.hidden = every || fits.length <= PAGE;
      count(shown.size, rows.length);
    }

    heads.forEach((head, place) => {
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        rows = sorted(rows, place, up ? 1 : -1, head);
        body.append(...rows);
        show();
      });
    });
    show();
  }

  function cards(whole) {
    const first = whole.querySelector("ul"), rest = whole.querySelector("details");
    const items = [...whole.querySelectorAll("li")], room = first.children.length;
    const name = (item) => item.querySelector("b").textContent;
    const byName = [...items].sort((a, b) => names.compare(name(a), name(b)));
    const state = (item) => item.querySelector("span")?.textContent ?? "";
    const states = [...new Set(items.map(state))].filter(Boolean);
    const { wanted, count, choice } = tools(whole, show);
    const order = choice(words.order, [words.need, words.name]);
    const only = choice(words.only, [words.any, ...states]);
    order.addEventListener("change", () => {
      const every = order.selectedIndex ? byName : items;
      first.append(...every.slice(0, room));
      rest?.querySelector("ul").append(...every.slice(room));
    });

    function show() {
      const chosen = states[only.selectedIndex - 1];
      const fits = (item) => plain(name(item)).includes(wanted())
        && (!chosen || state(item) === chosen);
      const shown = items.filter(fits);
      items.forEach((item) => item.classList.toggle("off", !shown.includes(item)));
      if (rest && (wanted() || chosen)) rest.open = true;
      count(shown.length, items.length);
    }
    show();
  }

  document.querySelectorAll("table").forEach((whole) => {
    if (whole.tHead && whole.tBodies[0].rows.length >= LONG) table(whole);
  });
  document.querySelectorAll(".teams").forEach((whole) => {
    if (whole.querySelectorAll("li").length >= LONG) cards(whole);
  });
  // Who is sent to a section that is folded, or into a fold, finds it open.
  const unfold = () => {
    const there = document.querySelector(":target");
    there?.closest("details")?.setAttribute("open", "");
    if (there?.children.length === 2) there.querySelector("details")?.setAttribute("open", "");
  };
  addEventListener("hashchange", unfold);
  unfold();
  // What does not scroll needs no stop of the tabulator.
  const stops = () => document.querySelectorAll(".scroll").forEach((whole) => {
    if (whole.scrollWidth > whole.clientWidth) whole.tabIndex = 0;
    else whole.removeAttribute("tabindex");
  });
  document.addEventListener("toggle", stops, true);
  addEventListener("resize", stops);
  stops();
})();
