"use strict";
/* 每页都用的小修补，和其他脚本共用的“每到一页”：即时导航换页不重新装载，脚本须在每页重来一遍。 */
var jianguan = (() => {
  /**
   * Run `make` on this page, and again on each page instant navigation brings.
   * @param {() => void} make
   */
  function onPage(make) {
    if (globalThis.document$) globalThis.document$.subscribe(make);
    else if (document.readyState === "loading") addEventListener("DOMContentLoaded", make);
    else make();
  }

  /**
   * An element with properties, and children.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Partial<HTMLElementTagNameMap[Name]>} properties
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[Name]}
   */
  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /**
   * The elements a selector finds.
   * @param {ParentNode} root
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  const all = (root, selector) => [...root.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));

  /**
   * The first of them; null where there is none.
   * @param {ParentNode} root
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  const first = (root, selector) => root.querySelector(selector);

  return { onPage, element, all, first };
})();

(() => {
  const { all } = jianguan;
  const config = document.getElementById("__config");
  const base = new URL(`${config ? JSON.parse(config.textContent || "").base : "."}/index.html`, location.href);

  /** @param {string} path */
  const folder = (path) => path.replace(/[^/]*$/, "");

  /** A page inside a section shows which tab it belongs to. */
  function markTab() {
    for (const tab of all(document, ".md-tabs__link")) {
      const path = folder(/** @type {HTMLAnchorElement} */ (tab).pathname);
      if (path === folder(location.pathname) && path !== folder(base.pathname))
        tab.parentElement?.classList.add("md-tabs__item--active");
    }
  }

  /** An address that leads into folded content opens it; one that has moved leads on. */
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const moved = target.matches("[data-moved]") && target.querySelector("a");
    if (moved) {
      location.replace(moved.href);
      return;
    }
    const around = /** @type {HTMLDetailsElement | null} */ (target.closest("details:not([open])"));
    if (!around) return;
    around.open = true;
    target.scrollIntoView();
  }

  /** A table that is wider than the page is scrolled sideways with the keyboard too. */
  function reach() {
    for (const wrap of all(document, ".md-typeset__scrollwrap")) {
      if (wrap.scrollWidth > wrap.clientWidth + 1) wrap.tabIndex = 0;
      else wrap.removeAttribute("tabindex");
    }
  }

  jianguan.onPage(() => {
    markTab();
    reveal();
    setTimeout(reach);
  });
  addEventListener("hashchange", reveal);
  addEventListener("resize", reach);
})();
