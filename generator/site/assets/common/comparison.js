"use strict";
/* 两个日期对照：只留下在所选两个日期之间有变化的行。 */
(() => {
  const { all, element, first } = jianguan;

  /** @param {HTMLElement} row @param {string} day */
  function holds({ dataset }, day) {
    return (!dataset.start || dataset.start <= day) && (!dataset.end || day < dataset.end);
  }

  /**
   * What a row says of two days; empty where they do not differ in it.
   * @param {HTMLElement} row
   * @param {string} from
   * @param {string} to
   */
  function between(row, from, to) {
    const { day } = row.dataset;
    if (day) return from < day && day <= to ? "有变动" : "";
    const [before, after] = [holds(row, from), holds(row, to)];
    if (before === after) return "";
    return after ? "新适用" : "不再适用";
  }

  /**
   * The note under a table that the days do not differ in it.
   * @param {HTMLElement} wrap
   */
  function noteUnder(wrap) {
    const next = wrap.nextElementSibling;
    if (next instanceof HTMLElement && next.matches(".days__none")) return next;
    const note = element("p", { className: "days__none remark", textContent: "两个日期之间没有不同。" });
    wrap.after(note);
    return note;
  }

  /**
   * Leave the rows of a table that differ. How many there are.
   * @param {HTMLTableElement} table
   * @param {string} from
   * @param {string} to
   */
  function compare(table, from, to) {
    let differing = 0;
    for (const row of table.tBodies[0].rows) {
      const what = between(row, from, to);
      row.hidden = !what;
      row.cells[3].textContent = what;
      differing += what ? 1 : 0;
    }
    const wrap = /** @type {HTMLElement} */ (table.closest(".md-typeset__scrollwrap") || table);
    wrap.hidden = !differing;
    noteUnder(wrap).hidden = differing > 0;
    return differing;
  }

  jianguan.onPage(() => {
    const form = /** @type {HTMLFormElement | null} */ (first(document, "form[data-days]"));
    if (!form || form.dataset.days) return;
    form.dataset.days = "ready";
    form.hidden = false;
    const result = first(form, "[role=status]");
    const selects = all(form, "select").map((select) => /** @type {HTMLSelectElement} */ (select));
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name);
      if (value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
    }
    const show = () => {
      const [from, to] = selects.map((select) => select.value).sort();
      const tables = all(document, "article table").map((table) => /** @type {HTMLTableElement} */ (table));
      const differing = tables.reduce((sum, table) => sum + compare(table, from, to), 0);
      if (result) result.textContent = `${differing} 处不同`;
    };
    form.addEventListener("change", () => {
      show();
      const chosen = new URLSearchParams(selects.map((select) => [select.name, select.value]));
      history.replaceState(history.state, "", `${location.pathname}?${chosen}${location.hash}`);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    setTimeout(show); // after the theme has put the tables into their frames
  });
})();
