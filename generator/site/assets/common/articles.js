/* 法规页的侧栏：每章注明条的起止；输入“33”或“第三十三条”跳到该条，输入别的字筛选章节。 */
"use strict";
(() => {
  const FEW = 20;
  const digits = "零一二三四五六七八九";
  const chinese = (value) => {
    const units = ["", "十", "百", "千"];
    let text = "";
    [...String(value)].forEach((digit, at, all) => {
      const unit = units[all.length - at - 1];
      if (digit !== "0") text += digits[digit] + unit;
      else if (!text.endsWith("零")) text += "零";
    });
    return text.replace(/零+$/, "").replace(/^一十/, "十");
  };
  // 33, 第33条, 三十三, 第三十六条之一 → the article's label as the page prints it
  const label = (typed) => {
    const found = typed.normalize("NFKC").match(/^\s*第?\s*(\d{1,4}|[零一二三四五六七八九十百千]+)\s*条?\s*(之[一二三四五六七八九十]+)?\s*$/);
    if (!found) return "";
    return `第${/\d/.test(found[1]) ? chinese(Number(found[1])) : found[1]}条${found[2] || ""}`;
  };

  window.jianguan.onPage(() => {
    const articles = [...document.querySelectorAll(".art > [id^=art_]:first-child")];
    const toc = document.querySelector(".md-sidebar--secondary .md-nav--secondary");
    if (articles.length < FEW || !toc || toc.querySelector(".jump")) return;
    const named = new Map(articles.map((heading) => [heading.textContent.trim(), heading]));
    const entries = [...toc.querySelectorAll(".md-nav__item")].map((entry) => {
      const link = entry.querySelector("a");
      return [entry, document.getElementById(decodeURIComponent(link.hash.slice(1)))];
    });
    // the articles of a chapter stand between its heading and the next
    entries.forEach(([entry, heading], at) => {
      if (!heading || !/_\d+$/.test(heading.id)) return;
      const next = entries[at + 1] && entries[at + 1][1];
      const own = articles.filter((article) => heading.compareDocumentPosition(article) & 4 && (!next || next.compareDocumentPosition(article) & 2));
      if (!own.length) return;
      const range = document.createElement("span");
      range.className = "jump__range";
      const ends = [own[0], own[own.length - 1]].map((article) => article.id.match(/\d+/)[0]);
      range.textContent = ends[0] === ends[1] ? `第 ${ends[0]} 条` : `第 ${ends.join("–")} 条`;
      entry.querySelector("a").append(range);
      entry.querySelector("a").classList.add("md-nav__link--ranged");
    });
    const form = document.createElement("form");
    form.className = "jump";
    const caption = document.createElement("label");
    caption.textContent = "跳到某条、筛选章节";
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.placeholder = "如 33";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    caption.append(input);
    form.append(caption, said);
    if (toc.offsetParent) toc.prepend(form);
    else document.getElementById("articles").after(form); // on a phone the sidebar is not there
    input.addEventListener("input", () => {
      const wanted = label(input.value);
      const words = input.value.trim();
      said.textContent = "";
      for (const [entry] of entries) entry.hidden = Boolean(words) && !wanted && !entry.textContent.includes(words);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const heading = named.get(label(input.value));
      if (heading) location.hash = heading.id;
      else said.textContent = input.value.trim() ? "本页没有这一条" : "";
    });
  });
})();
