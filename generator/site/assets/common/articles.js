"use strict";
/* 法规页的侧栏：每章注明条的起止；输入“33”或“第三十三条”跳到该条，输入别的字筛选章节。 */
(() => {
  const { all, element, first } = jianguan;
  const FEW = 20;
  const DIGITS = "零一二三四五六七八九";
  const UNITS = ["", "十", "百", "千"];

  /**
   * 33 → 三十三
   * @param {number} value
   */
  function chinese(value) {
    let text = "";
    [...String(value)].forEach((digit, at, all) => {
      if (digit !== "0") text += DIGITS[Number(digit)] + UNITS[all.length - at - 1];
      else if (!text.endsWith("零")) text += "零";
    });
    return text.replace(/零+$/, "").replace(/^一十/, "十");
  }

  const TYPED = /^\s*第?\s*(\d{1,4}|[零一二三四五六七八九十百千]+)\s*条?\s*(之[一二三四五六七八九十]+)?\s*$/;

  /**
   * 33, 第33条, 三十三, 第三十六条之一 → the article's label as the page prints it; empty for anything else.
   * @param {string} typed
   */
  function labelOf(typed) {
    const found = typed.normalize("NFKC").match(TYPED);
    if (!found) return "";
    return `第${/\d/.test(found[1]) ? chinese(Number(found[1])) : found[1]}条${found[2] || ""}`;
  }

  /**
   * An entry of the table of contents and the heading it leads to.
   * @typedef {{ entry: HTMLElement, link: HTMLAnchorElement, heading: HTMLElement | null }} Entry
   */

  /**
   * @param {HTMLElement} toc
   * @returns {Entry[]}
   */
  function entriesOf(toc) {
    return all(toc, ".md-nav__item").map((entry) => {
      const link = /** @type {HTMLAnchorElement} */ (entry.querySelector("a"));
      return { entry, link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
    });
  }

  /** @param {Node} one @param {Node} other */
  const isBefore = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  /**
   * Say beside a chapter which articles stand between its heading and the next.
   * @param {Entry} chapter
   * @param {HTMLElement | null | undefined} next
   * @param {HTMLElement[]} articles
   */
  function tellRange({ link, heading }, next, articles) {
    if (!heading || !/_\d+$/.test(heading.id)) return;
    const own = articles.filter((article) => isBefore(heading, article) && (!next || isBefore(article, next)));
    if (!own.length) return;
    const [from, to] = [own[0], own[own.length - 1]].map((article) => (article.id.match(/\d+/) || [""])[0]);
    const range = from === to ? `第 ${from} 条` : `第 ${from}–${to} 条`;
    link.append(element("span", { className: "jump__range" }, range));
    link.classList.add("md-nav__link--ranged");
  }

  /**
   * The form that leads to an article, or leaves the chapters with some words.
   * @param {Entry[]} entries
   * @param {HTMLElement[]} articles
   */
  function jumpForm(entries, articles) {
    const named = new Map(articles.map((heading) => [(heading.textContent || "").trim(), heading]));
    const input = element("input", { type: "search", autocomplete: "off", placeholder: "如 33" });
    const said = element("span", {});
    said.setAttribute("role", "status");
    const form = element("form", { className: "jump" }, element("label", {}, "跳到某条、筛选章节", input), said);
    input.addEventListener("input", () => {
      const words = labelOf(input.value) ? "" : input.value.trim();
      said.textContent = "";
      for (const { entry } of entries) entry.hidden = !(entry.textContent || "").includes(words);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const heading = named.get(labelOf(input.value));
      if (heading) location.hash = heading.id;
      else said.textContent = input.value.trim() ? "本页没有这一条" : "";
    });
    return form;
  }

  jianguan.onPage(() => {
    const articles = all(document, ".art > [id^=art_]:first-child");
    const toc = first(document, ".md-sidebar--secondary .md-nav--secondary");
    if (articles.length < FEW || !toc || toc.querySelector(".jump")) return;
    const entries = entriesOf(toc);
    entries.forEach((entry, at) => tellRange(entry, entries[at + 1] && entries[at + 1].heading, articles));
    const form = jumpForm(entries, articles);
    if (toc.offsetParent) toc.prepend(form);
    else document.getElementById("articles")?.after(form); // on a phone the sidebar is not there
  });
})();
