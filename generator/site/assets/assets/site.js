/* 几处小修补：鼠标粘贴和输入法选字也触发搜索；打印时展开折叠内容；给搜索框读屏名称；标出所在栏目。 */
"use strict";
(() => {
  const query = document.querySelector("[data-md-component=search-query]");
  if (query) {
    // the theme listens to keyup alone: a paste by mouse or a candidate clicked in an input method has none
    query.addEventListener("input", (event) => {
      if (!event.isComposing) setTimeout(() => query.dispatchEvent(new KeyboardEvent("keyup")));
    });
    query.addEventListener("compositionend", () => setTimeout(() => query.dispatchEvent(new KeyboardEvent("keyup"))));
    document.querySelector("[data-md-component=search]").setAttribute("aria-label", "搜索");
  }
  // a page inside a section shows which tab it belongs to
  const folder = (path) => path.replace(/[^/]*$/, "");
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const root = folder(new URL(`${base}/index.html`, location.href).pathname);
  document.querySelectorAll(".md-tabs__link").forEach((tab) => {
    if (folder(tab.pathname) === folder(location.pathname) && folder(tab.pathname) !== root) {
      tab.parentElement.classList.add("md-tabs__item--active");
    }
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open])")];
    folded.forEach((element) => { element.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((element) => { element.open = false; }));
  // an address that leads into folded content opens it
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = target && target.closest("details:not([open])");
    if (around) { around.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
