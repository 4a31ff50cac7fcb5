/* 网页上填写文书：每页只有这一小段，点“在网页上填写”时才装入其余脚本和空白文书（也能从文件夹打开时装入）。 */
"use strict";
(() => {
  const own = document.currentScript.src;
  const SCRIPTS = ["fill.js", "blanks.js", "fields.js", "checks.js", "memory.js", "acts.js", "roster.js", "batch.js", "form.js"];

  const loaded = new Map();
  function script(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = new URL(name, own).href;
        element.onload = resolve;
        element.onerror = () => {
          loaded.delete(name);
          reject(new Error(`没有取得 ${name}，不能填写；请刷新网页，或者检查压缩包是否完整解开`));
        };
        document.head.append(element);
      }));
    }
    return loaded.get(name);
  }

  // a page opened in place of another takes what it does not know out of the head
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("form.css", own).href });

  async function open(button) {
    if (!style.isConnected) document.head.append(style);
    for (const name of SCRIPTS) await script(name);
    await globalThis.jianguanForm.open(button);
  }

  globalThis.jianguanForm = { script };
  const show = () => document.querySelectorAll("[data-jg-form][hidden]").forEach((button) => { button.hidden = false; });
  show();
  if (globalThis.document$) globalThis.document$.subscribe(show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-jg-form]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    open(button).catch((error) => {
      const note = document.createElement("span");
      note.setAttribute("role", "alert");
      note.textContent = ` ${error.message}`;
      if (button.nextSibling && button.nextSibling.role === "alert") button.nextSibling.remove();
      button.after(note);
    }).finally(() => button.removeAttribute("aria-busy"));
  });
})();
