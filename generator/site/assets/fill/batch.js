"use strict";
/* A table of units opened in the page: its rows checked cell by cell, the good ones filled and handed over as one .zip.

   Fields the table has no column for are taken from the form above it; an empty cell stays empty. */
var jianguanBatch = (() => {
  const { h, on, button, newId, today } = jianguanElements;
  const { fileName, distinct, save } = jianguanFiles;
  const SHOWN_ROWS = 200;
  const TOLD_EVERY = 50; // documents
  const NOTHING_CHOSEN = "还没有选择";

  /**
   * A row of the table of results: its number, its verdict, its cells with the faulty ones marked.
   * @param {PreparedRow} row
   * @param {Columns} columns
   */
  function resultLine(row, columns) {
    const isFaulty = (/** @type {Column} */ { index }) => row.faults.some((fault) => fault.index === index);
    const reasons = row.faults.map(({ index, reason }) => {
      const place = index === undefined ? "" : `${jianguanWorkbook.letters(index)}${row.number}：`;
      return h("li", null, place + reason);
    });
    const cells = columns.used.map((column) => {
      const text = row.cells[column.index] || (isFaulty(column) ? "（空）" : "");
      return h("td", { class: isFaulty(column) ? "jg-bad-cell" : undefined }, text);
    });
    return h(
      "tr",
      { class: reasons.length ? "jg-bad" : undefined },
      h("th", { scope: "row" }, String(row.number), row.unit ? h("span", null, row.unit) : null),
      h("td", { class: "jg-verdict" }, reasons.length ? h("ul", null, reasons) : "可以生成"),
      cells,
    );
  }

  /**
   * The results of the rows, faulty ones first, as many as are shown.
   * @param {PreparedRow[]} rows
   * @param {Columns} columns
   */
  function results(rows, columns) {
    const faulty = rows.filter((row) => row.faults.length);
    const listed = [...faulty, ...rows.filter((row) => !row.faults.length)].slice(0, SHOWN_ROWS);
    const heads = ["行", "结果", ...columns.used.map((column) => column.head)];
    const table = h(
      "table",
      { class: "jg-table" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          heads.map((head) => h("th", { scope: "col" }, head)),
        ),
      ),
      h(
        "tbody",
        null,
        listed.map((row) => resultLine(row, columns)),
      ),
    );
    const frame = { class: "jg-scroll", tabindex: "0", role: "region", "aria-label": "名单各行的检查结果" };
    const cut = `只列出 ${listed.length} 行，有误的排在前面。`;
    return [h("div", frame, table), ...(rows.length > listed.length ? [h("p", { class: "jg-quiet" }, cut)] : [])];
  }

  /**
   * What was found in a table, in words.
   * @param {Table} table
   * @param {PreparedRow[]} rows
   * @param {Columns} columns
   */
  function summary({ left }, rows, columns) {
    const bad = rows.filter((row) => row.faults.length).length;
    return [
      `共 ${rows.length} 行，可以生成 ${rows.length - bad} 份${bad ? `，${bad} 行有误` : ""}。`,
      columns.unused.length ? `没有用到的列：${columns.unused.join("、")}。` : "",
      left.length ? `只读第一张有内容的表，没有读的表：${left.join("、")}。` : "",
    ].join("");
  }

  /**
   * An empty table with the heads of a document, in a form Excel opens.
   * @param {Blank} blank
   */
  function emptyTable(blank) {
    const quoted = (/** @type {string} */ label) => (/[",\n]/.test(label) ? `"${label.replace(/"/g, '""')}"` : label);
    const fields = blank.fields.filter((spec) => spec.kind !== "list" && !jianguanColumns.isOfCheck(spec.tag));
    return new TextEncoder().encode(`\ufeff${fields.map((spec) => quoted(spec.label)).join(",")}\r\n`);
  }

  /** The panel under a form. */
  class Panel {
    /**
     * @param {WebForm} form
     * @param {() => Values} common what the form holds
     * @param {(values: Values, unit: string) => string} named the name of a document's file
     */
    constructor(form, common, named) {
      this.form = form;
      this.common = common;
      this.named = named;
      /** @type {Table | null} */
      this.table = null;
      /** @type {{ rows: PreparedRow[], columns: Columns } | null} */
      this.state = null;
      this.isBusy = false;
      this.status = h("p", { class: "jg-status", role: "status", id: newId() });
      this.chosen = h("span", { class: "jg-quiet" }, NOTHING_CHOSEN);
      this.input = h("input", { type: "file", accept: ".xlsx,.csv", "aria-describedby": this.status.id });
      this.allow = h("input", { type: "checkbox" });
      this.result = h("div", { class: "jg-batch" });
      this.make = button("", () => this.deliver(), { class: "jg-main", hidden: true });
      on(this.input, { onchange: () => this.open() });
      on(this.allow, { onchange: () => this.show() });
      this.element = this.build();
    }

    build() {
      const { blank } = this.form;
      const template = () => save(emptyTable(blank), fileName([blank.title, "名单"], "csv"), "text/csv");
      const hint =
        "第一行写栏目名称，以后每行一份文书。名单里没有的栏目，用上面表单里填的内容（检查结果除外）；列表写作“证据/1/证据名称”。只在这台电脑上读取，不上传。";
      return h(
        "details",
        { class: "jg-fold" },
        h("summary", null, "用一张名单批量填写（.xlsx、.csv）"),
        h("p", { class: "jg-hint" }, hint),
        h("p", null, button("下载空名单（用 Excel 或者 WPS 打开）", template)),
        h(
          "p",
          { class: "jg-pick" },
          h("label", { class: "jg-file" }, this.input, h("span", null, "选择名单文件")),
          this.chosen,
        ),
        h("label", { class: "jg-tick" }, this.allow, h("span", null, "必填的栏目空着也生成，打印后手写")),
        this.status,
        this.result,
        this.make,
      );
    }

    /** Nothing to deliver. */
    clear() {
      this.state = null;
      this.result.replaceChildren();
      this.make.hidden = true;
    }

    /** Read the file that was chosen. */
    async open() {
      const file = this.input.files && this.input.files[0];
      this.table = null;
      this.clear();
      this.chosen.textContent = file ? file.name : NOTHING_CHOSEN;
      this.status.textContent = file ? `正在读取 ${file.name}……` : "";
      if (!file) return;
      try {
        this.table = await jianguanRoster.read(file);
        this.show();
      } catch (error) {
        this.status.textContent = /** @type {Error} */ (error).message;
      }
    }

    /** Check the table's rows, with what the form holds now, and show what was found. */
    show() {
      if (!this.table) return;
      try {
        this.state = jianguanColumns.prepared(this.table, this.form, this.common(), this.allow.checked);
      } catch (error) {
        this.clear();
        this.status.textContent = /** @type {Error} */ (error).message;
        return;
      }
      const { rows, columns } = this.state;
      const good = rows.filter((row) => !row.faults.length).length;
      this.status.textContent = summary(this.table, rows, columns);
      this.make.hidden = good === 0;
      this.make.textContent = `生成 ${good} 份，下载一个压缩包`;
      this.result.replaceChildren(...results(rows, columns));
    }

    /** Fill the good rows and hand them over. */
    async deliver() {
      if (this.isBusy) return;
      this.show();
      if (!this.state) return;
      this.isBusy = true;
      this.make.setAttribute("aria-disabled", "true");
      try {
        const files = await this.documents(this.state.rows.filter((row) => !row.faults.length));
        const name = fileName([this.form.blank.title, `${files.length}份`, today()], "zip");
        save(await jianguanArchive.zip(files, true), name, "application/zip");
        this.status.textContent = `已生成 ${files.length} 份，在浏览器的下载文件夹。`;
      } catch (error) {
        this.status.textContent = /** @type {Error} */ (error).message;
      }
      this.isBusy = false;
      this.make.removeAttribute("aria-disabled");
    }

    /** @param {PreparedRow[]} rows */
    async documents(rows) {
      const names = distinct(rows.map((row) => this.named(row.values, row.unit)));
      /** @type {[string, Bytes][]} */
      const files = [];
      for (const [at, row] of rows.entries()) {
        files.push([names[at], await jianguanFill.docx(this.form.blank, row.values)]);
        if (files.length % TOLD_EVERY === 0) this.status.textContent = `正在生成：${files.length}/${rows.length}`;
      }
      return files;
    }
  }

  return { Panel };
})();
