"use strict";
/* A field of rows that can be added and taken away, a control for each of a row's columns. */

/** @typedef {{ controls: PlacedControl[], legend: HTMLElement, remove: HTMLElement, element: HTMLElement }} ListRow */

var jianguanLists = (() => {
  const { h, button, newId, describe, required, showError } = jianguanElements;
  const { create } = jianguanFields;

  /** The rows of a list on the page: at least one. */
  class RowsOnPage {
    /**
     * @param {FieldSpec} spec
     * @param {(words: string) => void} say tells what was added or taken away
     */
    constructor(spec, say) {
      this.spec = spec;
      this.say = say;
      /** @type {ListRow[]} */
      this.rows = [];
      this.holder = h("div", { class: "jg-rows" });
      this.adding = button(`＋ 增加一行${spec.label}`, () => {
        this.append().controls[0].focus();
        say(`已增加第 ${this.rows.length} 行`);
      });
      this.append();
    }

    append() {
      const controls = (this.spec.columns || []).map((column) => create(column));
      const legend = h("legend", null);
      const remove = button("删去", () => this.remove(row), { class: "jg-small jg-remove" });
      const grid = h(
        "div",
        { class: "jg-grid" },
        controls.map((control) => control.element),
      );
      const row = { controls, legend, remove, element: h("fieldset", { class: "jg-row" }, legend, grid, remove) };
      this.rows.push(row);
      this.holder.append(row.element);
      this.number();
      return row;
    }

    /** @param {ListRow} row */
    remove(row) {
      const at = this.rows.indexOf(row);
      this.rows.splice(at, 1);
      row.element.remove();
      if (!this.rows.length) this.append();
      this.number();
      this.say(`已删去第 ${at + 1} 行，还有 ${this.rows.length} 行`);
      this.adding.focus();
    }

    number() {
      this.rows.forEach((row, at) => {
        row.legend.textContent = `第 ${at + 1} 行`;
        row.remove.setAttribute("aria-label", `删去${this.spec.label}第 ${at + 1} 行`);
      });
    }

    /** The rows that hold something. */
    values() {
      const found = this.rows.map((row) =>
        row.controls
          .map((control) => [control.spec.tag, control.value()])
          .filter(([, value]) => value !== undefined && value !== ""),
      );
      return found.filter((row) => row.length).map((row) => Object.fromEntries(row));
    }

    /** @param {Record<string, Scalar>[]} given */
    set(given) {
      for (const row of this.rows.splice(0)) row.element.remove();
      for (const entry of given.length ? given : [{}]) {
        for (const control of this.append().controls)
          if (entry[control.spec.tag] !== undefined) control.set(entry[control.spec.tag]);
      }
    }
  }

  /**
   * The control of a list.
   * @param {FieldSpec} spec
   * @returns {PlacedControl}
   */
  function list(spec) {
    const { hint, error } = describe(spec, newId());
    const said = h("span", { class: "jg-quiet", "aria-live": "polite" });
    const held = new RowsOnPage(spec, (words) => (said.textContent = words));
    const controls = () => held.rows.flatMap((row) => row.controls);
    return {
      spec,
      rows: () => held.rows.map((row) => row.controls),
      value() {
        const found = held.values();
        return found.length ? found : undefined;
      },
      set: (given) => held.set(given),
      error: (message) => showError(error, [], message),
      focus: () => held.rows[0].controls[0].focus(),
      validate: () =>
        controls()
          .map((control) => control.validate())
          .find(Boolean) || "",
      element: h(
        "fieldset",
        { class: "jg-field jg-field--wide jg-list" },
        h("legend", { class: "jg-label" }, spec.label, required(spec)),
        hint,
        error,
        held.holder,
        held.adding,
        said,
      ),
    };
  }

  return { list };
})();
