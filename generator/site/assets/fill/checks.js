/* The checks of an item, a card each: one tap for 符合, 不符合 or 不适用, a remark, what the check rests on. */
"use strict";
((own) => {
  const { h, newId, radioSet } = own.fields;
  const KINDS = { 符合: "yes", 不符合: "no", 不适用: "none" };

  /* Controls for check-1, check-1-remark, … and the element that holds them. `changed` is called at each answer. */
  function create(questions, specs, changed) {
    const controls = [];
    const cards = questions.map((question, at) => {
      const number = at + 1, answer = specs.get(`check-${number}`), remark = specs.get(`check-${number}-remark`);
      const id = newId();
      const radios = radioSet(id, answer.choices, undefined, (word) => { mark(word); changed(); }, "jg-radios--answer");
      const mark = (word) => { card.dataset.answer = KINDS[word] || ""; };
      const text = h("textarea", { id: `${id}-remark`, class: "jg-input", rows: 1, autocomplete: "off" });
      const error = h("span", { class: "jg-error", id: `${id}-error`, hidden: true });
      text.setAttribute("aria-describedby", error.id);
      text.addEventListener("input", () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; changed(); });
      const card = h("fieldset", { class: "jg-check" },
        h("legend", null, h("span", { class: "jg-number" }, `${number}. `), question.applies ? h("strong", null, `【适用：${question.applies}】`) : null, question.ask),
        radios.element,
        h("label", { for: text.id, class: "jg-remark" }, h("span", null, "备注"), text), error,
        h("details", { class: "jg-more" }, h("summary", null, "依据、方法和罚则"),
          h("dl", null, [["检查依据", question.basis], ["检查方法", question.how], ["罚则依据", question.penalties.join("；")]]
            .filter(([, said]) => said).map(([name, said]) => h("div", null, h("dt", null, name), h("dd", null, said))))));
      controls.push({
        spec: answer, value: radios.value, set: (word) => { radios.set(word); mark(word); }, error: () => {}, focus: radios.focus, validate: () => "",
      }, {
        spec: remark, value: () => text.value || undefined, set: (value) => { text.value = value; }, focus: () => text.focus(),
        error: (message) => own.fields.showError(error, [text], message),
        validate() {
          try { globalThis.jianguanFill.shown(remark, text.value); this.error(""); return ""; }
          catch (wrong) { this.error(wrong.message); return wrong.message; }
        },
      });
      return card;
    });
    return { controls, element: h("div", { class: "jg-checks" }, cards), answers: () => controls.filter((_, at) => at % 2 === 0) };
  }

  own.checks = { create };
})(globalThis.jianguanForm);
