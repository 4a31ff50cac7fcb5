"use strict";
/* Elements of the form, made in one expression each, and the days a form begins with. */

/**
 * @typedef {Node | string | null | undefined} Child nothing where it is empty
 * @typedef {string | number | boolean | undefined} AttributeValue undefined and false: the attribute is left out
 * @typedef {Record<string, AttributeValue>} Attributes
 * @typedef {{
 *   onclick?: (event: MouseEvent) => void,
 *   onkeydown?: (event: KeyboardEvent) => void,
 *   oninput?: (event: Event) => void,
 *   onchange?: (event: Event) => void,
 *   onsubmit?: (event: Event) => void,
 * }} Listeners
 */

var jianguanElements = (() => {
  let count = 0;

  /** An id no other element of the page has. */
  const newId = () => `jg-${(count += 1)}`;

  /**
   * An element with attributes, listeners and children.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {Attributes | null} attributes
   * @param {...(Child | Child[])} children
   * @returns {HTMLElementTagNameMap[Name]}
   */
  function h(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === false) continue;
      element.setAttribute(key, value === true ? "" : String(value));
    }
    for (const child of children.flat()) if (child) element.append(child);
    return element;
  }

  /**
   * The element, with listeners.
   * @template {HTMLElement} Kind
   * @param {Kind} element
   * @param {Listeners} listeners
   */
  function on(element, listeners) {
    for (const [name, listener] of Object.entries(listeners))
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (listener));
    return element;
  }

  /**
   * A small button of the form.
   * @param {string} label
   * @param {() => void} onclick
   * @param {Attributes} attributes
   */
  const button = (label, onclick, attributes = {}) =>
    on(h("button", { type: "button", class: "jg-small", ...attributes }, label), { onclick });

  /**
   * The hint and the place for a message, and the ids an input is described by.
   * @param {FieldSpec} spec
   * @param {string} id
   */
  function describe(spec, id) {
    const hint = spec.hint ? h("span", { class: "jg-hint", id: `${id}-hint` }, spec.hint) : null;
    const error = h("span", { class: "jg-error", id: `${id}-error`, hidden: true });
    return { hint, error, described: [hint && hint.id, error.id].filter(Boolean).join(" ") };
  }

  /** @param {FieldSpec} spec */
  const required = (spec) => (spec.required ? h("span", { class: "jg-required" }, "必填") : null);

  /**
   * Show a message and mark what it is about; with an empty one take it away.
   * @param {HTMLElement} error
   * @param {HTMLElement[]} targets
   * @param {string} message
   */
  function showError(error, targets, message) {
    error.textContent = message;
    error.hidden = !message;
    for (const target of targets) {
      if (message) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
    }
  }

  /** @param {HTMLElement} input */
  function fitHeight(input) {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  }

  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");

  /** Today, as 2026-05-01. */
  function today() {
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** Now, as 2026-05-01 9:05. */
  function thisMinute() {
    const now = new Date();
    return `${today()} ${now.getHours()}:${two(now.getMinutes())}`;
  }

  return { h, on, button, newId, describe, required, showError, fitHeight, today, thisMinute };
})();
