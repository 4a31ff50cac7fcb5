/* The form of a document on a page: what is asked, its checks, the official .docx made of it in this browser. */
"use strict";
((own) => {
  const fill = globalThis.jianguanFill;
  const { h, newId, create, today } = own.fields;
  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const opened = new Map();

  const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  /* A file's name of parts, without what Windows refuses; a part is cut after 45 characters (a name may have 255 bytes). */
  own.fileName = (parts, ending) => `${parts
    .map((part) => Array.from(part.normalize("NFC").replace(/\s+/g, " ").trim().replace(FORBIDDEN, "_").replace(LONE, "_")).slice(0, 45).join("").replace(/^[. ]+|[. ]+$/g, ""))
    .filter(Boolean).join("-")}.${ending}`;

  function save(bytes, name, type) {
    const link = h("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name, hidden: true });
    document.body.append(link);
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 60_000);
  }

  class Form {
    constructor(key, form, heading) {
      Object.assign(this, { key, ...form, heading, dirty: false, controls: [] });
      this.specs = new Map(this.blank.fields.map((spec) => [spec.tag, spec]));
    }

    async build() {
      this.title = h("h2", { id: newId(), tabindex: "-1" }, `填写：${this.asked.title}`);
      this.status = h("p", { class: "jg-status", role: "status" });
      this.progress = h("span", { class: "jg-quiet" });
      this.people = h("datalist", { id: newId() });
      const sections = this.asked.sections.map((section) => this.section(section));
      const anyway = this.anyway = h("button", { type: "button", class: "jg-small", hidden: true, onclick: () => this.deliver(true) }, "必填的先空着，照样生成（打印后手写）");
      this.batch = own.batch.panel(this, () => this.values(), (values, unit) => this.fileName(values, unit), save);
      const act = await own.acts.panel(this.blank, this.controls);
      if (act) this.controls.find((control) => control.spec.from === "act.day").element.after(act);
      this.element = h("section", { class: "jg-form", "aria-labelledby": this.title.id },
        h("div", { class: "jg-head" }, this.title, h("button", { type: "button", class: "jg-small", onclick: () => this.close() }, "收起")),
        h("p", { class: "jg-hint" }, `按${chineseDay(this.blank.as_of)}的目录。填写的内容只留在这台电脑上，不上传；关闭网页就没有了，请及时生成文书。`),
        this.printed(), this.remembered(),
        h("form", { novalidate: true, autocomplete: "off", onsubmit: (event) => event.preventDefault(), oninput: () => this.changed(), onchange: () => { this.changed(); this.batch.refresh(); } }, this.people, sections),
        h("div", { class: "jg-actions" }, h("button", { type: "button", class: "jg-main", onclick: () => this.deliver(false) }, "生成 Word 文书"), this.progress, this.status, anyway),
        this.batch.element,
        this.memory());
      this.offer();
      this.count();
      return this.element;
    }

    section(section) {
      const inner = section.checks ? this.checks(section.checks) : h("div", { class: "jg-grid" },
        section.fields.filter((tag) => this.specs.has(tag)).map((tag) => this.control(tag).element));
      return h("fieldset", { class: "jg-section" }, h("legend", { class: section.title ? "" : "jg-unseen" }, section.title || "基本内容"), inner);
    }

    checks(questions) {
      const made = own.checks.create(questions, this.specs, () => this.changed());
      this.answers = made.answers;
      this.controls.push(...made.controls);
      return made.element;
    }

    control(tag) {
      const spec = this.specs.get(tag);
      const control = create(spec, /^inspector-\d+$/.test(tag) ? { list: this.people.id } : {});
      if (control.input && /^inspector-\d+$/.test(tag)) control.input.addEventListener("change", () => this.licence(control));
      this.controls.push(control);
      return control;
    }

    printed() {
      const known = Object.entries(this.blank.printed);
      return known.length ? h("details", { class: "jg-fold" }, h("summary", null, `目录已经印好的内容（${known.length} 项，不用填）`),
        h("dl", null, known.map(([tag, text]) => h("div", null, h("dt", null, this.asked.labels[tag] || ""), h("dd", null, text))))) : null;
    }

    /* Values by tag, of every field that was filled in. */
    values() {
      return Object.fromEntries(this.controls.map((control) => [control.spec.tag, control.value()]).filter(([, value]) => value !== undefined));
    }

    changed() {
      this.dirty = true;
      this.anyway.hidden = true;
      this.status.textContent = "";
      this.count();
    }

    count() {
      if (!this.answers) return;
      const answers = this.answers(), done = answers.filter((control) => control.value()).length;
      this.progress.textContent = `检查要点已填 ${done}/${answers.length}`;
    }

    /* Controls with a fault, first to last, their messages shown. */
    faults(allowMissing) {
      const wrong = [];
      const flat = this.controls.flatMap((control) => (control.rows ? [control, ...control.controls] : [control]));
      for (const control of flat) {
        if (control.rows) {
          control.error("");
          for (const row of control.rows()) wrong.push(...lacking(row, allowMissing));
        } else if (control.validate()) wrong.push(control);
      }
      for (const control of this.controls) {
        if (!control.spec.required || wrong.includes(control)) continue;
        const needed = this.asked.punishes && control.spec.from === "act.day";
        if (!isEmpty(control) || (allowMissing && !needed)) continue;
        control.error(needed ? "处罚类文书要写明违法行为发生日" : "必填，没有填写");
        wrong.push(control);
        this.onlyMissing = this.onlyMissing && !needed;
      }
      return flat.filter((control) => wrong.includes(control));
    }

    async deliver(allowMissing) {
      this.onlyMissing = true;
      const formatFaults = this.controls.some((control) => control.validate());
      const wrong = this.faults(allowMissing);
      this.anyway.hidden = true;
      if (wrong.length) {
        this.status.textContent = `还有 ${wrong.length} 处要填写或者改正，已标在栏目旁边。`;
        this.anyway.hidden = formatFaults || !this.onlyMissing;
        wrong[0].focus();
        return;
      }
      const values = this.values();
      try {
        const name = this.fileName(values, this.unit(values));
        save(await fill.docx(this.blank, values), name, WORD);
        this.dirty = false;
        const left = this.answers ? this.answers().filter((control) => !control.value()).length : 0;
        this.status.textContent = `已生成“${name}”，在浏览器的下载文件夹。${left ? `提醒：检查要点还有 ${left} 条没有填结果。` : ""}${this.keep()}`;
      } catch (error) { this.status.textContent = error.message; }
    }

    unit(values) {
      const tag = ["unit", "party", "recipient", "person"].find((known) => this.specs.has(known));
      return typeof values[tag] === "string" ? values[tag] : "";
    }

    /* 文书名称-单位-日期.docx: the document's own day, else when it begins, else today. */
    fileName(values, unit) {
      const tag = [this.asked.day, "start", "time", "from-day", "check-day"].find((known) => this.specs.has(known) && values[known]);
      const on = tag && /^\d{4}-\d{2}-\d{2}/.exec(this.specs.get(tag).kind === "moment" ? own.fields.moment(values[tag]) : own.fields.day(values[tag]));
      return own.fileName([this.blank.title, unit, on ? on[0] : today()], "docx");
    }

    remembered() {
      this.units = h("select", { class: "jg-input", id: newId(), onchange: () => this.take() });
      this.unitsLine = h("div", { class: "jg-field jg-field--wide jg-known", hidden: true }, h("label", { class: "jg-label", for: this.units.id }, "本机记住的单位"), this.units);
      return this.unitsLine;
    }

    offer() {
      const held = own.memory.read();
      const fits = Object.keys(own.memory.unitControls(this.controls)).includes("name");
      this.unitsLine.hidden = !fits || !held.units.length;
      this.units.replaceChildren(h("option", { value: "" }, "选一个，填入它的情况"), ...held.units.map((unit, at) => h("option", { value: String(at) }, unit.name)));
      this.people.replaceChildren(...held.people.map((person) => h("option", { value: person.name }, person.certificate)));
    }

    take() {
      const unit = own.memory.read().units[Number(this.units.value)];
      if (!unit || this.units.value === "") return;
      // what another unit left behind must not stay beside this one's name
      for (const [role, control] of Object.entries(own.memory.unitControls(this.controls))) control.set(unit[role] || "");
      this.changed();
      this.status.textContent = `已填入“${unit.name}”的情况，请核对。`;
    }

    licence(control) {
      const person = own.memory.read().people.find((known) => known.name === (control.value() || "").trim());
      const pair = own.memory.peopleControls(this.controls).find(([name]) => name === control);
      if (person && pair && pair[1] && !pair[1].value()) pair[1].set(person.certificate);
    }

    memory() {
      this.asking = h("input", { type: "checkbox" });
      this.forgot = h("span", { class: "jg-quiet", role: "status" });
      return h("fieldset", { class: "jg-memory" }, h("legend", { class: "jg-label" }, "记住单位和检查人员"),
        h("label", { class: "jg-tick" }, this.asking, h("span", null, "生成文书时，在这台电脑上记住这个单位和检查人员，下次可以选用。只存在本机的浏览器里；公用的电脑请不要选。")),
        h("p", null, h("button", { type: "button", class: "jg-small", onclick: () => { this.forgot.textContent = own.memory.forget(); this.offer(); } }, "清除本机记住的内容"), " ", this.forgot));
    }

    keep() {
      if (!this.asking.checked) return "";
      const said = own.memory.remember(this.controls);
      this.offer();
      return said === null ? "浏览器不允许使用本机存储，没有记住。" : `${said}。`;
    }

    close() {
      this.element.hidden = true;
      if (this.button) this.button.focus();
    }
  }

  const isEmpty = (control) => { const value = control.value(); return value === undefined || (typeof value === "string" && !value.trim()); };
  /* The required cells of a list's row that is not empty altogether. */
  function lacking(row, allowMissing) {
    if (allowMissing || row.every(isEmpty)) return [];
    const found = row.filter((control) => control.spec.required && isEmpty(control));
    found.forEach((control) => control.error("必填，没有填写"));
    return found;
  }

  const chineseDay = (iso) => { const [year, month, day] = iso.split("-").map(Number); return `${year}年${month}月${day}日`; };

  /* Show the form of a button under its list; what was typed into it before is still there. */
  own.open = async (button) => {
    const key = button.dataset.jgForm;
    if (!opened.has(key)) {
      const form = new Form(key, await own.blanks.load(key));
      await form.build();
      opened.set(key, form);
    }
    const form = opened.get(key), place = button.closest(".jg-launch") || button.parentElement;
    for (const other of opened.values()) other.element.hidden = other !== form;
    form.button = button;
    if (form.element.previousElementSibling !== place) place.after(form.element);
    form.controls.forEach((control) => control.grow && control.grow());
    form.title.focus({ preventScroll: true });
    form.element.scrollIntoView({ block: "start" });
  };
  own.forms = opened;

  addEventListener("beforeunload", (event) => {
    if ([...opened.values()].some((form) => form.dirty)) { event.preventDefault(); event.returnValue = ""; }
  });
})(globalThis.jianguanForm);
