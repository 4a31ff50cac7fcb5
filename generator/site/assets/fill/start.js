"use strict";
/* 网页上填写文书：每页只有这一小段，点“在网页上填写”时才装入其余脚本和空白文书（也能从文件夹打开时装入）。 */
var jianguanScripts = (() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  const UNPACKING = ["rules.js", "archive.js", "blanks.js"];
  const FILLING = [
    ...[
      "values.js",
      "typing.js",
      "fill.js",
      "elements.js",
      "choices.js",
      "fields.js",
      "lists.js",
      "checks.js",
      "acts.js",
    ],
    ...["unzip.js", "cells.js", "workbook.js", "roster.js", "columns.js", "files.js", "batch.js"],
    ...["memory.js", "remembering.js", "form.js"],
  ];

  /** @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();

  /**
   * Run a script of this folder, once. Rejects, in Chinese, where it cannot be had; it may be asked for again.
   * @param {string} name
   */
  function load(name) {
    const known = loaded.get(name);
    if (known) return known;
    const running = new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(name, own).href;
      element.onload = resolve;
      element.onerror = () => {
        loaded.delete(name);
        reject(new Error(`没有取得 ${name}，不能填写；请刷新网页，或者检查压缩包是否完整解开`));
      };
      document.head.append(element);
    });
    loaded.set(name, running);
    return running;
  }

  /**
   * Run scripts of this folder, each after the one before.
   * @param {...string} names
   */
  async function loadAll(...names) {
    for (const name of names) await load(name);
  }

  /** Load what unpacks a form. */
  const unpacking = () => loadAll(...UNPACKING);

  // a page opened in place of another takes what it does not know out of the head
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: new URL("form.css", own).href,
  });

  /** @param {HTMLElement} button */
  async function open(button) {
    if (!style.isConnected) document.head.append(style);
    await loadAll(...UNPACKING, ...FILLING);
    await jianguanForm.open(button);
  }

  /**
   * Beside the button, why its form did not open.
   * @param {Element} button
   * @param {string} message
   */
  function complain(button, message) {
    const note = document.createElement("span");
    note.setAttribute("role", "alert");
    note.textContent = ` ${message}`;
    const next = button.nextSibling;
    if (next instanceof Element && next.role === "alert") next.remove();
    button.after(note);
  }

  function show() {
    for (const button of document.querySelectorAll("[data-jg-form][hidden]"))
      /** @type {HTMLElement} */ (button).hidden = false;
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    const at = event.target;
    const button = at instanceof Element && /** @type {HTMLElement | null} */ (at.closest("[data-jg-form]"));
    if (!button || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    open(button)
      .catch((error) => complain(button, error.message))
      .finally(() => button.removeAttribute("aria-busy"));
  }

  show();
  if (globalThis.document$) globalThis.document$.subscribe(show);
  document.addEventListener("click", clicked);
  return { load, unpacking };
})();
