"use strict";
/* The checks of an item, a card each: one tap for 符合, 不符合 or 不适用, a remark, what the check rests on. */
var jianguanChecks = (() => {
  const { h, on, newId, showError, fitHeight } = jianguanElements;
  const { radioSet } = jianguanChoices;
  const { faultOf } = jianguanTyping;
  const { answers, check_columns: heads } = jianguanRules;

  /**
   * What a check rests on, folded away.
   * @param {Question} question
   */
  function grounds(question) {
    const said = [
      [heads.basis, question.basis],
      [heads.how, question.how],
      [heads.penalties, question.penalties.join("；")],
    ].filter(([, words]) => words);
    const lines = said.map(([name, words]) => h("div", null, h("dt", null, name), h("dd", null, words)));
    return h("details", { class: "jg-more" }, h("summary", null, "依据、方法和罚则"), h("dl", null, lines));
  }

  /**
   * The control of a remark, and the elements that make it.
   * @param {FieldSpec} spec
   * @param {string} id
   * @param {() => void} changed
   */
  function remarkOf(spec, id, changed) {
    const error = h("span", { class: "jg-error", id: `${id}-error`, hidden: true });
    const described = { "aria-describedby": error.id };
    const text = h("textarea", { id: `${id}-remark`, class: "jg-input", rows: 1, autocomplete: "off", ...described });
    on(text, {
      oninput() {
        fitHeight(text);
        changed();
      },
    });
    const showMessage = (/** @type {string} */ message) => showError(error, [text], message);
    /** @type {Control} */
    const control = {
      spec,
      value: () => text.value || undefined,
      set: (value) => (text.value = value),
      error: showMessage,
      focus: () => text.focus(),
      validate() {
        const message = faultOf(spec, text.value);
        showMessage(message);
        return message;
      },
    };
    const label = h("label", { for: text.id, class: "jg-remark" }, h("span", null, heads.remark), text);
    return { control, elements: [label, error] };
  }

  /**
   * A check's card, and the controls of its answer and its remark.
   * @param {number} number
   * @param {Question} question
   * @param {Map<string, FieldSpec>} specs
   * @param {() => void} changed
   */
  function cardOf(number, question, specs, changed) {
    const spec = /** @type {FieldSpec} */ (specs.get(`check-${number}`));
    const id = newId();
    const mark = (/** @type {string} */ word) => {
      const found = Object.entries(answers).find(([, known]) => known === word);
      card.dataset.answer = found ? found[0] : "";
    };
    const radios = radioSet(id, spec.choices || [], {
      look: "jg-radios--answer",
      changed(word) {
        mark(word);
        changed();
      },
    });
    const remark = remarkOf(/** @type {FieldSpec} */ (specs.get(`check-${number}-remark`)), id, changed);
    const applies = question.applies ? h("strong", null, `【适用：${question.applies}】`) : null;
    const card = h(
      "fieldset",
      { class: "jg-check" },
      h("legend", null, h("span", { class: "jg-number" }, `${number}. `), applies, question.ask),
      radios.element,
      remark.elements,
      grounds(question),
    );
    /** @type {Control} */
    const answer = {
      spec,
      value: radios.value,
      set(word) {
        radios.set(word);
        mark(word);
      },
      error: () => {},
      focus: radios.focus,
      validate: () => "",
    };
    return { card, answer, remark: remark.control };
  }

  /**
   * Controls for check-1, check-1-remark, …; those of the answers alone; the element that holds them.
   * @param {Question[]} questions
   * @param {Map<string, FieldSpec>} specs by tag
   * @param {() => void} changed called at each answer
   */
  function create(questions, specs, changed) {
    const cards = questions.map((question, at) => cardOf(at + 1, question, specs, changed));
    return {
      controls: cards.flatMap(({ answer, remark }) => [answer, remark]),
      answers: cards.map(({ answer }) => answer),
      element: h(
        "div",
        { class: "jg-checks" },
        cards.map(({ card }) => card),
      ),
    };
  }

  return { create };
})();
