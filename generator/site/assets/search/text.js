"use strict";
/* When two texts are the same for a searcher: the mirror of search_index/text.py, with its rules (records.js brings
   them). */

/**
 * A way to read a query: words that must all occur, each in its forms.
 * @typedef {string[][]} Reading
 * @typedef {ReturnType<typeof JianguanText>} SearchText
 */

/** @param {SearchRules} rules */
var JianguanText = (rules) => {
  const DROPPED = 1;
  const SIGN = 2;
  const BLANK = 32;
  const DIGITS = "零一二三四五六七八九";
  /** @type {[worth: number, name: string][]} */
  const UNITS = [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ];
  const WORD = /[\p{L}\p{N}\p{M}]/u;
  const SPACE = /[\p{Z}\p{Cc}]/u;
  const NOTHING = /[\p{Cf}\p{Cs}\p{Cn}\p{Co}]/u;
  const N = rules.numerals;
  const NUMBERED = new RegExp(`(第?)\\s*([${N}]+)\\s*([条款项])(?:\\s*之\\s*([${N}]+))?`, "g");
  const ARTICLE_LIST = new RegExp(rules.article_list, "g");
  const ASKING = new RegExp(rules.asking, "g");
  const simplified = new Map([...rules.traditional].map((char, at) => [char, rules.simplified[at]]));
  const known = new Uint16Array(0x10000);

  /** @param {number} code */
  function comparedAs(code) {
    const char = String.fromCharCode(code);
    const level = char.normalize("NFKC").toLowerCase();
    const one = level.length === 1 ? level : char;
    const form = simplified.get(one) || one;
    if (WORD.test(form) || rules.kept.includes(form)) return form.charCodeAt(0);
    if (SPACE.test(form)) return BLANK;
    if (code >= 0xd800 && code < 0xe000) return code; // half of a rare character
    return NOTHING.test(form) ? DROPPED : SIGN;
  }

  /**
   * What a character is compared as: its code, BLANK, DROPPED, or SIGN for what parts the words of a query.
   * @param {number} code
   */
  const at = (code) => known[code] || (known[code] = comparedAs(code));

  /**
   * The characters of a text as they are compared, and where each stands in it; `sign` is what a sign becomes.
   * @param {string} text
   */
  function clean(text, sign = "") {
    let form = "";
    /** @type {number[]} */
    const places = [];
    for (let i = 0; i < text.length; i++) {
      const code = at(text.charCodeAt(i));
      if (code === DROPPED || (code === SIGN && !sign)) continue;
      form += code === SIGN ? sign : String.fromCharCode(code);
      places.push(i);
    }
    return { form, places };
  }

  /** @param {string} text */
  const withoutBlanksTwice = (text) => text.split(/\s+/).filter(Boolean).join(" ");

  /**
   * 33, 三三 → 三十三, 1003, 一〇〇三 → 一千零三; what is already counted only loses 〇.
   * @param {string} given
   */
  function chinese(given) {
    const written = given.replace(/〇/g, "零");
    const isSpelt = written.length > 1 && [...written].every((digit) => DIGITS.includes(digit));
    const number = isSpelt ? [...written].map((digit) => DIGITS.indexOf(digit)).join("") : written;
    return /^\d{1,4}$/.test(number) && Number(number) ? counted(Number(number)) : number;
  }

  /**
   * @param {number} number below 10,000
   */
  function counted(number) {
    let text = "";
    let gap = false;
    for (const [worth, name] of UNITS) {
      const digit = Math.floor(number / worth) % 10;
      if (digit) text += (gap && text ? "零" : "") + DIGITS[digit] + name;
      gap = !digit;
    }
    return text.startsWith("一十") ? text.slice(1) : text;
  }

  /** @param {string} text */
  const inChinese = (text) =>
    text.replace(NUMBERED, (_, ordinal, number, unit, inserted) => {
      const after = inserted ? `之${chinese(inserted)}` : "";
      return ordinal + chinese(number) + unit + after;
    });

  /** @param {string} text */
  const written = (text) => withoutBlanksTwice(clean(text).form);

  /** @param {string} text */
  const normalise = (text) => inChinese(written(text));

  /**
   * Without 中华人民共和国, where anything else is left.
   * @param {string} text
   */
  const unstated = (text) => text.split(rules.state).join("") || text;

  /**
   * The same, of a title in letters.
   * @param {string} text
   */
  function unspelt(text) {
    const spelt = rules.state_spelt.find((one) => text.startsWith(one));
    return (spelt && text.slice(spelt.length)) || text;
  }

  /**
   * Each once, in order.
   * @template Kind
   * @param {Kind[]} list
   */
  const unique = (list) => [...new Set(list)];

  /**
   * A title or a whole query as it is compared: without blanks and 中华人民共和国.
   * @param {string} text
   */
  const name = (text) => unstated(unspelt(normalise(text.replace(ARTICLE_LIST, "$1条")).replace(/ /g, "")));

  /**
   * A question without the words that only ask, at its ends; the query itself where little is left.
   * @param {string} query
   */
  function unasked(query) {
    const bare = withoutBlanksTwice(clean(query, " ").form).replace(ASKING, "");
    return bare.length >= rules.least_asked ? bare : query;
  }

  /**
   * All forms of a text in which a word may be found, a line each.
   * @param {string} text
   */
  const searched = (text) => unique([normalise(text), written(text)]).join("\n");

  /**
   * The ways to read a query, the likeliest first.
   * @param {string} query
   * @returns {Reading[]}
   */
  function readings(query) {
    const typed = withoutBlanksTwice(clean(query, " ").form);
    const asTyped = typed.split(" ").filter(Boolean);
    const normal = inChinese(typed).split(" ").filter(Boolean);
    const forms = (/** @type {string[]} */ ...words) => unique([unstated(words[0]), ...words]);
    if (normal.length !== asTyped.length)
      return [normal, asTyped].map((words) => unique(words).map((word) => forms(word)));
    const words = normal.map((word, i) => forms(word, asTyped[i]));
    const distinct = new Map(words.map((all) => [all.join(" "), all]));
    return distinct.size ? [[...distinct.values()]] : [];
  }

  return { at, BLANK, SIGN, clean, chinese, searched, name, unasked, readings, unique };
};
