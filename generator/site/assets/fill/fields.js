/* One field of a document as something to fill in: by its kind an input, choices, a growing text, a list of rows.

   A control: {spec, element, value(), set(value), error(message), focus(), validate()}. value() is what jianguanFill
   takes, undefined where nothing was filled in. */
"use strict";
((own) => {
  const fill = globalThis.jianguanFill;
  let count = 0;
  const newId = () => `jg-${(count += 1)}`;

  /* An element: attributes (on… is a listener, a property where it has no dash), then children. */
  function h(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const two = (number) => String(number).padStart(2, "0");
  const today = () => { const now = new Date(); return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`; };
  const thisMinute = () => { const now = new Date(); return `${today()} ${now.getHours()}:${two(now.getMinutes())}`; };

  /* What people type for a day or a moment, as jianguanFill takes it; anything else as it is, for its message. */
  function day(text) {
    const plain = text.normalize("NFKC").replace(/\s+/g, "");
    const match = /^(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(plain);
    return match ? `${match[1]}-${two(match[2] || match[4])}-${two(match[3] || match[5])}` : text;
  }
  function moment(text) {
    const match = /^(.+?)[\sT]*(\d{1,2})[:时点](\d{1,2})分?$/.exec(text.normalize("NFKC").trim());
    const on = match ? day(match[1]) : "";
    return /^\d{4}-\d{2}-\d{2}$/.test(on) ? `${on} ${match[2]}:${two(match[3])}` : text;
  }

  function describe(spec, id) {
    const hint = spec.hint ? h("span", { class: "jg-hint", id: `${id}-hint` }, spec.hint) : null;
    const error = h("span", { class: "jg-error", id: `${id}-error`, hidden: true });
    return { hint, error, described: [hint && hint.id, error.id].filter(Boolean).join(" ") };
  }

  function required(spec) {
    return spec.required ? h("span", { class: "jg-required" }, "必填") : null;
  }

  function showError(error, targets, message) {
    error.textContent = message || "";
    error.hidden = !message;
    for (const target of targets) {
      if (message) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
    }
  }

  function checked(control) {
    // the message of a value that is not of its field's kind; empty where it is
    const value = control.value();
    if (value === undefined) return "";
    try { fill.shown(control.spec, value); return ""; }
    catch (error) { return error.message; }
  }

  /* Once no button of a mouse is held: a message that appears in between would move what is being clicked away. */
  let held = false;
  addEventListener("pointerdown", () => { held = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { held = false; }, true);
  function whenReleased(act) {
    if (!held) { act(); return; }
    const later = () => setTimeout(act);
    addEventListener("pointerup", later, { once: true, capture: true });
  }

  const WIDTHS = { date: "short", moment: "short", number: "short", amount: "middle" };

  /* A line, a day, a moment, a number, an amount, a text of several lines. */
  function textual(spec, list) {
    const id = newId(), { hint, error, described } = describe(spec, id);
    const long = spec.kind === "long";
    const input = h(long ? "textarea" : "input", {
      id, class: "jg-input", "aria-describedby": described, "aria-required": spec.required ? "true" : undefined,
      autocomplete: "off", list, ...(long ? { rows: 2 } : { type: "text" }),
      inputmode: { number: "decimal", amount: "decimal" }[spec.kind],
      placeholder: { date: "如 2026年11月23日", moment: "如 2026年11月23日 9:30" }[spec.kind],
    });
    const said = spec.kind === "amount" ? h("span", { class: "jg-said", "aria-live": "polite" }) : null;
    const now = spec.kind === "date" || spec.kind === "moment"
      ? h("button", { type: "button", class: "jg-small", "aria-label": `${spec.label}：填${spec.kind === "date" ? "今天" : "现在"}`,
        onclick: () => { control.set(spec.kind === "date" ? today() : thisMinute()); control.validate(); input.focus(); } },
      spec.kind === "date" ? "今天" : "现在") : null;
    const grow = () => { if (long) { input.style.height = "auto"; input.style.height = `${input.scrollHeight + 2}px`; } };
    const normal = (text) => spec.kind === "date" ? day(text) : spec.kind === "moment" ? moment(text) : text;
    const control = {
      spec, input,
      value: () => (input.value || spec.default !== undefined ? normal(input.value) : undefined),
      set(value) { input.value = value; control.tidy(); grow(); control.error(""); },
      tidy() {
        // a day is shown as the document will print it
        if ((spec.kind !== "date" && spec.kind !== "moment" && !said) || !input.value.trim()) { if (said) said.textContent = ""; return; }
        try {
          const shown = fill.shown(spec, normal(input.value)).text;
          if (said) said.textContent = shown; else input.value = shown;
        } catch (wrong) { if (said) said.textContent = ""; }
      },
      error: (message) => showError(error, [input], message),
      focus: () => input.focus(),
      validate() { const message = checked(control); control.error(message); return message; },
      grow,
    };
    input.addEventListener("input", () => { grow(); if (!error.hidden) control.validate(); });
    input.addEventListener("change", () => whenReleased(() => { control.tidy(); control.validate(); }));
    control.element = h("div", { class: `jg-field${long ? " jg-field--wide" : ""} jg-field--${WIDTHS[spec.kind] || "any"}` },
      h("label", { for: id, class: "jg-label" }, spec.label, required(spec), spec.unit ? h("span", { class: "jg-unit" }, `（${spec.unit}）`) : null),
      hint, h("span", { class: "jg-line" }, input, now), said, error);
    if (spec.default !== undefined) control.set(spec.default);
    return control;
  }

  /* One of a few: all in sight, or from a list that opens. */
  function choice(spec) {
    const id = newId(), { hint, error, described } = describe(spec, id);
    const few = spec.choices.length <= 6 && spec.choices.join("").length <= 60;
    if (!few) {
      const select = h("select", { id, class: "jg-input", "aria-describedby": described, onchange: () => control.error("") },
        h("option", { value: "" }, "请选择"), spec.choices.map((word) => h("option", { value: word }, word)));
      const control = {
        spec, value: () => select.value || undefined, set: (value) => { select.value = value; },
        error: (message) => showError(error, [select], message), focus: () => select.focus(), validate: () => { control.error(""); return ""; },
        element: h("div", { class: "jg-field jg-field--wide" }, h("label", { for: id, class: "jg-label" }, spec.label, required(spec)), hint, select, error),
      };
      if (spec.default !== undefined) control.set(spec.default);
      return control;
    }
    const radios = radioSet(id, spec.choices, described, () => control.error(""));
    const control = {
      spec, value: radios.value, set: radios.set, error: (message) => showError(error, radios.inputs, message),
      focus: radios.focus, validate: () => { control.error(""); return ""; },
      element: h("fieldset", { class: "jg-field jg-field--wide jg-choice" },
        h("legend", { class: "jg-label" }, spec.label, required(spec)), hint, radios.element, error),
    };
    if (spec.default !== undefined) control.set(spec.default);
    return control;
  }

  /* Radio buttons as large areas. What is chosen is given up by tapping it again, or by the Delete key. */
  function radioSet(name, words, described, changed, kind = "") {
    let held = "";
    const inputs = words.map((word) => h("input", {
      type: "radio", name, value: word, "aria-describedby": described,
      onclick: (event) => { if (held === word) { event.target.checked = false; held = ""; } else held = word; changed(held); },
      onkeydown: (event) => {
        if (event.key !== "Delete" && event.key !== "Backspace") return;
        event.preventDefault();
        set(undefined);
        changed("");
      },
    }));
    function set(value) {
      held = value || "";
      inputs.forEach((input) => { input.checked = input.value === held; });
    }
    const element = h("span", { class: `jg-radios ${kind}` }, inputs.map((input, at) => h("label", { class: "jg-radio" }, input, h("span", null, words[at]))));
    return { inputs, element, set, value: () => (inputs.find((input) => input.checked) || {}).value, focus: () => (inputs.find((input) => input.checked) || inputs[0]).focus() };
  }

  function tick(spec) {
    const id = newId(), { hint, error, described } = describe(spec, id);
    const input = h("input", { type: "checkbox", id, "aria-describedby": described });
    return {
      spec, value: () => input.checked || undefined, set: (value) => { input.checked = value === true || value === "是"; },
      error: (message) => showError(error, [input], message), focus: () => input.focus(), validate: () => "",
      element: h("div", { class: "jg-field jg-field--wide" }, h("label", { for: id, class: "jg-tick" }, input, h("span", null, spec.label)), hint, error),
    };
  }

  /* Rows that can be added and taken away. */
  function list(spec) {
    const id = newId(), { hint, error } = describe(spec, id);
    const rows = [], holder = h("div", { class: "jg-rows" }), said = h("span", { class: "jg-quiet", "aria-live": "polite" });
    const add = h("button", { type: "button", class: "jg-small", onclick: () => { const row = append(); row.controls[0].focus(); said.textContent = `已增加第 ${rows.length} 行`; } }, `＋ 增加一行${spec.label}`);
    function append() {
      const row = { controls: spec.columns.map((column) => create(column)) };
      row.legend = h("legend", null);
      row.remove = h("button", { type: "button", class: "jg-small jg-remove", onclick: () => {
        const at = rows.indexOf(row);
        rows.splice(at, 1);
        row.element.remove();
        if (!rows.length) append();
        number();
        said.textContent = `已删去第 ${at + 1} 行，还有 ${rows.length} 行`;
        add.focus();
      } }, "删去");
      row.element = h("fieldset", { class: "jg-row" }, row.legend, h("div", { class: "jg-grid" }, row.controls.map((control) => control.element)), row.remove);
      rows.push(row);
      holder.append(row.element);
      number();
      return row;
    }
    function number() {
      rows.forEach((row, at) => {
        row.legend.textContent = `第 ${at + 1} 行`;
        row.remove.setAttribute("aria-label", `删去${spec.label}第 ${at + 1} 行`);
      });
    }
    const values = () => rows.map((row) => Object.fromEntries(row.controls.map((control) => [control.spec.tag, control.value()]).filter(([, value]) => value !== undefined && value !== "")))
      .filter((row) => Object.keys(row).length);
    append();
    return {
      spec,
      get controls() { return rows.flatMap((row) => row.controls); },
      rows: () => rows.map((row) => row.controls),
      value: () => { const found = values(); return found.length ? found : undefined; },
      set(given) {
        rows.splice(0).forEach((row) => row.element.remove());
        for (const entry of given.length ? given : [{}]) {
          const row = append();
          for (const control of row.controls) if (entry[control.spec.tag] !== undefined) control.set(entry[control.spec.tag]);
        }
      },
      error: (message) => showError(error, [], message),
      focus: () => rows[0].controls[0].focus(),
      validate: () => rows.flatMap((row) => row.controls).map((control) => control.validate()).find(Boolean) || "",
      element: h("fieldset", { class: "jg-field jg-field--wide jg-list" },
        h("legend", { class: "jg-label" }, spec.label, required(spec)), hint, error, holder, add, said),
    };
  }

  function create(spec, options = {}) {
    switch (spec.kind || "text") {
      case "choice": return choice(spec);
      case "check": return tick(spec);
      case "list": return list(spec);
      default: return textual(spec, options.list);
    }
  }

  own.fields = { h, newId, create, radioSet, day, moment, today, showError };
})(globalThis.jianguanForm);
