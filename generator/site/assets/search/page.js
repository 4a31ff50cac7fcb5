/* 搜索页：地址里带着检索词和筛选（search.html?q=…&kind=…），可以收藏、发给同事；全程可用键盘。 */
"use strict";
(() => {
  const root = document.getElementById("jg-search");
  if (!root) return;
  const STEP = 20, WAIT = 150, PASSAGE = 140;
  const KEYS = ["kind", "law", "department", "method", "status"];
  const form = root.querySelector("form"), input = form.elements.q, said = root.querySelector("[role=status]");
  const list = root.querySelector("ol"), more = root.querySelector(".jg-more"), near = root.querySelector(".jg-near"), clear = root.querySelector(".jg-clear"), otherwise = root.querySelector(".jg-else");
  const given = new URLSearchParams(location.search);
  let shown = STEP, opened, timer, last = 0, address = location.href;

  // the theme would open its own box for ?q= and later take it out of the address: hide it while the theme starts
  if (given.has("q")) history.replaceState(history.state, "", location.pathname + location.hash);
  addEventListener("load", () => history.replaceState(history.state, "", address));

  const here = document.currentScript.src;
  const script = (file) => new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = String(new URL(file, here));
    element.onload = done;
    element.onerror = () => failed(new Error(file));
    document.head.append(element);
  });
  const open = () => opened || (opened = ["text.js", "names.js", "engine.js", "show.js", "records.js"]
    .reduce((before, file) => before.then(() => script(file)), Promise.resolve())
    .then(() => {
      const engine = self.JianguanEngine(self.jianguanRecords);
      return { engine, show: self.JianguanShow(engine) };
    }));

  const chosen = () => Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value]));
  function fill(params) {
    input.value = params.get("q") || "";
    KEYS.forEach((key) => {
      const value = params.get(key) || "";
      if (key === "kind") form.querySelectorAll("[name=kind]").forEach((radio) => { radio.checked = radio.value === value; });
      else {
        const select = form.elements[key];
        if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
        select.value = value;
      }
    });
    if (!form.elements.kind.value) form.querySelector("[name=kind][value='']").checked = true;
  }
  function remember(push) {
    const params = new URLSearchParams();
    if (input.value.trim()) params.set("q", input.value.trim());
    Object.entries(chosen()).forEach(([key, value]) => { if (value) params.set(key, value); });
    address = location.pathname + (String(params) ? `?${params}` : "");
    if (document.readyState === "complete") history[push ? "pushState" : "replaceState"](null, "", address);
    document.title = document.title.replace(/^.*?(?=搜索)/, input.value.trim() ? `${input.value.trim()} - ` : "");
  }

  /* Each choice says how many it would leave; choices that leave none cannot be taken. */
  function count(counts) {
    form.querySelectorAll("[name=kind]").forEach((radio) => {
      const own = counts.kind || {}, n = radio.value ? own[radio.value] || 0 : Object.values(own).reduce((sum, one) => sum + one, 0);
      radio.parentElement.querySelector("span").textContent = String(n);
      radio.disabled = Boolean(radio.value) && !n && !radio.checked;
    });
    KEYS.slice(1).forEach((key) => {
      const select = form.elements[key], value = select.value, own = counts[key] || {};
      const options = Object.entries(own).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"));
      if (value && !own[value]) options.unshift([value, 0]);
      select.replaceChildren(new Option("全部", ""), ...options.map(([name, n]) => new Option(`${name}（${n}）`, name)));
      select.value = value;
      select.closest("label").hidden = !options.length;
    });
  }

  async function answer() {
    const turn = ++last, asked = input.value.trim(), filters = chosen();
    clear.hidden = !Object.values(filters).some(Boolean);
    if (!asked) {
      said.textContent = "输入事项、检查要点、法条、文书的名称或者其中的几个字，也可以输入拼音。";
      list.replaceChildren();
      near.hidden = more.hidden = otherwise.hidden = true;
      count({});
      root.querySelector(".jg-filters").hidden = true;
      return;
    }
    if (!opened) said.textContent = "正在准备搜索……";
    let ready;
    try {
      ready = await open();
    } catch (error) {
      said.textContent = "检索数据没有读到。请刷新本页；从压缩包打开的，请先整个解压。";
      return;
    }
    if (turn !== last) return;
    const { engine, show } = ready, found = engine.search(asked, filters, { most: shown, enough: 2 * STEP, counting: true }), { total, wholeTotal: whole } = found;
    root.querySelector(".jg-filters").hidden = false;
    count(found.counts);
    const quoted = `“${asked}”`;
    said.textContent = !total ? `没有找到${quoted}${clear.hidden ? "" : "：试试清除筛选"}。`
      : whole === total ? `${quoted}找到 ${total} 条`
        : whole ? `${quoted}找到 ${whole} 条，另有 ${total - whole} 条相近` : `没有与${quoted}完全一致的，以下 ${total} 条相近`;
    list.replaceChildren(...found.hits.map((hit) => {
      const item = document.createElement("li");
      item.innerHTML = `<a href="${show.escape(encodeURI(hit.url))}">${show.line(hit, found, PASSAGE)}</a>`;
      return item;
    }));
    more.hidden = total <= shown;
    more.textContent = `再显示 ${Math.min(STEP, total - shown)} 条（共 ${total} 条）`;
    const terms = total && whole ? [] : engine.nearest(asked);
    otherwise.hidden = total > 0;
    near.hidden = !terms.length;
    near.replaceChildren(...(terms.length ? ["您要找的是不是：", ...terms.map((term) => {
      const link = document.createElement("a");
      link.href = `?${new URLSearchParams({ q: term })}`;
      link.textContent = term;
      return link;
    })] : []));
  }

  function again(push) {
    shown = STEP;
    remember(push);
    answer();
  }
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(again, WAIT);
  });
  input.addEventListener("compositionend", () => again());
  form.addEventListener("change", (event) => { if (event.target !== input) again(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    again(true);
  });
  clear.addEventListener("click", () => {
    fill(new URLSearchParams({ q: input.value }));
    again();
    input.focus();
  });
  more.addEventListener("click", () => {
    const from = shown;
    shown += STEP;
    answer().then(() => list.children[from] && list.children[from].querySelector("a").focus());
  });
  // arrows walk through the results, as in the box above
  root.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [input, ...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
  });
  addEventListener("popstate", () => {
    const params = new URLSearchParams(location.search);
    address = location.href;
    fill(params);
    shown = STEP;
    answer();
  });
  // the theme's box takes ?q= out of the address when it closes: put it back
  const toggle = document.querySelector("[data-md-toggle=search]");
  if (toggle) toggle.addEventListener("change", () => setTimeout(() => history.replaceState(history.state, "", address)));

  root.hidden = false;
  fill(given);
  answer();
})();
