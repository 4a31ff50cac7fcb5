/* A table of units opened in the page: its rows checked cell by cell, the good ones filled and handed over as one .zip.

   Fields the table has no column for are taken from the form above it; an empty cell stays empty. */
"use strict";
((own) => {
  const fill = globalThis.jianguanFill;
  const { h } = own.fields;
  const UNIT_TAGS = ["unit", "party", "recipient", "person"], UNIT_HEADS = ["单位名称", "企业名称", "单位", "名称"];
  const ERRORS = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
  const SHOWN_ROWS = 200;

  /* Columns of a table as fields: [{index, head, spec, list, row}], the heads nobody asked for, the field of the unit. */
  function columnsOf(heads, fields, title) {
    const names = new Map();
    for (const spec of fields) for (const name of [spec.label, spec.tag]) if (!names.has(fill.folded(name))) names.set(fill.folded(name), spec);
    const unit = UNIT_TAGS.map((tag) => fields.find((spec) => spec.tag === tag)).find(Boolean);
    if (unit && !heads.some((head) => names.get(fill.folded(head)) === unit)) {
      const alias = UNIT_HEADS.find((name) => !names.has(fill.folded(name)) && heads.some((head) => fill.folded(head) === name));
      if (alias) names.set(alias, unit);
    }
    const used = [], unused = [];
    heads.forEach((head, index) => {
      if (!head) return;
      const spec = names.get(fill.folded(head)), parts = head.split("/");
      if (spec && spec.kind !== "list") { used.push({ index, head, spec }); return; }
      const outer = names.get(fill.folded(parts[0])), row = Number(fill.folded(parts[1] || ""));
      const inner = outer && outer.kind === "list" && row >= 1 && row <= 2000 && Number.isInteger(row)
        && outer.columns.find((each) => [each.tag, each.label].some((name) => fill.folded(name) === fill.folded(parts.slice(2).join("/"))));
      if (inner) used.push({ index, head, spec: inner, list: outer.tag, row });
      else unused.push(head);
    });
    if (!used.length) throw new Error(`表格的第一行里没有${title}的栏目；栏目有：${fields.slice(0, 12).map((spec) => spec.label).join("、")}${fields.length > 12 ? "……" : ""}`);
    const key = (column) => [column.list || "", column.row || 0, column.spec.tag].join("/");
    const twice = [...new Set(used.filter((column) => used.some((other) => other !== column && key(other) === key(column))).map((column) => column.head))];
    if (twice.length) throw new Error(`表格里有两列填同一个栏目：${twice.join("、")}；请留一列`);
    return { used, unused, unit };
  }

  /* A row's values by tag, and its faults by cell. */
  function valuesOf(columns, cells) {
    const values = {}, faults = [], lists = {};
    for (const { index, head, spec, list, row } of columns.used) {
      const raw = cells[index] || "";
      if (!raw) continue;
      const text = spec.kind === "date" ? own.fields.day(raw) : spec.kind === "moment" ? own.fields.moment(raw) : raw;
      try {
        if (ERRORS.includes(raw)) throw new Error(`单元格是 Excel 的错误值 ${raw}`);
        fill.shown(spec, text);
        if (list) ((lists[list] = lists[list] || {})[row] = lists[list][row] || {})[spec.tag] = text;
        else values[spec.tag] = text;
      } catch (error) { faults.push({ index, head, text: raw, reason: error.message }); }
    }
    for (const [tag, rows] of Object.entries(lists)) values[tag] = Object.keys(rows).map(Number).sort((a, b) => a - b).map((row) => rows[row]);
    return { values, faults };
  }

  function missing(fields, values) {
    return fields.filter((spec) => spec.required && !(spec.default !== undefined && values[spec.tag] === undefined)
      && !(Array.isArray(values[spec.tag]) ? values[spec.tag].length : String(values[spec.tag] === undefined ? "" : values[spec.tag]).trim()));
  }

  /* Names that no two files share, whatever case a system ignores. */
  function distinct(names) {
    const taken = new Set();
    return names.map((name) => {
      const [, stem, end] = /^(.*?)(\.[^.]*)?$/s.exec(name);
      let given = name;
      for (let number = 2; taken.has(given.toLowerCase()); number++) given = `${stem}-${number}${end || ""}`;
      taken.add(given.toLowerCase());
      return given;
    });
  }

  /* The rows of a table made ready: {rows: [{number, cells, values, faults, unit}], columns}. */
  function prepared(table, form, common, allowMissing) {
    const columns = columnsOf(table.heads, form.blank.fields, form.blank.title);
    const given = new Set(columns.used.map((column) => column.list || column.spec.tag));
    const base = Object.fromEntries(Object.entries(common).filter(([tag]) => !given.has(tag) && !/^check-\d+/.test(tag)));
    const rows = table.rows.map((row) => {
      const { values, faults } = valuesOf(columns, row.cells), all = { ...base, ...values };
      const absent = [];
      for (const spec of missing(form.blank.fields, all).filter((one) => !allowMissing || (form.asked.punishes && one.from === "act.day"))) {
        const column = columns.used.find((used) => used.spec === spec || used.list === spec.tag);
        if (!column) absent.push(spec.label);
        else if (!faults.some((fault) => fault.index === column.index))
          faults.push({ index: column.index, head: spec.label, text: "", reason: `“${spec.label}”必填，没有填写` });
      }
      if (absent.length) faults.push({ head: "", text: "", reason: `名单和上面的表单里都没有必填的：${absent.join("、")}` });
      if (!faults.length) {
        try { fill.check(form.blank, all); } catch (error) { faults.push({ head: "", text: "", reason: error.message }); }
      }
      return { ...row, values: all, faults, unit: columns.unit ? all[columns.unit.tag] || "" : "" };
    });
    return { rows, columns };
  }

  /* The panel under a form. `common()`: what the form holds; `named(values)`: a file's name; `save(bytes, name, type)`. */
  function panel(form, common, named, save) {
    let table = null, state = null, busy = false;
    const status = h("p", { class: "jg-status", role: "status" });
    const chosen = h("span", { class: "jg-quiet" }, "还没有选择");
    const input = h("input", { type: "file", accept: ".xlsx,.csv", "aria-describedby": status.id = own.fields.newId(), onchange: () => open() });
    const allow = h("input", { type: "checkbox", onchange: () => show() });
    const result = h("div", { class: "jg-batch" });
    const make = h("button", { type: "button", class: "jg-main", hidden: true, onclick: () => deliver() }, "");

    async function open() {
      table = state = null;
      result.replaceChildren();
      make.hidden = true;
      const file = input.files[0];
      chosen.textContent = file ? file.name : "还没有选择";
      if (!file) { status.textContent = ""; return; }
      status.textContent = `正在读取 ${file.name}……`;
      try { table = await own.roster.read(file); show(); }
      catch (error) { status.textContent = error.message; }
    }

    function show() {
      if (!table) return;
      try { state = prepared(table, form, common(), allow.checked); }
      catch (error) { state = null; make.hidden = true; result.replaceChildren(); status.textContent = error.message; return; }
      const bad = state.rows.filter((row) => row.faults.length), good = state.rows.length - bad.length;
      status.textContent = `共 ${state.rows.length} 行，可以生成 ${good} 份${bad.length ? `，${bad.length} 行有误` : ""}。${state.columns.unused.length ? `没有用到的列：${state.columns.unused.join("、")}。` : ""}${table.left.length ? `只读第一张有内容的表，没有读的表：${table.left.join("、")}。` : ""}`;
      make.hidden = good === 0;
      make.textContent = `生成 ${good} 份，下载一个压缩包`;
      const ordered = [...bad, ...state.rows.filter((row) => !row.faults.length)].slice(0, SHOWN_ROWS);
      result.replaceChildren(h("div", { class: "jg-scroll", tabindex: "0", role: "region", "aria-label": "名单各行的检查结果" },
        h("table", { class: "jg-table" },
          h("thead", null, h("tr", null, h("th", { scope: "col" }, "行"), h("th", { scope: "col" }, "结果"), state.columns.used.map((column) => h("th", { scope: "col" }, column.head)))),
          h("tbody", null, ordered.map((row) => line(row))))),
      ...(state.rows.length > ordered.length ? [h("p", { class: "jg-quiet" }, `只列出 ${ordered.length} 行，有误的排在前面。`)] : []));
    }

    function line(row) {
      const faults = new Map(row.faults.filter((fault) => fault.index !== undefined).map((fault) => [fault.index, fault]));
      const said = row.faults.length ? h("ul", null, row.faults.map((fault) => h("li", null, fault.index === undefined ? fault.reason : `${own.roster.letters(fault.index)}${row.number}：${fault.reason}`))) : "可以生成";
      return h("tr", { class: row.faults.length ? "jg-bad" : undefined }, h("th", { scope: "row" }, String(row.number), row.unit ? h("span", null, row.unit) : null), h("td", { class: "jg-verdict" }, said),
        state.columns.used.map((column) => h("td", { class: faults.has(column.index) ? "jg-bad-cell" : undefined }, row.cells[column.index] || (faults.has(column.index) ? "（空）" : ""))));
    }

    async function deliver() {
      if (busy) return;
      show();
      if (!state) return;
      busy = true;
      make.setAttribute("aria-disabled", "true");
      try {
        const good = state.rows.filter((row) => !row.faults.length), files = [];
        const names = distinct(good.map((row) => named(row.values, row.unit)));
        for (const [at, row] of good.entries()) {
          files.push([names[at], await fill.docx(form.blank, row.values)]);
          if (at % 50 === 49) status.textContent = `正在生成：${at + 1}/${good.length}`;
        }
        save(await fill.zip(files, true), own.fileName([form.blank.title, `${files.length}份`, own.fields.today()], "zip"), "application/zip");
        status.textContent = `已生成 ${files.length} 份，在浏览器的下载文件夹。`;
      } catch (error) { status.textContent = error.message; }
      busy = false;
      make.removeAttribute("aria-disabled");
    }

    function template() {
      const heads = form.blank.fields.filter((spec) => spec.kind !== "list" && !/^check-\d+/.test(spec.tag)).map((spec) => (/[",\n]/.test(spec.label) ? `"${spec.label.replace(/"/g, '""')}"` : spec.label));
      save(new TextEncoder().encode(`\ufeff${heads.join(",")}\r\n`), own.fileName([form.blank.title, "名单"], "csv"), "text/csv");
    }

    const element = h("details", { class: "jg-fold" }, h("summary", null, "用一张名单批量填写（.xlsx、.csv）"),
      h("p", { class: "jg-hint" }, "第一行写栏目名称，以后每行一份文书。名单里没有的栏目，用上面表单里填的内容（检查结果除外）；列表写作“证据/1/证据名称”。只在这台电脑上读取，不上传。"),
      h("p", null, h("button", { type: "button", class: "jg-small", onclick: template }, "下载空名单（用 Excel 或者 WPS 打开）")),
      h("p", { class: "jg-pick" }, h("label", { class: "jg-file" }, input, h("span", null, "选择名单文件")), chosen),
      h("label", { class: "jg-tick" }, allow, h("span", null, "必填的栏目空着也生成，打印后手写")), status, result, make);
    return { element, refresh: show };
  }

  own.batch = { panel, prepared, distinct, columnsOf };
})(globalThis.jianguanForm);
