/* 页眉的搜索框：粘贴和输入法选字也触发搜索；结果下面有去搜索页的一行；给读屏软件名称。 */
"use strict";
(() => {
  const query = document.querySelector("[data-md-component=search-query]");
  if (!query) return;
  // the theme listens to keyup alone: a paste by mouse or a candidate clicked in an input method has none
  const tell = () => query.dispatchEvent(new KeyboardEvent("keyup"));
  query.addEventListener("input", (event) => { if (!event.isComposing) setTimeout(tell); });
  query.addEventListener("compositionend", () => setTimeout(tell));
  document.querySelector("[data-md-component=search]").setAttribute("aria-label", "搜索");

  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const page = new URL(`${base}/search.html`, location.href);
  const all = document.createElement("a");
  all.className = "jg-all";
  // the theme's Enter clicks the link with the highest score: this one where nothing else was found
  all.innerHTML = '<span data-md-score="-1">在搜索页查看全部结果，可按种类、法规筛选</span>';
  const result = document.querySelector("[data-md-component=search-result]");
  result.querySelector(".md-search-result__meta").after(all);
  const update = () => {
    const asked = query.value.trim();
    page.search = new URLSearchParams({ q: asked }).toString();
    if (asked) all.href = String(page);
    else all.removeAttribute("href");
    all.hidden = !asked;
  };
  // the theme would step to that line first; ↓ then Enter opens the best hit, ↑ from it comes to the line
  query.addEventListener("keydown", (event) => {
    const first = event.key === "ArrowDown" && !event.isComposing && result.querySelector(".md-search-result__list [href]");
    if (!first) return;
    event.preventDefault();
    event.stopPropagation();
    first.focus();
  });
  query.addEventListener("keyup", update);
  query.addEventListener("focus", update);
  update();
})();
