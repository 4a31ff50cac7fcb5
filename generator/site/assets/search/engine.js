"use strict";
/* The search itself. What a match is worth is the same as in search_index/query.py. Pure: no page, no network. */

/**
 * @typedef {{ entry: Entry, url: string, score: number, whole: boolean }} Hit `whole`: it holds every word
 * @typedef {object} Found
 * @property {Hit[]} hits best first, the most that were asked for
 * @property {number} total how many there are in all
 * @property {number} wholeTotal how many of them hold every word
 * @property {Record<string, Record<string, number>>} counts what each value of each filter would leave
 * @property {string[]} marks forms to mark where they stand
 * @property {string[]} parts parts of words to mark where no form stands
 * @typedef {ReturnType<typeof JianguanEngine>} Engine
 */

/** @param {SearchData} data */
var JianguanEngine = (data) => {
  const { rules, labels } = data;
  const { scores, partial } = rules;
  const text = JianguanText(rules);
  const { name, readings, unique } = text;

  /** @type {Entry} */
  const NOTHING = {
    ...{ kind: "", title: "", url: "", text: "", gist: "", owner: "", department: "" },
    ...{ laws: [], articles: [], methods: [], how: [], statuses: [], aliases: [], parts: [], spelt: [] },
  };

  /** @type {Entry[]} */
  const plain = data.records.map((record) => ({ ...NOTHING, ...record }));

  /** Articles are short rows under their law: what follows from the law is not repeated. */
  const articles = data.articles.map(([law, label, anchor, gist, words, parts]) => {
    const of = plain[law];
    return {
      ...NOTHING,
      ...{ kind: "article", title: `《${of.title}》${label}`, url: `${of.url}#${anchor}`, gist, text: words },
      ...{ laws: of.laws, articles: [label], statuses: of.statuses },
      parts: parts ? parts.split(",").map(Number) : [],
    };
  });

  const entries = [...plain, ...articles];
  const names = JianguanNames(rules, text, entries);
  const { terms } = JianguanTerms(rules, text, names.meanings);
  const { scan, lengthOf, NAME, GIST, OF, TEXT } = JianguanCorpus(text, names, entries, rules.longest);
  const { passing, countsOf } = JianguanFilters(entries);
  const weights = entries.map((entry) => rules.kinds[entry.kind] || 1);

  /**
   * What a form that stands in an entry is worth there.
   * @param {number} place
   * @param {string} form
   * @param {Standing} found
   */
  function worth(place, form, found) {
    const zone = found.zone[place] - 1;
    if (zone === NAME) {
      const own = names.of[place];
      if (own.includes(form)) return scores.name_is;
      const shares = own.filter((one) => one.includes(form)).map((one) => form.length / one.length);
      return scores.in_name + scores.in_name_share * Math.max(0, ...shares);
    }
    if (zone === GIST) return scores.in_gist + (scores.in_gist_share * form.length) / lengthOf(place, GIST);
    return zone === OF ? 1 : Math.min(found.count[place], scores.counted);
  }

  /**
   * What an entry is worth that holds every word in some form; 0 where it does not.
   * @param {number} place
   * @param {Reading} words
   * @param {Map<string, Standing>} found
   */
  function wholeWorth(place, words, found) {
    let sum = 0;
    for (const forms of words) {
      let best = 0;
      for (const form of forms) {
        const standing = found.get(form);
        if (standing && standing.zone[place]) best = Math.max(best, worth(place, form, standing));
      }
      if (!best) return 0;
      sum += best;
    }
    return scores.whole + sum * weights[place];
  }

  /**
   * The entries that hold every word, in some form, under some reading: place → what the match is worth.
   * @param {Reading[]} ways
   */
  function exact(ways) {
    const found = scan(ways.flat(2));
    /** @type {Map<number, number>} */
    const result = new Map();
    for (const words of ways) {
      const [rarest] = words.slice().sort((one, other) => other[0].length - one[0].length);
      const seen = new Set(rarest.flatMap((form) => found.get(form)?.places || []));
      for (const place of seen) {
        const value = wholeWorth(place, words, found);
        if (value) result.set(place, Math.max(result.get(place) || 0, value));
      }
    }
    return result;
  }

  const ZONE_WORTH = [0, partial.name, partial.gist, partial.of];

  /**
   * What a part of the query is worth where it stands.
   * @param {number} place
   * @param {Standing} found
   */
  function partWorth(place, { zone, count }) {
    if (zone[place] <= TEXT) return ZONE_WORTH[zone[place]];
    const often = (count[place] * (1 + partial.often)) / (count[place] + partial.often);
    return partial.text * often * (0.5 + 0.5 * Math.min(1, partial.long / lengthOf(place, TEXT)));
  }

  /**
   * How much a part counts that stands in `held` entries: more where it is rare, less where it only joins two words.
   * @param {Term} term
   * @param {number} held
   * @param {Map<string, Standing>} found
   */
  function rarityOf({ size, between = [] }, held, found) {
    if (!held) return 0;
    const joins = (/** @type {string} */ pair) => held < partial.joint * (found.get(pair)?.places.length || 0);
    const isJoint = between.length > 0 && between.every(joins);
    return size * (isJoint ? partial.joint_worth : 1) * Math.log(1 + entries.length / (1 + held)) ** partial.rarity;
  }

  /**
   * What the parts of a query sum up to in each entry, and how much of the query each covers.
   * @param {Term[]} parts
   * @param {Map<string, Standing>} found
   */
  function sumsOf(parts, found) {
    const sums = new Float64Array(entries.length);
    const covered = new Float64Array(entries.length);
    const best = new Float64Array(entries.length);
    let most = 0;
    for (const term of parts) {
      const holding = holdingAny(
        term.forms.flatMap((form) => found.get(form) || []),
        best,
      );
      const rarity = rarityOf(term, holding.length, found);
      most += rarity;
      for (const place of holding) {
        sums[place] += rarity * best[place];
        covered[place] += rarity;
        best[place] = 0;
      }
    }
    return { sums, covered, most };
  }

  /**
   * The entries that hold any of the forms, each once.
   * @param {Standing[]} standings of the forms
   * @param {Float64Array} best gets what the best of them is worth in each entry; zeros before
   */
  function holdingAny(standings, best) {
    const holding = [];
    for (const standing of standings) {
      for (const place of standing.places) {
        if (!best[place]) holding.push(place);
        best[place] = Math.max(best[place], partWorth(place, standing));
      }
    }
    return holding;
  }

  /**
   * The entries that hold part of the query: rare parts count more, those in names and gists more.
   * @param {string[]} words
   * @param {boolean} anyWord whether one word alone is enough
   * @returns {[place: number, score: number][]}
   */
  function inPart(words, anyWord) {
    const parts = terms(words);
    const found = scan([...parts.flatMap((term) => term.forms), ...(anyWord ? words : [])]);
    const { sums, covered, most } = sumsOf(parts, found);
    const enough = anyWord ? words.filter((word) => word.length > 1).flatMap((word) => found.get(word) || []) : [];
    /** @type {[number, number][]} */
    const result = [];
    sums.forEach((sum, place) => {
      if (!sum) return;
      const coverage = covered[place] / most;
      if (coverage < partial.least && !enough.some((one) => one.zone[place])) return;
      result.push([place, (scores.partial * sum * coverage) / (partial.name * most)]);
    });
    const top = result.reduce((most, [, score]) => Math.max(most, score), 0);
    return result.filter(([, score]) => score >= partial.share * top);
  }

  /**
   * The query squeezed and in its readings; the places that hold every word, and those it names outright.
   * @param {string} query
   */
  function asked(query) {
    const whole = name(query);
    const letters = names.meantByLetters(whole);
    const ways = readings(letters || query).map((words) =>
      words.map((forms) => unique([...forms, ...names.withMeanings(forms[0])])),
    );
    if (!ways.length) return { whole, ways, result: new Map(), outright: [] };
    return { whole, ways, result: exact(ways), outright: names.direct(letters || whole) };
  }

  /**
   * The same of the query as it was typed; where nothing is found, without the words that only ask.
   * @param {string} query
   */
  function askedAtLast(query) {
    const found = asked(query);
    return found.ways.length && !found.result.size && !found.outright.length ? asked(text.unasked(query)) : found;
  }

  /** @type {Found} */
  const EMPTY = { hits: [], total: 0, wholeTotal: 0, counts: {}, marks: [], parts: [] };

  /**
   * What a query finds. With `enough` whole matches none by parts are looked for; counts only where `counting`.
   * @param {string} typed
   * @param {Filters} filters
   * @param {{ most?: number, enough?: number, counting?: boolean }} options
   * @returns {Found}
   */
  function search(typed, filters = {}, { most = 100, enough = 30, counting = false } = {}) {
    const { whole, ways, result, outright: direct } = askedAtLast(String(typed).slice(0, rules.longest));
    if (!ways.length) return EMPTY;
    const words = ways[0].map((forms) => forms[0]);
    const contained = result.size > 0;
    const outright = contained || direct.length ? direct : names.misspelt(whole);
    const addresses = addNamed(result, outright);
    const wholes = new Set(result.keys());
    const passes = passing(filters);
    const cited = names.cited(whole);
    const isCited = cited !== null && cited.law !== "" && outright.some(([, score]) => score > scores.law_only / 4);
    if (!isCited && [...result.keys()].filter((place) => passes(place)).length < enough)
      for (const [place, score] of inPart(words, !contained)) if (!result.has(place)) result.set(place, score);
    const ranked = [...result].filter(([place]) => passes(place)).sort(([a, one], [b, other]) => other - one || a - b);
    return {
      hits: ranked.slice(0, most).map(([place, score]) => ({
        entry: entries[place],
        score,
        whole: wholes.has(place),
        url: entries[place].url + (addresses.get(place) || ""),
      })),
      total: ranked.length,
      wholeTotal: ranked.filter(([place]) => wholes.has(place)).length,
      counts: counting ? countsOf([...result.keys()], passes) : {},
      marks: isCited ? unique([...names.withMeanings(cited.law), cited.article]) : unique(ways[0].flat()),
      parts: isCited ? [] : unique(terms(words).flatMap((term) => term.forms)),
    };
  }

  /**
   * Add what a query names outright, the best naming of each entry. What is added to the addresses, by place.
   * @param {Map<number, number>} result
   * @param {Named[]} outright
   */
  function addNamed(result, outright) {
    const rising = outright.slice().sort(([, one], [, other]) => one - other);
    const best = new Map(rising.map(([place, score, address]) => [place, { score, address }]));
    for (const [place, { score }] of best) result.set(place, (result.get(place) || 0) + score);
    return new Map([...best].map(([place, { address }]) => [place, address]));
  }

  /** The titles nearest to a query that found nothing. @param {string} query */
  const nearest = (query, most = 6) => names.nearest(name(query), most);

  return { search, nearest, text, entries, labels };
};
