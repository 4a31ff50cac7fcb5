"use strict";
/* A field that takes one of a few words, or a tick. */
var jianguanChoices = (() => {
  const { h, on, newId, describe, required, showError } = jianguanElements;

  /**
   * One of a few: all in sight, or from a list that opens.
   * @param {FieldSpec} spec
   * @returns {PlacedControl}
   */
  function choice(spec) {
    const words = spec.choices || [];
    const control = words.length <= 6 && words.join("").length <= 60 ? radioChoice(spec, words) : select(spec, words);
    if (spec.default !== undefined) control.set(spec.default);
    return control;
  }

  /**
   * @param {FieldSpec} spec
   * @param {string[]} words
   * @returns {PlacedControl}
   */
  function select(spec, words) {
    const id = newId();
    const { hint, error, described } = describe(spec, id);
    const input = h(
      "select",
      { id, class: "jg-input", "aria-describedby": described },
      h("option", { value: "" }, "请选择"),
      words.map((word) => h("option", { value: word }, word)),
    );
    const showMessage = (/** @type {string} */ message) => showError(error, [input], message);
    on(input, { onchange: () => showMessage("") });
    return {
      spec,
      value: () => input.value || undefined,
      set: (value) => (input.value = value),
      error: showMessage,
      focus: () => input.focus(),
      validate: () => (showMessage(""), ""),
      element: h(
        "div",
        { class: "jg-field jg-field--wide" },
        h("label", { for: id, class: "jg-label" }, spec.label, required(spec)),
        hint,
        input,
        error,
      ),
    };
  }

  /**
   * @param {FieldSpec} spec
   * @param {string[]} words
   * @returns {PlacedControl}
   */
  function radioChoice(spec, words) {
    const id = newId();
    const { hint, error, described } = describe(spec, id);
    const radios = radioSet(id, words, { described, changed: () => showMessage("") });
    const showMessage = (/** @type {string} */ message) => showError(error, radios.inputs, message);
    return {
      spec,
      value: radios.value,
      set: radios.set,
      error: showMessage,
      focus: radios.focus,
      validate: () => (showMessage(""), ""),
      element: h(
        "fieldset",
        { class: "jg-field jg-field--wide jg-choice" },
        h("legend", { class: "jg-label" }, spec.label, required(spec)),
        hint,
        radios.element,
        error,
      ),
    };
  }

  /**
   * Radio buttons as large areas. What is chosen is given up by tapping it again, or by the Delete key.
   * @param {string} name
   * @param {string[]} words
   * @param {{ described?: string, changed: (word: string) => void, look?: string }} options `changed` gets "" for none
   */
  function radioSet(name, words, { described, changed, look = "" }) {
    let chosen = "";
    const inputs = words.map((word) => {
      const radio = h("input", { type: "radio", name, value: word, "aria-describedby": described });
      return on(radio, {
        onclick() {
          chosen = chosen === word ? "" : word;
          radio.checked = chosen === word;
          changed(chosen);
        },
        onkeydown(event) {
          if (event.key !== "Delete" && event.key !== "Backspace") return;
          event.preventDefault();
          set("");
          changed("");
        },
      });
    });
    /** @param {string | undefined} value */
    function set(value) {
      chosen = value || "";
      for (const input of inputs) input.checked = input.value === chosen;
    }
    const labels = inputs.map((input, at) => h("label", { class: "jg-radio" }, input, h("span", null, words[at])));
    const checked = () => inputs.find((input) => input.checked);
    return {
      inputs,
      element: h("span", { class: `jg-radios ${look}` }, labels),
      set,
      value: () => checked()?.value,
      focus: () => (checked() || inputs[0]).focus(),
    };
  }

  /**
   * @param {FieldSpec} spec
   * @returns {PlacedControl}
   */
  function tick(spec) {
    const id = newId();
    const { hint, error, described } = describe(spec, id);
    const input = h("input", { type: "checkbox", id, "aria-describedby": described });
    return {
      spec,
      value: () => input.checked || undefined,
      set: (value) => (input.checked = value === true || value === jianguanRules.true[0]),
      error: (message) => showError(error, [input], message),
      focus: () => input.focus(),
      validate: () => "",
      element: h(
        "div",
        { class: "jg-field jg-field--wide" },
        h("label", { for: id, class: "jg-tick" }, input, h("span", null, spec.label)),
        hint,
        error,
      ),
    };
  }

  return { choice, radioSet, tick };
})();
