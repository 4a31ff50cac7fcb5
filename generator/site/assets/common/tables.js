/* 表格：点栏目名称排序；在输入框里写几个字，只留下含有这些字的行。没有脚本时表格照常可读。 */
"use strict";
(() => {
  const chinese = new Intl.Collator("zh-CN", { numeric: true });
  const number = (text) => {
    const found = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : Infinity; // a cell without a number comes last
  };
  const day = (text) => {
    const found = text.match(/(\d{4})年(\d{1,2})月(\d{1,2})日/);
    return found ? Date.UTC(found[1], found[2] - 1, found[3]) : Infinity;
  };
  const shown = (row, at) => row.cells[at].innerText.trim();
  const order = {
    text: (one, other) => chinese.compare(one, other),
    number: (one, other) => number(one) - number(other) || 0,
    day: (one, other) => day(one) - day(other) || 0,
  };

  function sortable(heading) {
    if (heading.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const rising = heading.getAttribute("aria-sort") !== "ascending";
      heading.parentElement.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const body = heading.closest("table").tBodies[0];
      const compare = order[heading.dataset.sort];
      const rows = [...body.rows].map((row) => [row, shown(row, heading.cellIndex)]);
      rows.sort((one, other) => (rising ? 1 : -1) * compare(one[1], other[1]));
      body.append(...rows.map(([row]) => row));
    });
  }

  const plain = (text) => text.normalize("NFKC").toLowerCase();

  function narrow(container) {
    if (container.querySelector(".narrow__box")) return;
    const rows = [...container.querySelectorAll("tbody tr")].map((row) => [row, plain(row.textContent)]);
    if (rows.length < 6) return;
    const form = document.createElement("form");
    form.className = "narrow__box";
    const label = document.createElement("label");
    label.textContent = `${container.dataset.narrow}：`;
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    const count = document.createElement("span");
    count.className = "narrow__count";
    count.setAttribute("role", "status");
    label.append(input);
    form.append(label, count);
    form.addEventListener("submit", (event) => event.preventDefault());
    container.prepend(form);
    // a heading stays as long as something under it does
    const parts = [...container.children].filter((part) => part !== form);
    const level = (part) => (/^H[1-6]$/.test(part.tagName) ? Number(part.tagName[1]) : 9);
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        left += row.hidden ? 0 : 1;
      }
      for (const part of parts) if (level(part) === 9) part.hidden = !part.querySelector("tbody tr:not([hidden])");
      parts.forEach((part, at) => {
        if (level(part) === 9) return;
        const rest = parts.slice(at + 1);
        const end = rest.findIndex((other) => level(other) <= level(part));
        part.hidden = !rest.slice(0, end < 0 ? rest.length : end).some((other) => level(other) === 9 && !other.hidden);
      });
      count.textContent = words.length ? `${left} / ${rows.length}` : "";
    });
  }

  window.jianguan.onPage(() => {
    document.querySelectorAll("th[data-sort]").forEach(sortable);
    document.querySelectorAll("[data-narrow]").forEach(narrow);
  });
})();
