"use strict";
/* 页眉的搜索框：粘贴和输入法选字也触发搜索；结果下面有去搜索页的一行；给读屏软件名称。 */
(() => {
  /** @param {string} name */
  const component = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-md-component=${name}]`));

  /** The page that shows all results. */
  function searchPage() {
    const config = /** @type {HTMLElement} */ (document.getElementById("__config"));
    const { base } = JSON.parse(config.textContent || "");
    return new URL(`${base}/search.html`, location.href);
  }

  /** @param {HTMLInputElement} query */
  function tellOfAllInput(query) {
    // the theme listens to keyup alone: a paste by mouse or a candidate clicked in an input method has none
    const tell = () => query.dispatchEvent(new KeyboardEvent("keyup"));
    query.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) setTimeout(tell);
    });
    query.addEventListener("compositionend", () => setTimeout(tell));
  }

  /**
   * The line that leads to all results.
   * @param {HTMLInputElement} query
   */
  function lineToAll(query) {
    const page = searchPage();
    const line = document.createElement("a");
    line.className = "jg-all";
    // the theme's Enter clicks the link with the highest score: this one where nothing else was found
    line.innerHTML = '<span data-md-score="-1">在搜索页查看全部结果，可按种类、法规筛选</span>';
    const update = () => {
      const asked = query.value.trim();
      page.search = new URLSearchParams({ q: asked }).toString();
      if (asked) line.href = String(page);
      else line.removeAttribute("href");
      line.hidden = !asked;
    };
    query.addEventListener("keyup", update);
    query.addEventListener("focus", update);
    update();
    return line;
  }

  /**
   * ↓ steps to the best hit, past the line to all results; ↑ from it comes to the line.
   * @param {HTMLElement} query
   * @param {HTMLElement} result
   */
  function stepToBest(query, result) {
    query.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || event.isComposing) return;
      const first = /** @type {HTMLElement | null} */ (result.querySelector(".md-search-result__list [href]"));
      if (!first) return;
      event.preventDefault();
      event.stopPropagation();
      first.focus();
    });
  }

  const query = /** @type {HTMLInputElement | null} */ (component("search-query"));
  if (!query) return;
  const result = component("search-result");
  component("search").setAttribute("aria-label", "搜索");
  tellOfAllInput(query);
  result.querySelector(".md-search-result__meta")?.after(lineToAll(query));
  stepToBest(query, result);
})();
