/* 每页都用的小修补，和其他脚本共用的“每到一页”：即时导航换页不重新装载，脚本须在每页重来一遍。 */
"use strict";
window.jianguan = {
  // runs `make` on this page, and again on each page instant navigation brings
  onPage(make) {
    const run = () => make(document);
    if (window.document$) window.document$.subscribe(run);
    else if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
    else run();
  },
};
(() => {
  // a page inside a section shows which tab it belongs to
  const folder = (path) => path.replace(/[^/]*$/, "");
  const config = document.getElementById("__config");
  const base = new URL(`${config ? JSON.parse(config.textContent).base : "."}/index.html`, location.href);
  const tabs = () => document.querySelectorAll(".md-tabs__link").forEach((tab) => {
    const here = folder(tab.pathname) === folder(location.pathname) && folder(tab.pathname) !== folder(base.pathname);
    if (here) tab.parentElement.classList.add("md-tabs__item--active");
  });
  // an address that leads into folded content opens it; one that has moved leads on
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const moved = target.matches("[data-moved]") && target.querySelector("a");
    if (moved) { location.replace(moved.href); return; }
    const around = target.closest("details:not([open])");
    if (around) { around.open = true; target.scrollIntoView(); }
  };
  // a table that is wider than the page is scrolled sideways with the keyboard too
  const reach = () => document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrap) => {
    if (wrap.scrollWidth > wrap.clientWidth + 1) wrap.tabIndex = 0;
    else wrap.removeAttribute("tabindex");
  });
  window.jianguan.onPage(() => { tabs(); reveal(); setTimeout(reach); });
  addEventListener("hashchange", reveal);
  addEventListener("resize", reach);
})();
