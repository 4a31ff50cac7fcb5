"use strict";
/* How like a query is to a title it is not: spelt in letters, one character wrong, some left out. The mirror of
   search_index/pinyin.py and of search_index/names.py. */
var JianguanLikeness = (() => {
  /**
   * How well letters spell a title, from 0 to 1: whole, initials, its beginning, a part of it.
   * @param {string} letters
   * @param {string[]} title its syllables
   */
  function spells(letters, title) {
    const whole = title.join("");
    const initials = title.map((one) => one[0]).join("");
    if (letters === whole) return 1;
    if (letters === initials) return 0.95;
    const share = 0.05 * Math.min(1, letters.length / whole.length);
    if (whole.startsWith(letters)) return 0.8 + share;
    if (initials.startsWith(letters)) return 0.7 + (0.05 * letters.length) / initials.length;
    if (title.some((_, at) => at && title.slice(at).join("").startsWith(letters))) return 0.6 + share;
    return letters.length > 2 && initials.includes(letters) ? 0.5 + (0.05 * letters.length) / initials.length : 0;
  }

  /**
   * Whether a query and a title from `at` on are the same but for one character; `whole`: to the title's end.
   * @param {string} query
   * @param {string} title
   * @param {number} at
   * @param {boolean} whole
   */
  function fitsAt(query, title, at, whole) {
    let same = 0;
    while (same < query.length && at + same < title.length && query[same] === title[at + same]) same++;
    const rest = query.slice(same);
    const left = title.slice(at + same);
    const [changed, added, leftOut] = [
      [rest.slice(1), left.slice(1)],
      [rest.slice(1), left],
      [rest, left.slice(1)],
    ];
    const ends = [changed, added, leftOut];
    if (rest.length > 1 && left.length > 1 && rest[0] === left[1] && rest[1] === left[0])
      ends.push([rest.slice(2), left.slice(2)]);
    return ends.some(([mine, theirs]) => (whole ? mine === theirs : theirs.startsWith(mine)));
  }

  /**
   * Whether one character changed, added, left out or swapped makes the query the title, or a part of it.
   * @param {string} query
   * @param {string} title
   */
  function isOneOff(query, title, part = false) {
    if (!part) return Math.abs(query.length - title.length) < 2 && fitsAt(query, title, 0, true);
    for (let at = 0; at <= title.length - query.length + 1; at++) if (fitsAt(query, title, at, false)) return true;
    return false;
  }

  /**
   * Whether the characters of a query stand in a title in their order, others between them.
   * @param {string} query
   * @param {string} title
   */
  function isSpread(query, title) {
    let at = -1;
    return [...query].every((char) => (at = title.indexOf(char, at + 1)) >= 0);
  }

  /**
   * How well a query means a title it is not.
   * @param {string} query
   * @param {string} title
   */
  function fit(query, title) {
    const share = query.length / Math.max(title.length, query.length);
    if (title.includes(query)) return 0.5 * share;
    if (query.length > 2 && query[query.length - 1] === title[title.length - 1] && isSpread(query, title)) {
      if (query[0] === title[0]) return 0.4 * share;
      if (query.length > 3) return 0.3 * share;
    }
    return query.length > 3 && isOneOff(query, title) ? 0.35 : 0;
  }

  return { spells, isOneOff, fit };
})();
