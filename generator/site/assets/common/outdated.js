"use strict";
/* 本站按某一天的法律生成。到了法律或者目录内容变动的那一天，还开着旧的一份的人要知道：每一页顶上写出来。
   哪一天、变什么，由 assets/edition.js 给出（generator/site/__init__.py）。 */
(() => {
  const { element, onPage } = jianguan;
  const { next, as_of: asOf } = jianguanEdition;

  /** 今天，北京时间，如 2027-01-01：法律在北京的零点变。 */
  const today = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);

  onPage(() => {
    const page = document.querySelector(".md-content__inner");
    if (!next || !page || page.querySelector(".outdated") || today() < next.day) return;
    const words = `本站按${asOf}的法律生成，自${next.shown}起${next.what}，内容可能已经过时，请更新。`;
    const bar = element("div", { className: "notice outdated" }, element("p", { textContent: words }));
    bar.setAttribute("role", "status");
    page.prepend(bar);
  });
})();
