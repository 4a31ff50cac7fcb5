"use strict";
/* What this machine remembers, offered to a form on the page and kept from it. */
var jianguanRemembering = (() => {
  const { h, on, button, newId } = jianguanElements;
  const memory = jianguanMemory;

  /** What this machine remembers, offered to a form and kept from it. */
  class Memories {
    /** @param {{ controls: Control[], status: HTMLElement, changed: () => void }} form */
    constructor(form) {
      this.form = form;
      this.people = h("datalist", { id: newId() });
      this.units = on(h("select", { class: "jg-input", id: newId() }), { onchange: () => this.take() });
      const label = h("label", { class: "jg-label", for: this.units.id }, "本机记住的单位");
      this.line = h("div", { class: "jg-field jg-field--wide jg-known", hidden: true }, label, this.units);
      this.asking = h("input", { type: "checkbox" });
      this.forgot = h("span", { class: "jg-quiet", role: "status" });
    }

    /** The question whether to remember. */
    question() {
      const said =
        "生成文书时，在这台电脑上记住这个单位和检查人员，下次可以选用。只存在本机的浏览器里；公用的电脑请不要选。";
      const forget = button("清除本机记住的内容", () => {
        this.forgot.textContent = memory.forget();
        this.offer();
      });
      return h(
        "fieldset",
        { class: "jg-memory" },
        h("legend", { class: "jg-label" }, "记住单位和检查人员"),
        h("label", { class: "jg-tick" }, this.asking, h("span", null, said)),
        h("p", null, forget, " ", this.forgot),
      );
    }

    /** Show what is remembered now. */
    offer() {
      const { units, people } = memory.read();
      const fits = "name" in memory.unitControls(this.form.controls);
      this.line.hidden = !fits || !units.length;
      this.units.replaceChildren(
        h("option", { value: "" }, "选一个，填入它的情况"),
        ...units.map((unit, at) => h("option", { value: String(at) }, unit.name)),
      );
      this.people.replaceChildren(...people.map((person) => h("option", { value: person.name }, person.certificate)));
    }

    /** Fill in the unit that was chosen. */
    take() {
      const unit = memory.read().units[Number(this.units.value)];
      if (!unit || this.units.value === "") return;
      // what another unit left behind must not stay beside this one's name
      for (const [role, control] of Object.entries(memory.unitControls(this.form.controls)))
        control.set(unit[role] || "");
      this.form.changed();
      this.form.status.textContent = `已填入“${unit.name}”的情况，请核对。`;
    }

    /**
     * Fill in the licence of the person a control names, where it is known and none is there.
     * @param {Control} control
     */
    licence(control) {
      const name = String(control.value() || "").trim();
      const person = memory.read().people.find((known) => known.name === name);
      const pair = memory.peopleControls(this.form.controls).find(([one]) => one === control);
      if (person && pair && pair[1] && !pair[1].value()) pair[1].set(person.certificate);
    }

    /** Keep what the form holds, if asked to. What was kept, in words. */
    keep() {
      if (!this.asking.checked) return "";
      const said = memory.remember(this.form.controls);
      this.offer();
      return said === null ? "浏览器不允许使用本机存储，没有记住。" : `${said}。`;
    }
  }

  return { Memories };
})();
