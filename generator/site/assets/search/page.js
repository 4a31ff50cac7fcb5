"use strict";
/* 搜索页：地址里带着检索词和筛选（search.html?q=…&kind=…），可以收藏、发给同事；全程可用键盘。 */
(() => {
  const root = document.getElementById("jg-search");
  if (!root) return;
  const SCRIPTS = "text likeness names corpus terms filters engine show records".split(" ").map((name) => `${name}.js`);
  const STEP = 20; // hits
  const WAIT = 150; // milliseconds after a key
  const PASSAGE = 140; // characters
  const LISTS = ["law", "department", "method", "status"];
  const KEYS = ["kind", ...LISTS];

  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const said = part("[role=status]");
  const list = part("ol");
  const more = part(".jg-more");
  const near = part(".jg-near");
  const clear = part(".jg-clear");
  const otherwise = part(".jg-else");
  const filters = part(".jg-filters");
  const radios = [...form.querySelectorAll("[name=kind]")].map((one) => /** @type {HTMLInputElement} */ (one));

  const given = new URLSearchParams(location.search);
  let shown = STEP;
  let last = 0;
  let address = location.href;
  /** @type {number | undefined} */
  let timer;

  // the theme would open its own box for ?q= and later take it out of the address: hide it while the theme starts
  if (given.has("q")) history.replaceState(history.state, "", location.pathname + location.hash);
  addEventListener("load", () => history.replaceState(history.state, "", address));

  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  /** @param {string} file */
  function script(file) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = String(new URL(file, here));
      element.onload = done;
      element.onerror = () => failed(new Error(file));
      document.head.append(element);
    });
  }

  async function load() {
    for (const file of SCRIPTS) await script(file);
    const engine = JianguanEngine(jianguanRecords);
    return { engine, show: JianguanShow(engine) };
  }

  /** @type {ReturnType<typeof load> | undefined} */
  let loaded;

  /** @param {string} key */
  const selectOf = (key) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(key));

  /** @returns {Filters} */
  function chosen() {
    const kind = radios.find((radio) => radio.checked);
    return { kind: kind ? kind.value : "", ...Object.fromEntries(LISTS.map((key) => [key, selectOf(key).value])) };
  }

  /**
   * Put what an address asks for into the form.
   * @param {URLSearchParams} params
   */
  function fill(params) {
    input.value = params.get("q") || "";
    const kind = params.get("kind") || "";
    const known = radios.some((radio) => radio.value === kind);
    for (const radio of radios) radio.checked = radio.value === (known ? kind : "");
    for (const key of LISTS) {
      const value = params.get(key) || "";
      const select = selectOf(key);
      const isOffered = [...select.options].some((option) => option.value === value);
      if (value && !isOffered) select.append(new Option(value, value));
      select.value = value;
    }
  }

  /**
   * Put what the form asks for into the address.
   * @param {boolean} push as a step to go back from
   */
  function remember(push) {
    const asked = input.value.trim();
    const values = chosen();
    const all = [["q", asked], ...KEYS.map((key) => [key, values[key] || ""])];
    const params = String(new URLSearchParams(all.filter(([, value]) => value)));
    address = location.pathname + (params && `?${params}`);
    if (document.readyState === "complete") history[push ? "pushState" : "replaceState"](null, "", address);
    document.title = document.title.replace(/^.*?(?=搜索)/, asked ? `${asked} - ` : "");
  }

  /**
   * Each choice says how many it would leave; choices that leave none cannot be taken.
   * @param {Found["counts"]} counts
   */
  function count(counts) {
    const ofKind = counts.kind || {};
    const all = Object.values(ofKind).reduce((sum, one) => sum + one, 0);
    for (const radio of radios) {
      const many = radio.value ? ofKind[radio.value] || 0 : all;
      /** @type {HTMLElement} */ (radio.parentElement?.querySelector("span")).textContent = String(many);
      radio.disabled = Boolean(radio.value) && !many && !radio.checked;
    }
    for (const key of LISTS) offer(selectOf(key), counts[key] || {});
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {Record<string, number>} counts
   */
  function offer(select, counts) {
    const { value } = select;
    const options = Object.entries(counts).sort(
      ([one, many], [other, most]) => most - many || one.localeCompare(other, "zh"),
    );
    if (value && !counts[value]) options.unshift([value, 0]);
    const made = options.map(([name, many]) => new Option(`${name}（${many}）`, name));
    select.replaceChildren(new Option("全部", ""), ...made);
    select.value = value;
    /** @type {HTMLElement} */ (select.closest("label")).hidden = !options.length;
  }

  /** What is shown before anything is asked. */
  function showNothing() {
    said.textContent = "输入事项、检查要点、法条、文书的名称或者其中的几个字，也可以输入拼音。";
    list.replaceChildren();
    near.hidden = more.hidden = otherwise.hidden = true;
    count({});
    filters.hidden = true;
  }

  /**
   * How much was found, in words.
   * @param {string} asked
   * @param {Found} found
   */
  function summary(asked, { total, wholeTotal }) {
    const quoted = `“${asked}”`;
    if (!total) return `没有找到${quoted}${clear.hidden ? "" : "：试试清除筛选"}。`;
    if (wholeTotal === total) return `${quoted}找到 ${total} 条`;
    if (wholeTotal) return `${quoted}找到 ${wholeTotal} 条，另有 ${total - wholeTotal} 条相近`;
    return `没有与${quoted}完全一致的，以下 ${total} 条相近`;
  }

  /**
   * Titles somebody may have meant.
   * @param {string[]} titles
   */
  function suggest(titles) {
    const links = titles.map((title) => {
      const link = document.createElement("a");
      link.href = `?${new URLSearchParams({ q: title })}`;
      link.textContent = title;
      return link;
    });
    near.hidden = !titles.length;
    near.replaceChildren(...(titles.length ? ["您要找的是不是：", ...links] : []));
  }

  /** Look for what the form asks for, and show it. */
  async function answer() {
    const turn = ++last;
    const asked = input.value.trim();
    clear.hidden = !Object.values(chosen()).some(Boolean);
    if (!asked) return showNothing();
    if (!loaded) said.textContent = "正在准备搜索……";
    loaded = loaded || load();
    const ready = await loaded.catch(() => null);
    if (!ready) said.textContent = "检索数据没有读到。请刷新本页；从压缩包打开的，请先整个解压。";
    else if (turn === last) showFound(asked, ready.engine, ready.show);
  }

  /**
   * @param {string} asked
   * @param {Engine} engine
   * @param {ReturnType<typeof JianguanShow>} show
   */
  function showFound(asked, engine, show) {
    const found = engine.search(asked, chosen(), { most: shown, enough: 2 * STEP, counting: true });
    filters.hidden = false;
    count(found.counts);
    said.textContent = summary(asked, found);
    const items = found.hits.map((hit) => {
      const item = document.createElement("li");
      item.innerHTML = `<a href="${show.escape(encodeURI(hit.url))}">${show.line(hit, found, PASSAGE)}</a>`;
      return item;
    });
    list.replaceChildren(...items);
    more.hidden = found.total <= shown;
    more.textContent = `再显示 ${Math.min(STEP, found.total - shown)} 条（共 ${found.total} 条）`;
    otherwise.hidden = found.total > 0;
    suggest(found.total && found.wholeTotal ? [] : engine.nearest(asked));
  }

  /** @param {boolean} push */
  function again(push = false) {
    clearTimeout(timer);
    shown = STEP;
    remember(push);
    answer();
  }

  /** Arrows walk through the results, as in the box above. @param {KeyboardEvent} event */
  function walk(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [input, ...list.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    links[Math.max(0, Math.min(links.length - 1, next))].focus();
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!(/** @type {InputEvent} */ (event).isComposing)) timer = setTimeout(again, WAIT);
  });
  input.addEventListener("compositionend", () => again());
  form.addEventListener("change", (event) => {
    if (event.target !== input) again();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    again(true);
  });
  clear.addEventListener("click", () => {
    fill(new URLSearchParams({ q: input.value }));
    again();
    input.focus();
  });
  more.addEventListener("click", async () => {
    const from = shown;
    shown += STEP;
    await answer();
    list.children[from]?.querySelector("a")?.focus();
  });
  root.addEventListener("keydown", walk);
  addEventListener("popstate", () => {
    address = location.href;
    fill(new URLSearchParams(location.search));
    shown = STEP;
    answer();
  });
  // the theme's box takes ?q= out of the address when it closes: put it back
  document.querySelector("[data-md-toggle=search]")?.addEventListener("change", () => {
    setTimeout(() => history.replaceState(history.state, "", address));
  });

  root.hidden = false;
  fill(given);
  answer();
})();
