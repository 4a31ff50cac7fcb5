"use strict";
/* 表格：点栏目名称排序；在输入框里写几个字，只留下含有这些字的行。没有脚本时表格照常可读。 */
(() => {
  const { all, element } = jianguan;
  const chinese = new Intl.Collator("zh-CN", { numeric: true });
  const FEWEST_ROWS = 6; // that are worth narrowing
  const NO_HEADING = 9;

  /** @param {string} text */
  function number(text) {
    const found = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : Infinity; // a cell without a number comes last
  }

  /** @param {string} text */
  function day(text) {
    const found = text.match(/(\d{4})年(\d{1,2})月(\d{1,2})日/);
    return found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : Infinity;
  }

  /** @type {Record<string, (one: string, other: string) => number>} */
  const ORDER = {
    text: (one, other) => chinese.compare(one, other),
    number: (one, other) => number(one) - number(other) || 0,
    day: (one, other) => day(one) - day(other) || 0,
  };

  /** @param {HTMLTableCellElement} heading */
  function sort(heading) {
    const isRising = heading.getAttribute("aria-sort") !== "ascending";
    const row = /** @type {HTMLTableRowElement} */ (heading.parentElement);
    for (const other of all(row, "[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", isRising ? "ascending" : "descending");
    const body = /** @type {HTMLTableElement} */ (heading.closest("table")).tBodies[0];
    const compare = ORDER[heading.dataset.sort || "text"];
    const rows = [...body.rows].map((row) => ({ row, shown: row.cells[heading.cellIndex].innerText.trim() }));
    rows.sort((one, other) => (isRising ? 1 : -1) * compare(one.shown, other.shown));
    body.append(...rows.map(({ row }) => row));
  }

  /** @param {HTMLTableCellElement} heading */
  function makeSortable(heading) {
    if (heading.querySelector("button")) return;
    const button = element("button", { type: "button", className: "sort" }, ...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(heading));
  }

  /** @param {string | null} text */
  const plain = (text) => (text || "").normalize("NFKC").toLowerCase();

  /** @param {HTMLElement} part */
  const levelOf = (part) => (/^H[1-6]$/.test(part.tagName) ? Number(part.tagName[1]) : NO_HEADING);

  /**
   * Hide the parts without a row that is left, and the headings under which nothing is.
   * @param {HTMLElement[]} parts
   */
  function hideEmpty(parts) {
    for (const part of parts)
      if (levelOf(part) === NO_HEADING) part.hidden = !part.querySelector("tbody tr:not([hidden])");
    parts.forEach((part, at) => {
      const level = levelOf(part);
      if (level === NO_HEADING) return;
      const rest = parts.slice(at + 1);
      const end = rest.findIndex((other) => levelOf(other) <= level);
      const under = rest.slice(0, end < 0 ? rest.length : end);
      part.hidden = !under.some((other) => levelOf(other) === NO_HEADING && !other.hidden);
    });
  }

  /**
   * Put an input above tables that leaves only the rows with the words in it.
   * @param {HTMLElement} container
   */
  function makeNarrow(container) {
    if (container.querySelector(".narrow__box")) return;
    const rows = all(container, "tbody tr").map((row) => ({ row, text: plain(row.textContent) }));
    if (rows.length < FEWEST_ROWS) return;
    const input = element("input", { type: "search", autocomplete: "off" });
    const count = element("span", { className: "narrow__count" });
    count.setAttribute("role", "status");
    const label = element("label", {}, `${container.dataset.narrow}：`, input);
    const form = element("form", { className: "narrow__box" }, label, count);
    const parts = [...container.children].map((part) => /** @type {HTMLElement} */ (part));
    form.addEventListener("submit", (event) => event.preventDefault());
    container.prepend(form);
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
      hideEmpty(parts);
      const left = rows.filter(({ row }) => !row.hidden).length;
      count.textContent = words.length ? `${left} / ${rows.length}` : "";
    });
  }

  jianguan.onPage(() => {
    for (const heading of all(document, "th[data-sort]")) makeSortable(/** @type {HTMLTableCellElement} */ (heading));
    for (const container of all(document, "[data-narrow]")) makeNarrow(container);
  });
})();
