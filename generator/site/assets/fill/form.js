"use strict";
/* The form of a document on a page: what is asked, its checks, the official .docx made of it in this browser. */
var jianguanForm = (() => {
  const { h, on, button, newId, today } = jianguanElements;
  const { typed } = jianguanTyping;
  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const INSPECTOR = /^inspector-\d+$/;
  const BEGINS = ["start", "time", "from-day", "check-day"]; // where a document has no day of its own
  const MISSING = "必填，没有填写";

  /** @param {Control} control */
  function isEmpty(control) {
    const value = control.value();
    return value === undefined || (typeof value === "string" && !value.trim());
  }

  /**
   * The required cells that lack something in a list's row that is not empty altogether; their messages are shown.
   * @param {Control[]} row
   */
  function lacking(row) {
    if (row.every(isEmpty)) return [];
    const found = row.filter((control) => control.spec.required && isEmpty(control));
    for (const control of found) control.error(MISSING);
    return found;
  }

  /** @param {string} iso */
  function chineseDay(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${year}年${month}月${day}日`;
  }

  /**
   * What is printed already, folded away.
   * @param {WebForm} form
   */
  function printed({ blank, asked }) {
    const known = Object.entries(blank.printed);
    if (!known.length) return null;
    const lines = known.map(([tag, text]) =>
      h("div", null, h("dt", null, asked.labels[tag] || ""), h("dd", null, text)),
    );
    const summary = h("summary", null, `目录已经印好的内容（${known.length} 项，不用填）`);
    return h("details", { class: "jg-fold" }, summary, h("dl", null, lines));
  }

  class Form {
    /** @param {WebForm} form */
    constructor({ blank, asked }) {
      this.blank = blank;
      this.asked = asked;
      this.dirty = false;
      /** @type {Control[]} */
      this.controls = [];
      /** @type {Control[]} */
      this.answers = [];
      /** @type {HTMLElement | null} */
      this.button = null;
      this.specs = new Map(blank.fields.map((spec) => [spec.tag, spec]));
      this.title = h("h2", { id: newId(), tabindex: "-1" }, `填写：${asked.title}`);
      this.status = h("p", { class: "jg-status", role: "status" });
      this.progress = h("span", { class: "jg-quiet" });
      this.anyway = button("必填的先空着，照样生成（打印后手写）", () => this.deliver(true), { hidden: true });
      this.memories = new jianguanRemembering.Memories(this);
      this.batch = new jianguanBatch.Panel(
        this,
        () => this.values(),
        (values, unit) => this.fileName(values, unit),
      );
      this.element = h("section", { class: "jg-form", "aria-labelledby": this.title.id });
    }

    /** Put the form together; it is shown where its element is put. */
    async build() {
      const sections = this.asked.sections.map((section) => this.section(section));
      const act = await jianguanActs.panel(this.blank, this.controls);
      const day = this.controls.find((control) => control.spec.from === "act.day");
      if (act && day && day.element) day.element.after(act);
      const close = button("收起", () => this.close());
      const make = button("生成 Word 文书", () => this.deliver(false), { class: "jg-main" });
      const hint = `按${chineseDay(this.blank.as_of)}的目录。填写的内容只留在这台电脑上，不上传；关闭网页就没有了，请及时生成文书。`;
      this.element.append(
        h("div", { class: "jg-head" }, this.title, close),
        h("p", { class: "jg-hint" }, hint),
        ...[printed(this)].filter((part) => part !== null),
        this.memories.line,
        this.body(sections),
        h("div", { class: "jg-actions" }, make, this.progress, this.status, this.anyway),
        this.batch.element,
        this.memories.question(),
      );
      this.memories.offer();
      this.count();
    }

    /** @param {HTMLElement[]} sections */
    body(sections) {
      const form = h("form", { novalidate: true, autocomplete: "off" }, this.memories.people, sections);
      return on(form, {
        onsubmit: (event) => event.preventDefault(),
        oninput: () => this.changed(),
        onchange: () => {
          this.changed();
          this.batch.show();
        },
      });
    }

    /** @param {Section} section */
    section({ title, fields = [], checks }) {
      const legend = h("legend", { class: title ? "" : "jg-unseen" }, title || "基本内容");
      const specs = fields.map((tag) => this.specs.get(tag)).filter((spec) => spec !== undefined);
      const inner = checks
        ? this.checks(checks)
        : h(
            "div",
            { class: "jg-grid" },
            specs.map((spec) => this.control(spec).element),
          );
      return h("fieldset", { class: "jg-section" }, legend, inner);
    }

    /** @param {Question[]} questions */
    checks(questions) {
      const made = jianguanChecks.create(questions, this.specs, () => this.changed());
      this.answers = made.answers;
      this.controls.push(...made.controls);
      return made.element;
    }

    /** @param {FieldSpec} spec */
    control(spec) {
      const isInspector = INSPECTOR.test(spec.tag);
      const control =
        spec.kind === "list"
          ? jianguanLists.list(spec)
          : jianguanFields.create(spec, isInspector ? this.memories.people.id : undefined);
      if (control.input && isInspector) on(control.input, { onchange: () => this.memories.licence(control) });
      this.controls.push(control);
      return control;
    }

    /**
     * Values by tag, of every field that was filled in.
     * @returns {Values}
     */
    values() {
      const all = this.controls.map((control) => [control.spec.tag, control.value()]);
      return Object.fromEntries(all.filter(([, value]) => value !== undefined));
    }

    /** Something was filled in: what was said before is past. */
    changed() {
      this.dirty = true;
      this.anyway.hidden = true;
      this.status.textContent = "";
      this.count();
    }

    /** How many answers are still to be given. */
    unanswered() {
      return this.answers.filter((control) => !control.value()).length;
    }

    count() {
      const { length } = this.answers;
      if (length) this.progress.textContent = `检查要点已填 ${length - this.unanswered()}/${length}`;
    }

    /**
     * The controls at fault, first to last, with their messages shown. `mayLeave`: only required ones that may be left
     * for the pen are.
     * @param {boolean} allowMissing
     */
    faults(allowMissing) {
      /** @type {Set<Control>} */
      const wrong = new Set();
      const flat = this.controls.flatMap((control) => [control, ...(control.rows ? control.rows().flat() : [])]);
      const misshapen = flat.filter((control) => !control.rows && control.validate());
      for (const control of misshapen) wrong.add(control);
      for (const control of this.controls.filter((each) => each.rows)) {
        control.error("");
        const rows = control.rows && !allowMissing ? control.rows() : [];
        for (const cell of rows.flatMap(lacking)) wrong.add(cell);
      }
      let mayLeave = !misshapen.length;
      for (const control of this.controls) {
        if (!control.spec.required || wrong.has(control) || !isEmpty(control)) continue;
        const isNeeded = this.asked.punishes && control.spec.from === "act.day";
        if (allowMissing && !isNeeded) continue;
        control.error(isNeeded ? "处罚类文书要写明违法行为发生日" : MISSING);
        wrong.add(control);
        mayLeave = mayLeave && !isNeeded;
      }
      return { wrong: flat.filter((control) => wrong.has(control)), mayLeave };
    }

    /**
     * Make the document, or show why not.
     * @param {boolean} allowMissing
     */
    async deliver(allowMissing) {
      const { wrong, mayLeave } = this.faults(allowMissing);
      this.anyway.hidden = true;
      if (wrong.length) {
        this.status.textContent = `还有 ${wrong.length} 处要填写或者改正，已标在栏目旁边。`;
        this.anyway.hidden = !mayLeave;
        wrong[0].focus();
        return;
      }
      const values = this.values();
      try {
        const name = this.fileName(values, this.unit(values));
        jianguanFiles.save(await jianguanFill.docx(this.blank, values), name, WORD);
        this.dirty = false;
        const left = this.unanswered();
        const reminder = left ? `提醒：检查要点还有 ${left} 条没有填结果。` : "";
        this.status.textContent = `已生成“${name}”，在浏览器的下载文件夹。${reminder}${this.memories.keep()}`;
      } catch (error) {
        this.status.textContent = /** @type {Error} */ (error).message;
      }
    }

    /**
     * Whom the document is about.
     * @param {Values} values
     */
    unit(values) {
      const spec = jianguanColumns.unitField(this.blank.fields);
      const unit = spec && values[spec.tag];
      return typeof unit === "string" ? unit : "";
    }

    /**
     * 文书名称-单位-日期.docx: the document's own day, else when it begins, else today.
     * @param {Values} values
     * @param {string} unit
     */
    fileName(values, unit) {
      const spec = [this.asked.day, ...BEGINS]
        .map((tag) => this.specs.get(tag))
        .find((each) => each && values[each.tag]);
      const on = spec && /^\d{4}-\d{2}-\d{2}/.exec(typed(spec, String(values[spec.tag])));
      return jianguanFiles.fileName([this.blank.title, unit, on ? on[0] : today()], "docx");
    }

    close() {
      this.element.hidden = true;
      if (this.button) this.button.focus();
    }
  }

  /** @type {Map<string, Form>} */
  const forms = new Map();

  /** @param {string} key */
  async function formOf(key) {
    const known = forms.get(key);
    if (known) return known;
    const form = new Form(await jianguanBlankForms.load(key));
    await form.build();
    forms.set(key, form);
    return form;
  }

  /**
   * Show the form of a button under its list; what was typed into it before is still there.
   * @param {HTMLElement} button
   */
  async function open(button) {
    const form = await formOf(button.dataset.jgForm || "");
    const place = button.closest(".jg-launch") || /** @type {Element} */ (button.parentElement);
    for (const other of forms.values()) other.element.hidden = other !== form;
    form.button = button;
    if (form.element.previousElementSibling !== place) place.after(form.element);
    for (const control of form.controls) if (control.grow) control.grow();
    form.title.focus({ preventScroll: true });
    form.element.scrollIntoView({ block: "start" });
  }

  addEventListener("beforeunload", (event) => {
    if (![...forms.values()].some((form) => form.dirty)) return;
    event.preventDefault();
    event.returnValue = "";
  });

  return { open, forms };
})();
