"use strict";
/* Search worker behind the theme's own search box: speaks its protocol (0 set up, 1 ready, 2 query, 3 result). Runs
   from http as a worker and from file:// in an iframe. Loads the records when something is looked for. */
(() => {
  const here =
    typeof document === "object" ? /** @type {HTMLScriptElement} */ (document.currentScript).src : location.href;
  const SCRIPTS = "text likeness names corpus terms filters engine show records".split(" ").map((name) => `${name}.js`);
  const MOST = 100;
  const PASSAGE = 80; // characters
  const [READY, QUERY, RESULT] = [1, 2, 3];

  async function load() {
    await importScripts(...SCRIPTS.map((file) => String(new URL(file, here))));
    const engine = JianguanEngine(jianguanRecords);
    return { engine, show: JianguanShow(engine) };
  }

  /** @type {ReturnType<typeof load> | undefined} */
  let loaded;

  /**
   * What the theme shows: one group a hit, so that the first line is the thing itself, not its page.
   * @param {string} query
   */
  async function answer(query) {
    loaded = loaded || load();
    const { engine, show } = await loaded;
    const found = engine.search(query, {}, { most: MOST });
    return found.hits.map((hit) => [
      { location: hit.url, score: hit.score, terms: {}, text: "", title: show.line(hit, found, PASSAGE) },
    ]);
  }

  addEventListener("message", async ({ data }) => {
    if (data.type === 0) postMessage({ type: READY });
    if (data.type !== QUERY) return;
    /** @type {Awaited<ReturnType<typeof answer>>} */
    let items = [];
    try {
      if (data.data.trim()) items = await answer(data.data);
    } catch (error) {
      console.error(error);
    }
    postMessage({ type: RESULT, data: { items } });
  });
})();
