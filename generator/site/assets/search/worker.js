/* Search worker behind the theme's own search box: speaks its protocol (0 set up, 1 ready, 2 query, 3 result), loads
 * records.js on the first query, runs from http and, in an iframe, from file://. All but the last lines is pure.
 */
"use strict";
const JianguanSearch = (() => {
  const LIMIT = 60, TEASER = 90, LONGEST_QUERY = 200, CERTAIN = 1e6;
  const KINDS = { item: "监管事项", check: "检查要点", article: "法律条文", law: "法律法规",
    document: "文书", method: "监管方式", department: "处室" };
  const WEIGHTS = { item: 1.3, check: 1.1 };
  const DIGITS = "零一二三四五六七八九";
  const NUMERAL = "零一二三四五六七八九十百千", ARTICLE = new RegExp(`第[${NUMERAL}]+条(?:之[${NUMERAL}]+)?`, "g");

  /* 33 → 三十三, 110 → 一百一十, 1003 → 一千零三 */
  function chinese(number) {
    let text = "", gap = false;
    [[1000, "千"], [100, "百"], [10, "十"], [1, ""]].forEach(([unit, name]) => {
      const digit = Math.floor(number / unit) % 10;
      if (digit) text += (gap && text ? "零" : "") + DIGITS[digit] + name;
      gap = !digit;
    });
    return number >= 10 && number < 20 ? text.slice(1) : text;
  }

  const numeral = (text) => (/^\d+$/.test(text) ? chinese(+text) : text.replace(/〇/g, "零"));

  /* One form for what means the same: widths, case, brackets, the state's name, 33条 and 三十三条. */
  function normal(text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/中华人民共和国(?=.)/g, "")
      .replace(/[《》〈〉<>"'“”‘’「」]/g, "")
      .replace(/(?:第\s*)?(\d{1,4}|[零〇一二三四五六七八九十百千]+)\s*条(?:\s*之\s*(\d{1,2}|[一二三四五六七八九十]+))?/g,
        (_, article, inserted) => `第${numeral(article)}条` + (inserted ? `之${numeral(inserted)}` : ""))
      .replace(/[^\p{L}\p{N}%.]+/gu, " ").trim();
  }

  /* Pairs of neighbouring Chinese characters, and whole words of other scripts. */
  function terms(text) {
    const found = new Set();
    for (const word of text.match(/[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+/g) || []) {
      if (word.length < 2 || !/[\u3400-\u9fff]/.test(word)) found.add(word);
      else for (let i = 0; i + 2 <= word.length; i++) found.add(word.slice(i, i + 2));
    }
    return [...found].slice(0, 64);
  }

  /* 危化品 → 危险化学品, longest abbreviation first; a full name already typed stays. */
  function expand(query, abbreviations) {
    for (const [short, full] of abbreviations) {
      if (query.includes(short) && !query.includes(full)) query = query.split(short).join(full);
    }
    return query;
  }

  function prepare(data) {
    const pages = new Map(data.records.map((record) => [record.url, record]));
    const records = data.records.map((record) => {
      const titles = [record.title, ...(record.aliases || [])].map(normal);
      const fields = ["text", "law", "article", "department", "method", "how", "status"];
      return { record, titles, title: titles.join(" "), body: normal(fields.map((key) => record[key] || "").join(" ")),
        law: normal(record.law || ""), article: normal(record.article || ""), page: pages.get(record.url.split("#")[0]) };
    });
    const abbreviations = Object.entries(data.abbreviations || {}).map((pair) => pair.map(normal))
      .sort((a, b) => b[0].length - a[0].length);
    const mean = records.reduce((sum, entry) => sum + entry.body.length, 0) / Math.max(1, records.length);
    return { records, abbreviations, mean: Math.max(1, mean) };
  }

  function count(text, term) {
    let n = 0;
    for (let at = text.indexOf(term); at >= 0 && n < 8; at = text.indexOf(term, at + term.length)) n++;
    return n;
  }

  /* Records a query names outright: a law and its article, or a title word for word. */
  function named(index, query) {
    const certain = new Map();
    index.records.forEach((entry, i) => {
      if (entry.record.kind !== "article" && entry.titles.includes(query)) certain.set(i, CERTAIN);
    });
    const cite = query.match(new RegExp(`^(.+?) ?(${ARTICLE.source})`));
    if (cite) {
      const laws = index.records.filter((entry) => entry.record.kind === "law");
      const name = cite[1].trim();
      let meant = laws.filter((entry) => entry.titles.includes(name));
      if (!meant.length) meant = laws.filter((entry) => entry.title.includes(name));
      const titles = new Set(meant.map((entry) => entry.law));
      index.records.forEach((entry, i) => {
        if (!titles.has(entry.law)) return;
        if (entry.record.kind === "article" && entry.article === cite[2]) certain.set(i, 2 * CERTAIN);
        if (entry.record.kind === "law") certain.set(i, CERTAIN);
      });
    }
    return certain;
  }

  /* BM25, titles counted more; much lower where terms are missing, higher for the phrase as typed. */
  function scores(index, query) {
    const words = terms(query), phrases = query.split(" ").filter((word) => word.length > 1);
    const total = index.records.length, result = new Float64Array(total), covered = new Uint8Array(total);
    for (const word of words) {
      const hits = [];
      index.records.forEach((entry, i) => {
        const inTitle = count(entry.title, word), inBody = count(entry.body, word);
        if (inTitle + inBody) hits.push([i, inTitle, inBody]);
      });
      const rarity = Math.log(1 + (total - hits.length + 0.5) / (hits.length + 0.5));
      for (const [i, inTitle, inBody] of hits) {
        const length = 0.25 + (0.75 * index.records[i].body.length) / index.mean;
        const often = (inBody * 2.2) / (inBody + 1.2 * length);
        result[i] += rarity * (often + (inTitle ? 2.5 : 0));
        covered[i]++;
      }
    }
    const certain = named(index, query);
    index.records.forEach((entry, i) => {
      if (!covered[i]) return;
      let bonus = 1;
      for (const phrase of phrases) {
        if (entry.title.includes(phrase)) bonus += 3 / phrases.length;
        else if (entry.body.includes(phrase)) bonus += 1.2 / phrases.length;
      }
      result[i] *= (covered[i] / words.length) ** 2 * bonus * (WEIGHTS[entry.record.kind] || 1);
      result[i] += certain.get(i) || 0;
    });
    return result;
  }

  /* The best hits first: [{record, page, score}]. */
  function find(index, typed) {
    const query = normal(String(typed).slice(0, LONGEST_QUERY));
    if (!query) return [];
    const asked = [...new Set([query, expand(query, index.abbreviations)])];
    const all = asked.map((variant) => scores(index, variant));
    const hits = index.records.map((entry, i) => ({ record: entry.record, page: entry.page,
      score: Math.max(...all.map((one) => one[i])) })).filter((hit) => hit.score > 0);
    hits.sort((a, b) => b.score - a.score);
    const best = hits.find((hit) => hit.score < CERTAIN);
    return hits.filter((hit) => !best || hit.score >= best.score * 0.08).slice(0, LIMIT);
  }

  const escape = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* `text` as HTML with what was typed marked; with `length`, the part of it around the first mark. */
  function marked(text, wanted, length) {
    const lowered = text.toLowerCase(), folded = lowered.length === text.length ? lowered : text;
    const whole = wanted.filter((word) => word.length > 2 && folded.includes(word));
    const shown = whole.length ? whole : wanted;
    const places = shown.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
    const start = length && places.length ? Math.max(0, Math.min(...places) - 20) : 0;
    const end = length ? Math.min(text.length, start + length) : text.length;
    const on = new Uint8Array(text.length);
    for (const word of shown) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) on.fill(1, at, at + word.length);
    }
    let html = start ? "…" : "";
    for (let i = start, j; i < end; i = j) {
      for (j = i; j < end && on[j] === on[i]; ) j++;
      html += on[i] ? `<mark>${escape(text.slice(i, j))}</mark>` : escape(text.slice(i, j));
    }
    return html + (end < text.length ? "…" : "");
  }

  /* What the theme shows: one group a hit, so that the first line is the thing itself, not its page. */
  function answer(index, typed) {
    const query = normal(String(typed).slice(0, LONGEST_QUERY));
    const asked = [query, expand(query, index.abbreviations)];
    const counted = new RegExp(`^[第条之${NUMERAL}]+$`);
    const wanted = [...new Set(asked.flatMap((one) => [...one.split(" "), ...(one.match(ARTICLE) || []),
      ...terms(one).filter((term) => !counted.test(term))]))].filter(Boolean);
    const items = find(index, typed).map(({ record, page, score }) => {
      const where = [KINDS[record.kind] || "", page && page !== record ? page.title : ""].filter(Boolean).join(" · ");
      const teaser = record.text ? `<span class="jg-hit__text">${marked(record.text, wanted, TEASER)}</span>` : "";
      const status = record.status && record.status !== "施行中" ? `<span class="jg-hit__status">${escape(record.status)}</span>` : "";
      return [{ location: record.url, score, terms: {}, text: "", title:
        `<span class="jg-hit__where">${escape(where)}${status}</span>` +
        `<span class="jg-hit__title">${marked(record.title, wanted)}</span>${teaser}` }];
    });
    return { items };
  }

  return { normal, terms, expand, prepare, find, answer };
})();

if (typeof module === "object") module.exports = JianguanSearch;
else {
  const here = typeof document === "object" ? document.currentScript.src : location.href;
  let index;
  const load = () => index || (index = Promise.resolve(importScripts(String(new URL("records.js", here))))
    .then(() => JianguanSearch.prepare(self.jianguanRecords)));
  addEventListener("message", async ({ data }) => {
    if (data.type === 0) postMessage({ type: 1 });
    if (data.type !== 2) return;
    const none = { items: [] };
    try {
      postMessage({ type: 3, data: data.data.trim() ? JianguanSearch.answer(await load(), data.data) : none });
    } catch (error) {
      console.error(error);
      postMessage({ type: 3, data: none });
    }
  });
}
