"use strict";
/* One field of a document as something to fill in: by its kind an input, choices, a growing text, a tick. */

/**
 * A field on the page. `value`: what jianguanFill takes, undefined where nothing was filled in. `error` shows a
 * message, or takes it away where it is empty. `validate` shows and returns what is wrong with the value; empty where
 * nothing is. `rows`: the controls of a list's rows.
 * @typedef {object} Control
 * @property {FieldSpec} spec
 * @property {HTMLElement} [element]
 * @property {() => Value | undefined} value
 * @property {(value: any) => void} set
 * @property {(message: string) => void} error
 * @property {() => void} focus
 * @property {() => string} validate
 * @property {HTMLInputElement | HTMLTextAreaElement} [input]
 * @property {() => void} [grow]
 * @property {() => Control[][]} [rows]
 * @typedef {Control & { element: HTMLElement }} PlacedControl
 */

var jianguanFields = (() => {
  const { h, on, button, newId, describe, required, showError, fitHeight, today, thisMinute } = jianguanElements;
  const { shown } = jianguanValues;
  const { typed, faultOf } = jianguanTyping;
  const { choice, tick } = jianguanChoices;

  let held = false;
  addEventListener("pointerdown", () => (held = true), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (held = false), true);

  /**
   * Once no button of a mouse is held: a message that appears in between would move what is being clicked away.
   * @param {() => void} act
   */
  function whenReleased(act) {
    if (held) addEventListener("pointerup", () => setTimeout(act), { once: true, capture: true });
    else act();
  }

  const WIDTHS = { date: "short", moment: "short", number: "short", amount: "middle" };
  const KEYS = { number: "decimal", amount: "decimal" };
  const EXAMPLES = { date: "如 2026年11月23日", moment: "如 2026年11月23日 9:30" };

  /**
   * @template Found
   * @param {Record<string, Found>} table
   * @param {FieldSpec} spec
   * @returns {Found | undefined}
   */
  const ofKind = (table, { kind = "text" }) => table[kind];

  /**
   * The input of a line, a day, a moment, a number, an amount, a text of several lines.
   * @param {FieldSpec} spec
   * @param {Attributes} attributes
   */
  function inputOf(spec, attributes) {
    const all = {
      class: "jg-input",
      "aria-required": spec.required ? "true" : undefined,
      autocomplete: "off",
      inputmode: ofKind(KEYS, spec),
      placeholder: ofKind(EXAMPLES, spec),
      ...attributes,
    };
    return spec.kind === "long" ? h("textarea", { ...all, rows: 2 }) : h("input", { ...all, type: "text" });
  }

  /**
   * The button that fills in today, or now; null for a field of another kind.
   * @param {FieldSpec} spec
   * @param {(value: string) => void} put
   */
  function nowButton(spec, put) {
    if (spec.kind !== "date" && spec.kind !== "moment") return null;
    const [label, value] = spec.kind === "date" ? ["今天", today] : ["现在", thisMinute];
    return button(label, () => put(value()), { "aria-label": `${spec.label}：填${label}` });
  }

  /**
   * @param {FieldSpec} spec
   * @param {string} [list] the id of a list of suggestions
   * @returns {PlacedControl}
   */
  function textual(spec, list) {
    const id = newId();
    const { hint, error, described } = describe(spec, id);
    const input = inputOf(spec, { id, list, "aria-describedby": described });
    const said = spec.kind === "amount" ? h("span", { class: "jg-said", "aria-live": "polite" }) : null;
    const isDay = spec.kind === "date" || spec.kind === "moment";

    const grow = () => {
      if (spec.kind === "long") fitHeight(input);
    };
    const value = () => (input.value || spec.default !== undefined ? typed(spec, input.value) : undefined);
    const showMessage = (/** @type {string} */ message) => showError(error, [input], message);
    const validate = () => {
      const message = faultOf(spec, value());
      showMessage(message);
      return message;
    };
    // a day is shown as the document will print it, an amount beside its input
    const tidy = () => {
      if (said) said.textContent = "";
      if ((!isDay && !said) || !input.value.trim() || faultOf(spec, value())) return;
      const printed = shown(spec, typed(spec, input.value)).text;
      if (said) said.textContent = printed;
      else input.value = printed;
    };
    const set = (/** @type {string} */ given) => {
      input.value = given;
      tidy();
      grow();
      showMessage("");
    };
    const now = nowButton(spec, (given) => {
      set(given);
      validate();
      input.focus();
    });
    on(input, {
      oninput() {
        grow();
        if (!error.hidden) validate();
      },
      onchange() {
        whenReleased(() => {
          tidy();
          validate();
        });
      },
    });
    const width = ofKind(WIDTHS, spec) || "any";
    const unit = spec.unit ? h("span", { class: "jg-unit" }, `（${spec.unit}）`) : null;
    const element = h(
      "div",
      { class: `jg-field${spec.kind === "long" ? " jg-field--wide" : ""} jg-field--${width}` },
      h("label", { for: id, class: "jg-label" }, spec.label, required(spec), unit),
      hint,
      h("span", { class: "jg-line" }, input, now),
      said,
      error,
    );
    if (spec.default !== undefined) set(spec.default);
    return { spec, input, element, value, set, error: showMessage, focus: () => input.focus(), validate, grow };
  }

  /**
   * The control of a field of one value.
   * @param {FieldSpec} spec
   * @param {string} [list] the id of a list of suggestions
   */
  function create(spec, list) {
    if (spec.kind === "choice") return choice(spec);
    return spec.kind === "check" ? tick(spec) : textual(spec, list);
  }

  return { create };
})();
