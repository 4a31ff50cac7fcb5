/* 几处小修补：打印时展开折叠内容；标出所在栏目；地址指向折叠内容时展开它。 */
"use strict";
(() => {
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
