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
  all.textContent = "在搜索页查看全部结果，可按种类、法规筛选";
  all.hidden = true;
  const result = document.querySelector("[data-md-component=search-result]");
  result.querySelector(".md-search-result__meta").after(all);
  const update = () => {
    const asked = query.value.trim();
    all.hidden = !asked;
    page.search = new URLSearchParams({ q: asked }).toString();
    all.href = String(page);
  };
  query.addEventListener("keyup", update);
  query.addEventListener("focus", update);
  // nothing found: Enter leads to the search page, which names the nearest terms
  query.form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("keydown", (event) => {
    const found = result.querySelector(".md-search-result__link");
    if (event.key === "Enter" && !event.isComposing && query.value.trim() && (event.ctrlKey || (!found && !result.dataset.busy))) location.href = String(page);
  });
})();
