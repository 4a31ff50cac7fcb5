"use strict";
/* All text of the entries at once, as character codes: one pass finds every form of every word. */

/**
 * Where a form stands: the entries; for each the best of its zones plus one, and how often it stands in that zone.
 * @typedef {{ places: number[], zone: Uint8Array, count: Uint8Array }} Standing
 */

/**
 * @param {SearchText} text
 * @param {ReturnType<typeof JianguanNames>} names
 * @param {Entry[]} entries
 * @param {number} longest characters of a form
 */
var JianguanCorpus = (text, names, entries, longest) => {
  const NAME = 0;
  const GIST = 1;
  const OF = 2;
  const TEXT = 3;
  const ZONES = 4;
  const MOST_FORMS = 250;
  const MOST_COUNTED = 255;
  const LINE_END = 10;
  const NUMBERS = /[0-9０-９〇]\s*[条款项]/;

  /** Character codes that grow as text is written. */
  class Codes {
    constructor() {
      this.held = new Uint16Array(1 << 16);
      this.end = 0;
    }

    /** @param {number} more */
    room(more) {
      if (this.end + more <= this.held.length) return;
      const larger = new Uint16Array(Math.max(this.held.length * 2, this.end + more));
      larger.set(this.held);
      this.held = larger;
    }

    /**
     * Write a text as it is compared.
     * @param {string} part
     */
    write(part) {
      if (!part) return;
      if (NUMBERS.test(part)) {
        for (const form of text.searched(part).split("\n")) this.writeAsIs(form);
        return;
      }
      this.room(part.length + 1);
      for (let i = 0; i < part.length; i++) {
        const code = text.at(part.charCodeAt(i));
        const isBlankAgain = code === text.BLANK && this.held[this.end - 1] === text.BLANK;
        if (code > text.SIGN && !isBlankAgain) this.held[this.end++] = code;
      }
      this.held[this.end++] = LINE_END;
    }

    /** @param {string} part */
    writeAsIs(part) {
      this.room(part.length + 1);
      for (let i = 0; i < part.length; i++) this.held[this.end++] = part.charCodeAt(i);
      this.held[this.end++] = LINE_END;
    }
  }

  /** Four zones an entry: names, gist, what it belongs to, text. zoneEnds[4 × place + zone] is where one ends. */
  const zoneEnds = new Uint32Array(entries.length * ZONES);
  const written = new Codes();

  /**
   * @param {Entry} entry
   * @param {number} place
   */
  function writeEntry(entry, place) {
    const isArticle = entry.kind === "article";
    if (!isArticle) {
      for (const one of names.of[place]) written.writeAsIs(one);
      for (const one of [entry.title, ...entry.aliases]) written.write(one);
    }
    zoneEnds[ZONES * place + NAME] = written.end;
    written.write(entry.gist);
    zoneEnds[ZONES * place + GIST] = written.end;
    for (const one of [entry.owner, ...entry.laws, ...entry.articles, ...entry.methods, entry.department])
      written.write(one);
    if (isArticle) written.writeAsIs(names.short(entry.laws[0]) + names.short(entry.articles[0]));
    zoneEnds[ZONES * place + OF] = written.end;
    for (const one of [entry.text, ...entry.how, ...entry.statuses]) written.write(one);
    zoneEnds[ZONES * place + TEXT] = written.end;
  }
  entries.forEach(writeEntry);
  const codes = written.held.slice(0, written.end);

  /**
   * How long a zone of an entry is, at least 1; not that of the names.
   * @param {number} place
   * @param {number} zone
   */
  const lengthOf = (place, zone) =>
    Math.max(1, zoneEnds[ZONES * place + zone] - zoneEnds[ZONES * place + zone - 1] - 1);

  /** For each first character the number of the last pattern that begins with it; the pairs patterns begin with. */
  const starts = new Uint8Array(0x10000);
  const pairs = new Uint8Array(0x10000);

  /** @param {number} one @param {number} two */
  const pairOf = (one, two) => (one * 31 + two) & 0xffff;

  /**
   * A form made ready to be looked for; `next` is the number of another that begins with the same character.
   * @typedef {Standing & { codes: Uint16Array, next: number }} Pattern
   */

  /**
   * @param {string} form
   * @param {number} number
   * @returns {Pattern}
   */
  function pattern(form, number) {
    const own = Uint16Array.from({ length: form.length }, (_, k) => form.charCodeAt(k));
    const next = starts[own[0]];
    starts[own[0]] = number;
    if (own.length > 1) pairs[pairOf(own[0], own[1])] = 1;
    else for (let code = 0; code < 0x10000; code++) pairs[pairOf(own[0], code)] = 1;
    return {
      codes: own,
      next,
      places: [],
      zone: new Uint8Array(entries.length),
      count: new Uint8Array(entries.length),
    };
  }

  /**
   * @param {Standing} found
   * @param {number} zone
   */
  function note(found, zone) {
    const place = (zone / ZONES) | 0;
    const here = zone - ZONES * place + 1;
    if (!found.zone[place]) {
      found.places.push(place);
      found.zone[place] = here;
      found.count[place] = 1;
    } else if (found.zone[place] === here && found.count[place] < MOST_COUNTED) found.count[place]++;
  }

  /** @param {Pattern[]} patterns */
  function pass(patterns) {
    const { length } = codes;
    let zone = 0;
    for (let i = 0; i < length; i++) {
      let number = starts[codes[i]];
      if (number === 0 || pairs[(codes[i] * 31 + codes[i + 1]) & 0xffff] === 0) continue;
      while (number !== 0) {
        const found = patterns[number - 1];
        const own = found.codes;
        let k = 1;
        while (k < own.length && codes[i + k] === own[k]) k++;
        if (k === own.length) {
          while (zoneEnds[zone] <= i) zone++;
          note(found, zone);
        }
        number = found.next;
      }
    }
  }

  /**
   * Where each form stands; very long ones, and those beyond the most that are looked for, are not among them.
   * @param {string[]} forms
   * @returns {Map<string, Standing>}
   */
  function scan(forms) {
    const sound = text.unique(forms).filter((form) => form && form.length <= longest);
    const wanted = sound.slice(0, MOST_FORMS);
    const patterns = wanted.map((form, i) => pattern(form, i + 1));
    pass(patterns);
    for (const { codes: own } of patterns) starts[own[0]] = 0;
    pairs.fill(0);
    return new Map(wanted.map((form, i) => [form, patterns[i]]));
  }

  return { scan, lengthOf, NAME, GIST, OF, TEXT };
};
