"use strict";
/* What a query names outright: the mirror of search_index/names.py. */

/**
 * A thing that can be found, every field there. `articles` of an article: its label.
 * @typedef {Required<SearchRecord>} Entry
 * @typedef {[place: number, score: number, address: string]} Named `address`: what is added to the entry's address
 * @typedef {{ law: string, article: string, paragraph: number, item: number, certain: boolean, alone?: boolean }} Cited
 *   `certain`: an article without doubt; `alone`: nothing else stands in the query
 */

/**
 * @param {SearchRules} rules
 * @param {SearchText} text
 * @param {Entry[]} entries
 */
var JianguanNames = (rules, text, entries) => {
  const { name, chinese, unique } = text;
  const { spells, isOneOff, fit } = JianguanLikeness;
  const { scores } = rules;
  const N = rules.numerals;
  const CITED = new RegExp(`^(.*?)第?([${N}]+)条(?:之([${N}]+))?(?:第?([${N}]+)款)?(?:第?([${N}]+)项)?`);
  const NUMBER_LAST = new RegExp(`^(.*[^第${N}])第?([${N}]{1,5})$`);
  const LAW_ENDS = new RegExp(rules.law_ends);
  const EDITION = new RegExp(rules.edition, "g");
  const LETTERS = /^[a-z]{2,}$/;
  const MOST_MEANINGS = 4;
  const LONGEST_SHORT = 30;
  const small = new Map(Array.from({ length: 99 }, (_, i) => [chinese(String(i + 1)), i + 1]));

  /** @param {string | undefined} number 0 where there is none, or it is not below 100 */
  const valueOf = (number) => (number ? small.get(chinese(number)) || 0 : 0);

  /** @param {number} place */
  const weight = (place) => rules.kinds[entries[place].kind] || 1;

  /** Each entry's names as they are compared; an article has none of its own. */
  const of = entries.map((entry) =>
    entry.kind === "article" ? [] : unique([entry.title, ...entry.aliases].map(name).filter(Boolean)),
  );

  /** @type {Map<string, Set<number>>} */
  const byName = new Map();
  /** @type {Map<string, Set<number>>} by law and label, as they are compared */
  const articles = new Map();
  /** @type {Map<string, Set<string>>} a law → its names */
  const laws = new Map();
  /** @type {Map<string, Set<string>>} a short name → what it stands for */
  const meanings = new Map();
  /** @type {Map<string, number>} */
  const lawPlaces = new Map();

  /**
   * @template Kind
   * @param {Map<string, Set<Kind>>} map
   * @param {string} key
   * @param {Kind} one
   */
  function add(map, key, one) {
    const held = map.get(key);
    if (held) held.add(one);
    else map.set(key, new Set([one]));
  }

  const abbreviations = rules.abbreviations.map(([short, full, spelt]) => {
    add(meanings, name(short), name(full));
    return { short: name(short), spelt: spelt.split(" ") };
  });

  /** @type {Map<string, string>} */
  const knownNames = new Map();

  /**
   * `name` of what occurs often: laws and numbers of articles.
   * @param {string} words
   */
  function short(words) {
    const known = knownNames.get(words);
    if (known !== undefined) return known;
    const made = name(words);
    knownNames.set(words, made);
    return made;
  }

  /**
   * @param {Entry} entry
   * @param {number} place
   */
  function register(entry, place) {
    const law = entry.laws[0] ? short(entry.laws[0]) : "";
    if (entry.kind === "article") {
      add(articles, `${law} ${short(entry.articles[0])}`, place);
      if (!laws.has(law)) laws.set(law, new Set([law]));
    }
    for (const one of of[place]) add(byName, one, place);
    if (entry.kind !== "law" || !law) return;
    lawPlaces.set(law, place);
    const aliases = entry.aliases.map(name).filter((one) => one.length > 1);
    for (const one of [law, ...aliases]) add(laws, law, one);
    for (const alias of aliases) if (alias !== law) add(meanings, alias, law);
  }
  entries.forEach(register);

  /**
   * The longest abbreviation or short title in a word; empty where there is none.
   * @param {string} word
   */
  function shortIn(word) {
    let longest = "";
    for (let from = 0; from < word.length; from++) {
      for (let until = from + 2; until <= word.length && until - from < LONGEST_SHORT; until++) {
        const part = word.slice(from, until);
        if (part.length > longest.length && meanings.has(part)) longest = part;
      }
    }
    return longest;
  }

  /**
   * The word, also with the longest abbreviation or short title in it replaced by what it stands for.
   * @param {string} word
   */
  function withMeanings(word) {
    const short = shortIn(word);
    const full = [...(meanings.get(short) || [])].filter((one) => one && !word.includes(one));
    if (!full.length || full.length > MOST_MEANINGS) return [word];
    return unique([word, ...full.map((one) => word.split(short).join(one))]);
  }

  const spelt = entries.map((entry) => entry.spelt.map((one) => one.split(" ")));

  /** @param {string} letters @param {number} place */
  const speltBest = (letters, place) => spelt[place].reduce((best, title) => Math.max(best, spells(letters, title)), 0);

  /**
   * How well a name means a law: title 1, alias 0.95, its letters 0.9; unless `exactly` a part of it, letters left out,
   * one wrong.
   * @param {string} query
   * @param {string[]} forms of the query
   * @param {string} law
   * @param {Set<string>} names of the law
   * @param {boolean} exactly
   */
  function meansLaw(query, forms, law, names, exactly) {
    if (query === law) return 1;
    if (forms.some((form) => names.has(form))) return 0.95;
    const place = lawPlaces.get(law);
    if (place !== undefined && LETTERS.test(query) && speltBest(query, place) >= 0.95) return 0.9;
    if (exactly || query.length < 2) return 0;
    return Math.max(...forms.flatMap((form) => [...names].map((one) => fit(form, one))));
  }

  /**
   * The laws a name may mean, and how well.
   * @param {string} query
   * @returns {[law: string, well: number][]}
   */
  function lawsMeant(query, exactly = false) {
    const forms = withMeanings(query);
    /** @type {[string, number][]} */
    const found = [...laws].map(([law, names]) => [law, meansLaw(query, forms, law, names, exactly)]);
    return found.filter(([, well]) => well);
  }

  /**
   * The article a squeezed query cites; null where it cites none.
   * @param {string} query
   * @returns {Cited | null}
   */
  function cited(query) {
    const match = query.match(CITED);
    if (match) {
      const [all, before, number, inserted, paragraph, item] = match;
      return {
        law: before.replace(EDITION, ""),
        article: `第${chinese(number)}条${inserted ? `之${chinese(inserted)}` : ""}`,
        paragraph: valueOf(paragraph),
        item: valueOf(item),
        certain: true,
        alone: all.length === query.length,
      };
    }
    const last = query.match(NUMBER_LAST);
    if (!last) return null;
    const [, law, number] = last;
    return { law, article: `第${chinese(number)}条`, paragraph: 0, item: 0, certain: LAW_ENDS.test(law) };
  }

  /**
   * What leads from an article's address to one of its 款 or 项.
   * @param {number[]} parts how many 项 each 款 has
   * @param {number} paragraph
   * @param {number} item
   */
  function addressOf(parts, paragraph, item) {
    let number = paragraph;
    if (!number && item) {
      const holding = parts.map((items, i) => (items >= item ? i + 1 : 0)).filter(Boolean);
      number = holding.length === 1 ? holding[0] : 0;
    }
    if (!number || number > parts.length) return "";
    return `__para_${number}${item && item <= parts[number - 1] ? `__item_${item}` : ""}`;
  }

  /**
   * @param {Cited} at
   * @returns {[law: string, well: number][]}
   */
  function lawsCited({ law, certain, alone }) {
    if (law) return lawsMeant(law, !certain);
    return alone ? [...laws.keys()].map((each) => [each, scores.any_law]) : [];
  }

  /**
   * @param {Cited} at
   * @returns {Named[]}
   */
  function citedPlaces(at) {
    return lawsCited(at).flatMap(([law, well]) => {
      const places = [...(articles.get(`${law} ${at.article}`) || [])];
      /** @type {Named[]} */
      const found = places.map((place) => [
        place,
        scores.place * well,
        addressOf(entries[place].parts, at.paragraph, at.item),
      ]);
      const ofLaw = lawPlaces.get(law);
      if (at.law && ofLaw !== undefined) found.push([ofLaw, scores.law_only * well * (places.length ? 0.5 : 1), ""]);
      return found;
    });
  }

  /**
   * The places a squeezed query names outright.
   * @param {string} query
   * @returns {Named[]}
   */
  function direct(query) {
    const at = cited(query);
    const found = at ? citedPlaces(at) : [];
    for (const form of withMeanings(query))
      for (const place of byName.get(form) || []) found.push([place, scores.named * weight(place), ""]);
    if (!LETTERS.test(query)) return found;
    entries.forEach((_, place) => {
      const best = speltBest(query, place); // only the kinds that are found by letters bring their spelling
      if (best) found.push([place, scores.spelt * best * weight(place), ""]);
    });
    return found;
  }

  /**
   * The abbreviation the letters spell (whp → 危化品); empty where they spell none.
   * @param {string} query
   */
  function meantByLetters(query) {
    const found = LETTERS.test(query) && abbreviations.find((one) => spells(query, one.spelt) >= 0.95);
    return found ? found.short : "";
  }

  /**
   * How near a query with one character wrong is to a name.
   * @param {string} query
   * @param {string} one
   */
  function nearness(query, one) {
    if (isOneOff(query, one)) return scores.misspelt;
    if (query.length < 4 || one.length < query.length || !isOneOff(query, one, true)) return 0;
    return scores.misspelt_part * (1 - 1 / query.length) + query.length / one.length;
  }

  /**
   * The places whose name, or a part of it, is one character off the query.
   * @param {string} query
   * @returns {Named[]}
   */
  function misspelt(query) {
    /** @type {Named[]} */
    const found = [];
    for (const [law, well] of lawsMeant(query)) {
      const place = lawPlaces.get(law);
      if (place !== undefined) found.push([place, scores.misspelt * well, ""]);
    }
    if (query.length < 3) return found;
    of.forEach((names, place) => {
      const score = Math.max(0, ...names.map((one) => nearness(query, one)));
      if (score) found.push([place, score * weight(place), ""]);
    });
    return found;
  }

  /**
   * The titles nearest to a query that found nothing: those that share most characters or letters with it.
   * @param {string} query
   * @param {number} most
   */
  function nearest(query, most) {
    const wanted = new Set(query);
    const shared = (/** @type {string} */ one) =>
      [...wanted].filter((char) => one.includes(char)).length / Math.sqrt(wanted.size * one.length);
    const sharedLetters = (/** @type {string[]} */ title) => {
      const initials = title.map((syllable) => syllable[0]).join("");
      const isNear = title.join("").includes(query.slice(0, 3)) || initials.includes(query.slice(0, 2));
      return isNear ? 1 / title.length : 0;
    };
    const closeness = (/** @type {Entry} */ entry, /** @type {number} */ place) => {
      if (entry.kind === "article" || entry.kind === "check") return 0;
      const all = LETTERS.test(query) ? spelt[place].map(sharedLetters) : of[place].map(shared);
      return Math.max(0, ...all);
    };
    const ranked = entries.map((entry, place) => ({ title: entry.title, score: closeness(entry, place) }));
    const near = ranked.filter(({ score }) => score > 0.1).sort((one, other) => other.score - one.score);
    return near.slice(0, most).map(({ title }) => title);
  }

  return { of, short, meanings, withMeanings, cited, direct, meantByLetters, misspelt, nearest };
};
