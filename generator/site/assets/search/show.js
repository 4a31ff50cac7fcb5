/* What was found, as HTML: with what was looked for marked. Everything of the records is escaped. */
"use strict";
self.JianguanShow = (engine) => {
  const { text, labels } = engine, BEFORE = 18;
  const QUIET = ["施行中"];
  const escape = (words) => words.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function standing(form, wanted) {
    const found = [];
    wanted.forEach((word) => {
      for (let at = word ? form.indexOf(word) : -1, n = 0; at >= 0 && n < 50; at = form.indexOf(word, at + 1), n++) found.push([at, word.length]);
    });
    return found;
  }

  const holds = (words, found) => standing(text.clean(words).form, found.marks).length > 0;

  /* `words` as HTML with the marks in it marked, or `inPart` the parts; with `length`, the stretch of it around the first. */
  function marked(words, found, inPart, length) {
    const { form, places } = text.clean(words);
    const spots = standing(form, inPart ? found.parts : found.marks).map(([at, size]) => [places[at], places[at + size - 1] + 1]);
    const on = new Uint8Array(words.length);
    spots.forEach(([from, until]) => on.fill(1, from, until));
    const lowest = spots.reduce((least, [from]) => Math.min(least, from), words.length);
    const start = length && spots.length && words.length > length ? Math.max(0, Math.min(lowest - BEFORE, words.length - length)) : 0;
    const end = length ? Math.min(words.length, start + length) : words.length;
    let html = start ? "…" : "";
    for (let i = start, j; i < end; i = j) {
      for (j = i; j < end && on[j] === on[i];) j++;
      const part = escape(words.slice(i, j));
      html += on[i] ? `<mark>${part}</mark>` : part;
    }
    return html + (end < words.length ? "…" : "");
  }

  /* What is shown under a title: the gist where it holds what was looked for, else the text. */
  const shownOf = ({ gist, text: words }, found) => (gist && (holds(gist, found) || !holds(words, found)) ? gist : words || gist);

  /* Kind, and what a check belongs to. */
  function where({ entry }) {
    return [labels[entry.kind], entry.owner].filter(Boolean).map(escape).join(" · ");
  }
  const statuses = ({ entry }) => entry.statuses.filter((one) => !QUIET.includes(one)).map(escape);

  /* One hit inside a link; parts of words are marked only where the words themselves stand nowhere in it. */
  function line(hit, found, length) {
    const { title } = hit.entry, below = shownOf(hit.entry, found), inPart = !holds(title, found) && !holds(below, found);
    return `<span class="jg-hit__where">${where(hit)}` +
      statuses(hit).map((one) => `<span class="jg-hit__status">${one}</span>`).join("") + "</span>" +
      `<span class="jg-hit__title">${marked(title, found, inPart)}</span>` +
      `<span class="jg-hit__text">${marked(below, found, inPart, length)}</span>`;
  }

  return { escape, line };
};
