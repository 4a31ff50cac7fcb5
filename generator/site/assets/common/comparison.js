/* 两个日期对照：只留下在所选两个日期之间有变化的行。 */
"use strict";
(() => {
  const held = (row, day) => (!row.dataset.start || row.dataset.start <= day) && (!row.dataset.end || day < row.dataset.end);

  // what a row says of the two days; empty where they do not differ in it
  function between(row, from, to) {
    if (row.dataset.day) return from < row.dataset.day && row.dataset.day <= to ? "有变动" : "";
    const before = held(row, from);
    const after = held(row, to);
    if (before === after) return "";
    return after ? "新适用" : "不再适用";
  }

  window.jianguan.onPage(() => {
    const form = document.querySelector("form[data-days]");
    if (!form || form.dataset.days) return;
    form.dataset.days = "ready";
    form.hidden = false;
    const result = form.querySelector("[role=status]");
    const asked = new URLSearchParams(location.search);
    for (const select of form.querySelectorAll("select")) {
      if ([...select.options].some((option) => option.value === asked.get(select.name))) select.value = asked.get(select.name);
    }
    const show = () => {
      const [from, to] = [form.elements.from.value, form.elements.to.value].sort();
      let differing = 0;
      for (const table of document.querySelectorAll("article table")) {
        let own = 0;
        for (const row of table.tBodies[0].rows) {
          const what = between(row, from, to);
          row.hidden = !what;
          row.cells[3].textContent = what;
          own += what ? 1 : 0;
        }
        const wrap = table.closest(".md-typeset__scrollwrap") || table;
        wrap.hidden = !own;
        let note = wrap.nextElementSibling;
        if (!note || !note.matches(".days__none")) {
          note = document.createElement("p");
          note.className = "days__none remark";
          note.textContent = "两个日期之间没有不同。";
          wrap.after(note);
        }
        note.hidden = own > 0;
        differing += own;
      }
      result.textContent = `${differing} 处不同`;
    };
    form.addEventListener("change", () => {
      show();
      const chosen = new URLSearchParams([...form.querySelectorAll("select")].map((select) => [select.name, select.value]));
      history.replaceState(history.state, "", `${location.pathname}?${chosen}${location.hash}`);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    setTimeout(show); // after the theme has put the tables into their frames
  });
})();
