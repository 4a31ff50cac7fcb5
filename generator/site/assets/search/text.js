/* When two texts are the same for a searcher: the mirror of search_index/text.py, with its rules (records.js brings them). */
"use strict";
self.JianguanText = (rules) => {
  const DROPPED = 1, BLANK = 32, SIGN = 2;
  const DIGITS = "零一二三四五六七八九";
  const word = /[\p{L}\p{N}\p{M}]/u, blank = /[\p{Z}\p{Cc}]/u, nothing = /[\p{Cf}\p{Cs}\p{Cn}\p{Co}]/u;
  const table = new Uint16Array(0x10000);
  const simplified = new Map([...rules.traditional].map((char, at) => [char, rules.simplified[at]]));
  const numbered = new RegExp(`(第?)\\s*([${rules.numerals}]+)\\s*([条款项])(?:\\s*之\\s*([${rules.numerals}]+))?`, "g");

  /* What a character is compared as: its code, BLANK, DROPPED, or SIGN for what parts the words of a query. */
  function comparedAs(code) {
    const char = String.fromCharCode(code);
    let form = char.normalize("NFKC").toLowerCase();
    if (form.length !== 1) form = char;
    form = simplified.get(form) || form;
    if (word.test(form) || rules.kept.includes(form)) return form.charCodeAt(0);
    if (blank.test(form)) return BLANK;
    if (code >= 0xd800 && code < 0xe000) return code; // half of a rare character
    return nothing.test(form) ? DROPPED : SIGN;
  }
  const at = (code) => table[code] || (table[code] = comparedAs(code));

  /* The characters of a text as they are compared, and where each stands in it; `sign` is what a sign becomes. */
  function clean(text, sign = "") {
    let form = "";
    const places = [];
    for (let i = 0; i < text.length; i++) {
      const code = at(text.charCodeAt(i));
      if (code === DROPPED || (code === SIGN && !sign)) continue;
      form += code === SIGN ? sign : String.fromCharCode(code);
      places.push(i);
    }
    return { form, places };
  }

  const articleList = new RegExp(rules.article_list, "g"), asking = new RegExp(rules.asking, "g");

  const blanks = (text) => text.split(/\s+/).filter(Boolean).join(" ");

  /* 33, 三三 → 三十三, 1003, 一〇〇三 → 一千零三; what is already counted only loses 〇 */
  function chinese(given) {
    let number = given.replace(/〇/g, "零");
    if (number.length > 1 && [...number].every((digit) => DIGITS.includes(digit))) number = [...number].map((digit) => DIGITS.indexOf(digit)).join("");
    if (!/^\d+$/.test(number)) return number;
    if (number.length > 4 || +number === 0) return number;
    let text = "", gap = false;
    [[1000, "千"], [100, "百"], [10, "十"], [1, ""]].forEach(([unit, name]) => {
      const digit = Math.floor(+number / unit) % 10;
      if (digit) text += (gap && text ? "零" : "") + DIGITS[digit] + name;
      gap = !digit;
    });
    return text.startsWith("一十") ? text.slice(1) : text;
  }

  const inChinese = (text) => text.replace(numbered, (_, ordinal, number, unit, inserted) =>
    `${ordinal}${chinese(number)}${unit}${inserted ? `之${chinese(inserted)}` : ""}`);
  const written = (text) => blanks(clean(text).form);
  const normalise = (text) => inChinese(written(text));
  const unstated = (text) => text.split(rules.state).join("") || text;
  function unspelt(text) {
    const spelt = rules.state_spelt.find((one) => text.startsWith(one));
    return (spelt && text.slice(spelt.length)) || text;
  }
  const unique = (list) => [...new Set(list)];

  /* A title or a whole query as it is compared: without blanks and 中华人民共和国. */
  const name = (text) => unstated(unspelt(normalise(text.replace(articleList, "$1条")).replace(/ /g, "")));

  /* A question without the words that only ask, at its ends; the query itself where little is left. */
  function unasked(query) {
    const bare = blanks(clean(query, " ").form).replace(asking, "");
    return bare.length >= rules.least_asked ? bare : query;
  }

  /* All forms of a text in which a word may be found. */
  const searched = (text) => unique([normalise(text), written(text)]).join("\n");

  /* The ways to read a query, the likeliest first, each as words that must all occur, each word in its forms. */
  function readings(query) {
    const typed = blanks(clean(query, " ").form);
    const normal = inChinese(typed).split(" ").filter(Boolean), asTyped = typed.split(" ").filter(Boolean);
    const forms = (...words) => unique([unstated(words[0]), ...words]);
    if (normal.length !== asTyped.length) {
      return [normal, asTyped].map((words) => unique(words).map((one) => forms(one)));
    }
    const words = new Map(normal.map((one, i) => forms(one, asTyped[i])).map((all) => [all.join(" "), all]));
    return words.size ? [[...words.values()]] : [];
  }

  return { at, BLANK, DROPPED, SIGN, clean, chinese, normalise, searched, name, unasked, readings, unique };
};
