/* The search itself, over all text at once: one pass finds every form of every word. What a match is worth is the
 * same as in search_index/query.py. Pure: no page, no network.
 */
"use strict";
self.JianguanEngine = (data) => {
  const { rules } = data, { scores, partial } = rules;
  const text = self.JianguanText(rules);
  const { name, readings, unique } = text;
  const NAME = 0, GIST = 1, OF = 2, TEXT = 3, ZONES = 4;

  const entries = data.records.map((record) => Object.assign(
    { text: "", gist: "", owner: "", laws: [], articles: [], department: "", methods: [], how: [], statuses: [], aliases: [], parts: [], spelt: [] }, record));
  data.articles.forEach(([law, label, anchor, gist, words, parts]) => {
    const of = entries[law];
    entries.push({ kind: "article", title: `《${of.title}》${label}`, text: words, gist, owner: "", url: `${of.url}#${anchor}`, laws: of.laws,
      articles: [label], department: "", methods: [], how: [], statuses: of.statuses, aliases: [], spelt: [],
      parts: parts ? parts.split(",").map(Number) : [] });
  });
  const names = self.JianguanNames(rules, text, entries);
  const weights = entries.map((entry) => rules.kinds[entry.kind] || 1);

  /* All text as character codes, four zones an entry: names, gist, what it belongs to, text. zoneEnds[4 × place + zone] is where one ends. */
  const zoneEnds = new Uint32Array(entries.length * ZONES);
  let codes = new Uint16Array(1 << 16), end = 0;
  const numbers = /[0-9０-９〇]\s*[条款项]/;
  function room(more) {
    if (end + more <= codes.length) return;
    const larger = new Uint16Array(Math.max(codes.length * 2, end + more));
    larger.set(codes);
    codes = larger;
  }
  function write(part) {
    if (!part) return;
    if (numbers.test(part)) return text.searched(part).split("\n").forEach(writeAsIs);
    room(part.length + 1);
    for (let i = 0; i < part.length; i++) {
      const code = text.at(part.charCodeAt(i));
      if (code > text.SIGN && !(code === text.BLANK && codes[end - 1] === text.BLANK)) codes[end++] = code;
    }
    codes[end++] = 10;
  }
  function writeAsIs(part) {
    room(part.length + 1);
    for (let i = 0; i < part.length; i++) codes[end++] = part.charCodeAt(i);
    codes[end++] = 10;
  }
  entries.forEach((entry, place) => {
    if (entry.kind !== "article") {
      names.of[place].forEach(writeAsIs);
      [entry.title, ...entry.aliases].forEach(write);
    }
    zoneEnds[ZONES * place + NAME] = end;
    write(entry.gist);
    zoneEnds[ZONES * place + GIST] = end;
    [entry.owner, ...entry.laws, ...entry.articles, ...entry.methods, entry.department].forEach(write);
    if (entry.kind === "article") writeAsIs(names.short(entry.laws[0]) + names.short(entry.articles[0]));
    zoneEnds[ZONES * place + OF] = end;
    [entry.text, ...entry.how, ...entry.statuses].forEach(write);
    zoneEnds[ZONES * place + TEXT] = end;
  });
  codes = codes.slice(0, end);
  const lengthOf = (place, zone) => Math.max(1, zoneEnds[ZONES * place + zone] - zoneEnds[ZONES * place + zone - 1] - 1);

  const first = new Uint8Array(0x10000), begins = new Uint8Array(0x10000), MOST_FORMS = 250;
  const pairOf = (one, two) => (one * 31 + two) & 0xffff;

  /* Where each form stands: form → { places, zone[place]: the best plus one, count[place]: how often in that zone }. One pass. */
  function scan(forms) {
    const wanted = unique(forms).filter((form) => form && form.length <= rules.longest).slice(0, MOST_FORMS);
    const patterns = wanted.map((form, i) => {
      const own = Uint16Array.from({ length: form.length }, (_, k) => form.charCodeAt(k)), next = first[own[0]];
      first[own[0]] = i + 1;
      if (own.length > 1) begins[pairOf(own[0], own[1])] = 1;
      else for (let code = 0; code < 0x10000; code++) begins[pairOf(own[0], code)] = 1;
      return { codes: own, next, places: [], zone: new Uint8Array(entries.length), count: new Uint8Array(entries.length) };
    });
    const all = codes, starts = first, pairs = begins, length = all.length; // locals: the loop below runs over every character
    let zone = 0;
    for (let i = 0; i < length; i++) {
      let number = starts[all[i]];
      if (number === 0 || pairs[(all[i] * 31 + all[i + 1]) & 0xffff] === 0) continue;
      while (number !== 0) {
        const pattern = patterns[number - 1], own = pattern.codes;
        let k = 1;
        while (k < own.length && all[i + k] === own[k]) k++;
        if (k === own.length) {
          while (zoneEnds[zone] <= i) zone++;
          const place = (zone / ZONES) | 0, here = zone - ZONES * place + 1;
          if (!pattern.zone[place]) {
            pattern.places.push(place);
            pattern.zone[place] = here;
            pattern.count[place] = 1;
          } else if (pattern.zone[place] === here && pattern.count[place] < 255) pattern.count[place]++;
        }
        number = pattern.next;
      }
    }
    patterns.forEach((pattern) => { first[pattern.codes[0]] = 0; });
    begins.fill(0);
    return new Map(wanted.map((form, i) => [form, patterns[i]]));
  }

  /* Spoken words with their written ones, and short names, longest first; see search_index/terms.py. */
  const vocabulary = new Map(rules.spoken.map(([spoken, written]) => [spoken, unique([spoken, ...written])]));
  names.meanings.forEach((full, short) => vocabulary.set(short, unique([...(vocabulary.get(short) || [short]), ...full])));
  vocabulary.forEach((forms, word) => vocabulary.set(word, forms.map(name)));
  const fillers = new Set(rules.fillers);
  const longest = Math.max(...[...vocabulary.keys(), ...fillers].map((word) => word.length));
  function known(word, at) {
    for (let length = Math.min(longest, word.length - at); length; length--) {
      const part = word.slice(at, at + length);
      if (vocabulary.has(part) || fillers.has(part)) return part;
    }
    return "";
  }
  function pairs(segment) {
    if (/^[\x00-\x7f]*$/.test(segment)) return segment ? [{ forms: [segment], size: 1 }] : [];
    const at = (i) => (i >= 0 && i + 2 <= segment.length ? segment.slice(i, i + 2) : "");
    return Array.from({ length: segment.length - 1 }, (_, i) => ({ forms: [at(i)], size: 1, between: at(i - 1) && at(i + 1) ? [at(i - 1), at(i + 1)] : [] }));
  }

  /* The parts of a query, each once; of very many evenly chosen ones. */
  function terms(words) {
    const found = new Map();
    const add = (term) => found.set(term.forms.join(" "), term);
    words.forEach((word) => {
      let segment = "";
      for (let at = 0; at < word.length;) {
        const part = known(word, at);
        if (part) {
          pairs(segment).forEach(add);
          segment = "";
          if (vocabulary.has(part)) add({ forms: vocabulary.get(part), size: Math.max(1, part.length - 1) });
        } else segment += word[at];
        at += part.length || 1;
      }
      pairs(segment).forEach(add);
    });
    const all = found.size ? [...found.values()] : words.map((word) => ({ forms: [word], size: 1 }));
    if (all.length <= partial.terms) return all;
    return Array.from({ length: partial.terms }, (_, at) => all[Math.floor((at * all.length) / partial.terms)]);
  }

  function worth(place, form, found) {
    const zone = found.zone[place] - 1;
    if (zone === NAME) {
      if (names.of[place].includes(form)) return scores.name_is;
      const share = Math.max(0, ...names.of[place].filter((one) => one.includes(form)).map((one) => form.length / one.length));
      return scores.in_name + scores.in_name_share * share;
    }
    if (zone === GIST) return scores.in_gist + (scores.in_gist_share * form.length) / lengthOf(place, GIST);
    return zone === OF ? 1 : Math.min(found.count[place], scores.counted);
  }

  /* The entries that hold every word, in some form, under some reading: place → what the match is worth. */
  function exact(ways) {
    const found = scan(ways.flat(2)), result = new Map();
    ways.forEach((words) => {
      const [start, ...others] = words.slice().sort((a, b) => b[0].length - a[0].length);
      const seen = new Uint8Array(entries.length);
      start.forEach((form) => found.get(form).places.forEach((place) => {
        if (seen[place]) return;
        seen[place] = 1;
        if (!others.every((forms) => forms.some((one) => found.get(one).zone[place]))) return;
        let value = 0;
        words.forEach((forms) => {
          let best = 0;
          forms.forEach((one) => { if (found.get(one).zone[place]) best = Math.max(best, worth(place, one, found.get(one))); });
          value += best;
        });
        result.set(place, Math.max(result.get(place) || 0, scores.whole + value * weights[place]));
      }));
    });
    return result;
  }

  /* The entries that hold part of the query: rare parts count more, those in names and gists more. */
  function inPart(words, anyWord) {
    const parts = terms(words), found = scan([...parts.flatMap((term) => term.forms), ...(anyWord ? words : [])]);
    const ofZone = [0, partial.name, partial.gist, partial.of];
    const zoneWorth = (place, { zone, count }) => {
      if (zone[place] <= TEXT) return ofZone[zone[place]];
      const often = (count[place] * (1 + partial.often)) / (count[place] + partial.often);
      return partial.text * often * (0.5 + 0.5 * Math.min(1, partial.long / lengthOf(place, TEXT)));
    };
    const sums = new Float64Array(entries.length), covered = new Float64Array(entries.length), best = new Float64Array(entries.length);
    let most = 0;
    parts.forEach((term) => {
      best.fill(0);
      let held = 0;
      const forms = term.forms.map((form) => found.get(form)).filter(Boolean);
      forms.forEach((one) => one.places.forEach((place) => {
        if (!best[place]) held++;
        best[place] = Math.max(best[place], zoneWorth(place, one));
      }));
      const joint = term.between && term.between.length && term.between.every((pair) => found.has(pair) && held < partial.joint * found.get(pair).places.length);
      const rarity = (held ? term.size * (joint ? partial.joint_worth : 1) : 0) * Math.log(1 + entries.length / (1 + held)) ** partial.rarity;
      most += rarity;
      forms.forEach((one) => one.places.forEach((place) => {
        if (!best[place]) return;
        sums[place] += rarity * best[place];
        covered[place] += rarity;
        best[place] = 0;
      }));
    });
    const whole = anyWord ? words.filter((word) => word.length > 1).map((word) => found.get(word)).filter(Boolean) : [];
    const result = [];
    let top = 0;
    sums.forEach((sum, place) => {
      if (!sum) return;
      const coverage = covered[place] / most;
      if (coverage < partial.least && !whole.some((one) => one.zone[place])) return;
      const score = (scores.partial * sum * coverage) / (partial.name * most);
      result.push([place, score]);
      top = Math.max(top, score);
    });
    return result.filter(([, score]) => score >= partial.share * top);
  }

  const FILTERS = { kind: (entry) => [entry.kind], law: (entry) => entry.laws, department: (entry) => (entry.department ? [entry.department] : []),
    method: (entry) => entry.methods, status: (entry) => entry.statuses };

  /* How many of the places each value of a filter would leave, under the other filters. */
  function countsOf(places, passes) {
    const counts = {};
    Object.keys(FILTERS).forEach((key) => {
      const own = counts[key] = {};
      places.forEach((place) => {
        if (passes(place, key)) FILTERS[key](entries[place]).forEach((value) => { own[value] = (own[value] || 0) + 1; });
      });
    });
    return counts;
  }

  /* The query squeezed and in its readings; the places that hold every word, and those it names outright. */
  function asked(query) {
    const whole = name(query), letters = names.meantByLetters(whole);
    const ways = readings(letters || query).map((words) => words.map((forms) => unique([...forms, ...names.withMeanings(forms[0])])));
    return { whole, ways, result: ways.length ? exact(ways) : new Map(), outright: ways.length ? names.direct(letters || whole) : [] };
  }

  /* What a query finds, best first: the `most` best hits [{ entry, url, score, whole }], how many there are in all and how
   * many of them wholly, the forms to mark, and where `counting` the counts of each filter's values. `filters`: kind, law,
   * department, method, status. With `enough` whole matches none by parts are looked for.
   */
  function search(typed, filters = {}, { most = 100, enough = 30, counting = false } = {}) {
    const query = String(typed).slice(0, rules.longest);
    let { whole, ways, result, outright } = asked(query);
    if (ways.length && !result.size && !outright.length) ({ whole, ways, result, outright } = asked(text.unasked(query)));
    if (!ways.length) return { hits: [], total: 0, wholeTotal: 0, counts: {}, marks: [], parts: [] };
    const words = ways[0].map((forms) => forms[0]);
    const contained = result.size > 0;
    if (!contained && !outright.length) outright = names.misspelt(whole);
    const added = new Map();
    outright.sort((a, b) => a[1] - b[1]).forEach(([place, score, address]) => added.set(place, { score, address }));
    added.forEach(({ score }, place) => result.set(place, (result.get(place) || 0) + score));
    const wholes = new Set(result.keys());
    const chosen = Object.entries(filters).filter(([key, value]) => value && FILTERS[key]);
    const passes = (place, but) => chosen.every(([key, value]) => key === but || FILTERS[key](entries[place]).includes(value));
    const cited = names.cited(whole), isCited = Boolean(cited) && cited.law !== "" && outright.some(([, score]) => score > scores.law_only / 4);
    const some = chosen.length ? [...result.keys()].filter((place) => passes(place)).length : result.size;
    if (!isCited && some < enough) inPart(words, !contained).forEach(([place, score]) => { if (!result.has(place)) result.set(place, score); });
    const counts = counting ? countsOf([...result.keys()], passes) : {};
    const ranked = [...result].filter(([place]) => passes(place)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const total = ranked.length, wholeTotal = ranked.filter(([place]) => wholes.has(place)).length;
    const hits = ranked.slice(0, most).map(([place, score]) => ({ entry: entries[place], score, whole: wholes.has(place),
      url: entries[place].url + (added.has(place) ? added.get(place).address : "") }));
    if (isCited) return { hits, total, wholeTotal, counts, marks: unique([...names.withMeanings(cited.law), cited.article]), parts: [] };
    const marks = unique(ways[0].flat()), parts = unique(terms(words).flatMap((term) => term.forms));
    return { hits, total, wholeTotal, counts, marks, parts };
  }

  return { search, nearest: (query, most = 6) => names.nearest(name(query), most), text, entries, labels: data.labels };
};
