"use strict";
/* What was found, as HTML: with what was looked for marked. Everything of the records is escaped. */

/** @param {Engine} engine */
var JianguanShow = ({ text, labels }) => {
  const BEFORE = 18; // characters shown before the first mark
  const MOST_MARKS = 50; // of one word
  const QUIET = ["施行中"];

  /**
   * @param {string} words
   * @returns {string} HTML
   */
  const escape = (words) => words.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /**
   * Where a word stands in a text as it is compared.
   * @param {string} form
   * @param {string} word
   */
  function standing(form, word) {
    /** @type {[at: number, length: number][]} */
    const found = [];
    for (let at = word ? form.indexOf(word) : -1; at >= 0 && found.length < MOST_MARKS; at = form.indexOf(word, at + 1))
      found.push([at, word.length]);
    return found;
  }

  /**
   * Whether words hold what was looked for.
   * @param {string} words
   * @param {Found} found
   */
  function holds(words, { marks }) {
    const { form } = text.clean(words);
    return marks.some((word) => standing(form, word).length > 0);
  }

  /**
   * The stretch of a text that is shown: all of it, or `length` characters around the first mark.
   * @param {string} words
   * @param {[from: number, until: number][]} spots
   * @param {number | undefined} length
   */
  function stretch(words, spots, length) {
    if (!length || words.length <= length) return [0, words.length];
    const first = spots.reduce((least, [from]) => Math.min(least, from), words.length);
    const start = spots.length ? Math.max(0, Math.min(first - BEFORE, words.length - length)) : 0;
    return [start, start + length];
  }

  /**
   * Words as HTML with the marks in it marked, or (`inPart`) the parts; with `length`, a stretch of it.
   * @param {string} words
   * @param {Found} found
   * @param {boolean} inPart
   * @param {number} [length]
   */
  function marked(words, found, inPart, length) {
    const { form, places } = text.clean(words);
    const wanted = inPart ? found.parts : found.marks;
    /** @type {[number, number][]} */
    const spots = wanted
      .flatMap((word) => standing(form, word))
      .map(([at, size]) => [places[at], places[at + size - 1] + 1]);
    const isMarked = new Uint8Array(words.length);
    for (const [from, until] of spots) isMarked.fill(1, from, until);
    const [start, end] = stretch(words, spots, length);
    let html = start ? "…" : "";
    for (let from = start, until = start; from < end; from = until) {
      while (until < end && isMarked[until] === isMarked[from]) until++;
      const part = escape(words.slice(from, until));
      html += isMarked[from] ? `<mark>${part}</mark>` : part;
    }
    return html + (end < words.length ? "…" : "");
  }

  /**
   * What is shown under a title: the gist where it holds what was looked for, else the text.
   * @param {Entry} entry
   * @param {Found} found
   */
  function below({ gist, text: words }, found) {
    if (!gist) return words;
    return holds(gist, found) || !holds(words, found) ? gist : words || gist;
  }

  /**
   * One hit inside a link; parts of words are marked only where the words themselves stand nowhere in it.
   * @param {Hit} hit
   * @param {Found} found
   * @param {number} length of the passage, in characters
   * @returns {string} HTML
   */
  function line({ entry }, found, length) {
    const passage = below(entry, found);
    const inPart = !holds(entry.title, found) && !holds(passage, found);
    const where = [labels[entry.kind], entry.owner].filter(Boolean).map(escape).join(" · ");
    const statuses = entry.statuses.filter((one) => !QUIET.includes(one));
    return [
      `<span class="jg-hit__where">${where}`,
      ...statuses.map((one) => `<span class="jg-hit__status">${escape(one)}</span>`),
      "</span>",
      `<span class="jg-hit__title">${marked(entry.title, found, inPart)}</span>`,
      `<span class="jg-hit__text">${marked(passage, found, inPart, length)}</span>`,
    ].join("");
  }

  return { escape, line };
};
