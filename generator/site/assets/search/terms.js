"use strict";
/* A query in parts, for where nothing holds all of it: the mirror of search_index/terms.py. */

/**
 * A part of a query in its forms. `size`: how much it counts; `between`: the pairs beside it, which it may only join.
 * @typedef {{ forms: string[], size: number, between?: string[] }} Term
 */

/**
 * @param {SearchRules} rules
 * @param {SearchText} text
 * @param {Map<string, Set<string>>} meanings of short names
 */

var JianguanTerms = (rules, text, meanings) => {
  const { name, unique } = text;

  /**
   * Spoken words with their written ones, and short names with what they stand for, as they are compared.
   * @type {Map<string, string[]>}
   */
  const vocabulary = new Map(rules.spoken.map(([spoken, written]) => [spoken, unique([spoken, ...written])]));
  for (const [short, full] of meanings) vocabulary.set(short, unique([...(vocabulary.get(short) || [short]), ...full]));
  for (const [word, forms] of vocabulary) vocabulary.set(word, forms.map(name));
  const fillers = new Set(rules.fillers);
  const longest = Math.max(...[...vocabulary.keys(), ...fillers].map((word) => word.length));

  /**
   * The longest known word at a place; empty where there is none.
   * @param {string} word
   * @param {number} at
   */
  function known(word, at) {
    for (let length = Math.min(longest, word.length - at); length; length--) {
      const part = word.slice(at, at + length);
      if (vocabulary.has(part) || fillers.has(part)) return part;
    }
    return "";
  }

  /**
   * What is no known word, in pairs of characters; letters and digits stay together.
   * @param {string} segment
   * @returns {Term[]}
   */
  function pairs(segment) {
    if (/^[\x00-\x7f]*$/.test(segment)) return segment ? [{ forms: [segment], size: 1 }] : [];
    const at = (/** @type {number} */ i) => (i >= 0 && i + 2 <= segment.length ? segment.slice(i, i + 2) : "");
    return Array.from({ length: segment.length - 1 }, (_, i) => {
      const sides = [at(i - 1), at(i + 1)];
      return { forms: [at(i)], size: 1, between: sides.every(Boolean) ? sides : [] };
    });
  }

  /**
   * @param {string} word
   * @returns {Term[]}
   */
  function termsOf(word) {
    /** @type {Term[]} */
    const found = [];
    let segment = "";
    for (let at = 0; at < word.length;) {
      const part = known(word, at);
      if (part) {
        found.push(...pairs(segment));
        segment = "";
        const forms = vocabulary.get(part);
        if (forms) found.push({ forms, size: Math.max(1, part.length - 1) });
      } else segment += word[at];
      at += part.length || 1;
    }
    return [...found, ...pairs(segment)];
  }

  /**
   * The parts of a query, each once; of very many evenly chosen ones.
   * @param {string[]} words
   * @returns {Term[]}
   */
  function terms(words) {
    const found = new Map(words.flatMap(termsOf).map((term) => [term.forms.join(" "), term]));
    const all = found.size ? [...found.values()] : words.map((word) => ({ forms: [word], size: 1 }));
    const { terms: most } = rules.partial;
    if (all.length <= most) return all;
    return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]);
  }

  return { terms };
};
