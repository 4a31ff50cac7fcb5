/* What a query names outright: the mirror of search_index/names.py and pinyin.py. */
"use strict";
self.JianguanNames = (rules, text, entries) => {
  const { name, chinese, unique } = text;
  const { scores } = rules, N = rules.numerals;
  const CITED = new RegExp(`^(.*?)第?([${N}]+)条(?:之([${N}]+))?(?:第?([${N}]+)款)?(?:第?([${N}]+)项)?`);
  const NUMBER_LAST = new RegExp(`^(.*[^第${N}])第?([${N}]{1,5})$`);
  const LAW_ENDS = new RegExp(rules.law_ends);
  const EDITION = new RegExp(rules.edition, "g");
  const LETTERS = /^[a-z]{2,}$/;
  const small = new Map(Array.from({ length: 99 }, (_, i) => [chinese(String(i + 1)), i + 1]));
  const value = (number) => (number ? small.get(chinese(number)) || 0 : 0);
  const weight = (place) => rules.kinds[entries[place].kind] || 1;

  const of = entries.map((entry) => (entry.kind === "article" ? []
    : unique([entry.title, ...entry.aliases].map(name).filter(Boolean))));
  const byName = new Map(), articles = new Map(), laws = new Map(), meanings = new Map(), lawPlaces = new Map();
  const add = (map, key, one) => { if (!map.has(key)) map.set(key, new Set()); map.get(key).add(one); };
  const abbreviations = rules.abbreviations.map(([short, full, spelt]) => {
    add(meanings, name(short), name(full));
    return { short: name(short), spelt: spelt.split(" ") };
  });
  const known = new Map();
  /* `name` of what occurs often: laws and numbers of articles. */
  const short = (words) => {
    if (!known.has(words)) known.set(words, name(words));
    return known.get(words);
  };
  entries.forEach((entry, place) => {
    const law = entry.laws[0] ? short(entry.laws[0]) : "";
    if (entry.kind === "article") {
      add(articles, `${law} ${short(entry.articles[0])}`, place);
      if (!laws.has(law)) laws.set(law, new Set([law]));
    }
    of[place].forEach((one) => add(byName, one, place));
    if (entry.kind === "law" && law) {
      lawPlaces.set(law, place);
      const aliases = entry.aliases.map(name).filter((one) => one.length > 1);
      [law, ...aliases].forEach((one) => add(laws, law, one));
      aliases.forEach((alias) => { if (alias !== law) add(meanings, alias, law); });
    }
  });

  /* The word, also with the longest abbreviation or short title in it replaced by what it stands for. */
  function withMeanings(word) {
    let short = "";
    for (let a = 0; a < word.length; a++) {
      for (let b = a + 2; b <= word.length && b - a < 30; b++) {
        const part = word.slice(a, b);
        if (part.length > short.length && meanings.has(part)) short = part;
      }
    }
    const full = [...(meanings.get(short) || [])].filter((one) => one && !word.includes(one));
    if (!full.length || full.length > 4) return [word];
    return unique([word, ...full.map((one) => word.split(short).join(one))]);
  }

  /* How well letters spell a title, from 0 to 1: whole, initials, its beginning, a part of it. */
  function spells(letters, title) {
    const whole = title.join(""), initials = title.map((one) => one[0]).join("");
    if (letters === whole) return 1;
    if (letters === initials) return 0.95;
    const share = 0.05 * Math.min(1, letters.length / whole.length);
    if (whole.startsWith(letters)) return 0.8 + share;
    if (initials.startsWith(letters)) return 0.7 + (0.05 * letters.length) / initials.length;
    if (title.some((_, at) => at && title.slice(at).join("").startsWith(letters))) return 0.6 + share;
    return letters.length > 2 && initials.includes(letters) ? 0.5 + (0.05 * letters.length) / initials.length : 0;
  }
  const spelt = entries.map((entry) => (entry.spelt.length ? entry.spelt.map((one) => one.split(" ")) : null));
  const speltBest = (letters, place) => (spelt[place] || []).reduce((best, title) => Math.max(best, spells(letters, title)), 0);

  function fitsAt(query, title, at, whole) {
    let same = 0;
    while (same < query.length && at + same < title.length && query[same] === title[at + same]) same++;
    const rest = query.slice(same), left = title.slice(at + same);
    const ends = [[rest.slice(1), left.slice(1)], [rest.slice(1), left], [rest, left.slice(1)]];
    if (rest.length > 1 && left.length > 1 && rest[0] === left[1] && rest[1] === left[0]) ends.push([rest.slice(2), left.slice(2)]);
    return ends.some(([mine, theirs]) => (whole ? mine === theirs : theirs.startsWith(mine)));
  }

  /* Whether one character changed, added, left out or swapped makes the query the title, or a part of it. */
  function isOneOff(query, title, part) {
    if (!part) return Math.abs(query.length - title.length) < 2 && fitsAt(query, title, 0, true);
    for (let at = 0; at <= title.length - query.length + 1; at++) if (fitsAt(query, title, at, false)) return true;
    return false;
  }

  function isSpread(query, title) {
    let at = -1;
    return [...query].every((char) => (at = title.indexOf(char, at + 1)) >= 0);
  }

  function fit(query, title) {
    const share = query.length / Math.max(title.length, query.length);
    if (title.includes(query)) return 0.5 * share;
    if (query.length > 2 && query[query.length - 1] === title[title.length - 1] && isSpread(query, title)) {
      if (query[0] === title[0]) return 0.4 * share;
      if (query.length > 3) return 0.3 * share;
    }
    return query.length > 3 && isOneOff(query, title) ? 0.35 : 0;
  }

  /* The laws a name may mean and how well: title 1, alias 0.95, a part of it, letters left out, one wrong. */
  function lawsMeant(query, exactly) {
    const forms = withMeanings(query), found = [];
    laws.forEach((names, law) => {
      let well = 0;
      if (query === law) well = 1;
      else if (forms.some((form) => names.has(form))) well = 0.95;
      else if (LETTERS.test(query) && lawPlaces.has(law) && speltBest(query, lawPlaces.get(law)) >= 0.95) well = 0.9;
      else if (!exactly && query.length > 1) well = Math.max(...forms.map((form) => Math.max(...[...names].map((one) => fit(form, one)))));
      if (well) found.push([law, well]);
    });
    return found;
  }

  function cited(query) {
    const match = query.match(CITED);
    if (match) {
      const article = `第${chinese(match[2])}条${match[3] ? `之${chinese(match[3])}` : ""}`;
      const law = match[1].replace(EDITION, "");
      return { law, article, paragraph: value(match[4]), item: value(match[5]), certain: true, alone: match[0].length === query.length };
    }
    const last = query.match(NUMBER_LAST);
    return last && { law: last[1], article: `第${chinese(last[2])}条`, paragraph: 0, item: 0, certain: LAW_ENDS.test(last[1]) };
  }

  /* What leads from an article's address to one of its 款 or 项. */
  function addressOf(parts, paragraph, item) {
    let number = paragraph;
    if (!number && item) {
      const holding = parts.map((items, i) => (items >= item ? i + 1 : 0)).filter(Boolean);
      number = holding.length === 1 ? holding[0] : 0;
    }
    if (!number || number > parts.length) return "";
    return `__para_${number}` + (item && item <= parts[number - 1] ? `__item_${item}` : "");
  }

  function citedPlaces(at) {
    const found = [];
    const meant = at.law ? lawsMeant(at.law, !at.certain) : at.alone ? [...laws.keys()].map((law) => [law, scores.any_law]) : [];
    meant.forEach(([law, well]) => {
      const places = [...(articles.get(`${law} ${at.article}`) || [])];
      places.forEach((place) => found.push([place, scores.place * well, addressOf(entries[place].parts, at.paragraph, at.item)]));
      if (at.law && lawPlaces.has(law)) found.push([lawPlaces.get(law), scores.law_only * well * (places.length ? 0.5 : 1), ""]);
    });
    return found;
  }

  /* The places a squeezed query names outright: [place, score, what is added to the address]. */
  function direct(query) {
    const at = cited(query), found = at ? citedPlaces(at) : [];
    withMeanings(query).forEach((form) => (byName.get(form) || []).forEach((place) => found.push([place, scores.named * weight(place), ""])));
    if (LETTERS.test(query)) {
      entries.forEach((_, place) => {
        const best = speltBest(query, place); // only the kinds that are found by letters bring their spelling
        if (best) found.push([place, scores.spelt * best * weight(place), ""]);
      });
    }
    return found;
  }

  /* The abbreviation the letters spell (whp → 危化品). */
  function meantByLetters(query) {
    const found = LETTERS.test(query) && abbreviations.find((one) => spells(query, one.spelt) >= 0.95);
    return found ? found.short : "";
  }

  /* The places whose name, or a part of it, is one character off the query. */
  function misspelt(query) {
    const found = lawsMeant(query).filter(([law]) => lawPlaces.has(law))
      .map(([law, well]) => [lawPlaces.get(law), scores.misspelt * well, ""]);
    if (query.length < 3) return found;
    of.forEach((names, place) => {
      let score = 0;
      names.forEach((one) => {
        if (isOneOff(query, one)) score = scores.misspelt;
        else if (query.length > 3 && one.length >= query.length && isOneOff(query, one, true)) {
          score = Math.max(score, scores.misspelt_part * (1 - 1 / query.length) + query.length / one.length);
        }
      });
      if (score) found.push([place, score * weight(place), ""]);
    });
    return found;
  }

  /* The titles nearest to a query that found nothing: those that share most characters or letters with it. */
  function nearest(query, most) {
    const letters = LETTERS.test(query), wanted = new Set(query);
    const shared = (one, title) => {
      if (letters) return title.join("").includes(query.slice(0, 3)) || title.map((s) => s[0]).join("").includes(query.slice(0, 2)) ? 1 / title.length : 0;
      return [...wanted].filter((char) => one.includes(char)).length / Math.sqrt(wanted.size * one.length);
    };
    return entries.map((entry, place) => {
      if (entry.kind === "article" || entry.kind === "check") return [0, ""];
      const all = of[place].map((one, i) => shared(one, (entry.spelt[i] || "").split(" ")));
      return [Math.max(0, ...all), entry.title];
    }).filter(([score]) => score > 0.1).sort((a, b) => b[0] - a[0]).slice(0, most).map(([, title]) => title);
  }

  return { of, short, meanings, withMeanings, cited, direct, meantByLetters, misspelt, nearest };
};
