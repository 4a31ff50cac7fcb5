/* Search worker behind the theme's own search box: speaks its protocol (0 set up, 1 ready, 2 query, 3 result).
 * Runs from http as a worker and from file:// in an iframe. Loads the records when something is looked for.
 */
"use strict";
(() => {
  const here = typeof document === "object" ? document.currentScript.src : location.href;
  const files = ["text.js", "names.js", "engine.js", "show.js", "records.js"].map((file) => String(new URL(file, here)));
  const MOST = 100, PASSAGE = 80;
  let opened;
  const open = () => opened || (opened = Promise.resolve(importScripts(...files)).then(() => {
    const engine = self.JianguanEngine(self.jianguanRecords);
    return { engine, show: self.JianguanShow(engine) };
  }));

  /* What the theme shows: one group a hit, so that the first line is the thing itself, not its page. */
  async function answer(query) {
    const { engine, show } = await open();
    const found = engine.search(query, {}, { most: MOST });
    return found.hits.map((hit) => [{ location: hit.url, score: hit.score, terms: {}, text: "", title: show.line(hit, found, PASSAGE) }]);
  }

  addEventListener("message", async ({ data }) => {
    if (data.type === 0) postMessage({ type: 1 });
    if (data.type !== 2) return;
    let items = [];
    try {
      if (data.data.trim()) items = await answer(data.data);
    } catch (error) {
      console.error(error);
    }
    postMessage({ type: 3, data: { items } });
  });
})();
