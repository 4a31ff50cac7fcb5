"use strict";
/* The heads of a table as fields of a document, and its rows as checked values or as faults with their cell: the mirror
   of generator/bulk/columns.py. */

/**
 * A column of a table: the field it fills, or a row and column of a list (证据/1/名称).
 * @typedef {{ index: number, head: string, spec: FieldSpec, list?: string, row?: number }} Column
 * @typedef {{ used: Column[], unused: string[], unit: FieldSpec | undefined }} Columns `unit`: whom a document is about
 * @typedef {{ index?: number, head: string, text: string, reason: string }} Fault `index`: its column, if it has one
 * @typedef {TableRow & { values: Values, faults: Fault[], unit: string }} PreparedRow
 */

var jianguanColumns = (() => {
  const { folded } = jianguanValues;
  const { unit_tags: unitTags, unit_heads: unitHeads, cell_errors: cellErrors, most_rows: mostRows } = jianguanRules;
  const MOST_NAMED = 12;

  /**
   * The field that names whom a document is about, the first a type has.
   * @param {FieldSpec[]} fields
   */
  const unitField = (fields) =>
    unitTags.map((tag) => fields.find((spec) => spec.tag === tag)).find((spec) => spec !== undefined);

  /**
   * Whether a field answers a check, or remarks on one.
   * @param {string} tag
   */
  const isOfCheck = (tag) => /^check-\d+/.test(tag);

  /**
   * @param {string[]} heads
   * @param {FieldSpec[]} fields
   */
  function namesOf(heads, fields) {
    /** @type {Map<string, FieldSpec>} */
    const names = new Map();
    for (const spec of fields.slice().reverse()) {
      for (const name of [spec.label, spec.tag]) names.set(folded(name), spec);
    }
    const unit = unitField(fields);
    const shown = heads.map(folded);
    if (unit && !shown.some((head) => names.get(head) === unit)) {
      const alias = unitHeads.find((name) => shown.includes(name) && !names.has(name));
      if (alias) names.set(alias, unit);
    }
    return { names, unit };
  }

  /**
   * The column of a head; undefined where it is no field's.
   * @param {number} index
   * @param {string} head
   * @param {Map<string, FieldSpec>} names
   * @returns {Column | undefined}
   */
  function columnOf(index, head, names) {
    const spec = names.get(folded(head));
    if (spec && spec.kind !== "list") return { index, head, spec };
    const [owner, number = "", ...rest] = head.split("/");
    const list = names.get(folded(owner));
    const row = Number(folded(number));
    if (!list || list.kind !== "list" || !Number.isInteger(row) || row < 1 || row > mostRows) return undefined;
    const wanted = folded(rest.join("/"));
    const inner = (list.columns || []).find((each) => [each.tag, each.label].map(folded).includes(wanted));
    return inner && { index, head, spec: inner, list: list.tag, row };
  }

  /** @param {Column} column */
  const placeOf = ({ list = "", row = 0, spec }) => `${list}/${row}/${spec.tag}`;

  /**
   * Fields by the heads of a table. Throws, in Chinese, where no head is a field's or one comes twice.
   * @param {string[]} heads
   * @param {FieldSpec[]} fields
   * @param {string} title of the document
   * @returns {Columns}
   */
  function columnsOf(heads, fields, title) {
    const { names, unit } = namesOf(heads, fields);
    const used = [];
    const unused = [];
    for (const [index, head] of heads.entries()) {
      const column = head ? columnOf(index, head, names) : undefined;
      if (column) used.push(column);
      else if (head) unused.push(head);
    }
    if (!used.length) {
      const known = fields.slice(0, MOST_NAMED).map((spec) => spec.label);
      const more = fields.length > MOST_NAMED ? "……" : "";
      throw new Error(`表格的第一行里没有${title}的栏目；栏目有：${known.join("、")}${more}`);
    }
    const places = used.map(placeOf);
    const twice = used.filter((_, at) => places.filter((place) => place === places[at]).length > 1);
    if (twice.length) {
      const named = [...new Set(twice.map((column) => column.head))];
      throw new Error(`表格里有两列填同一个栏目：${named.join("、")}；请留一列`);
    }
    return { used, unused, unit };
  }

  /**
   * A row's values by tag, and its faults by cell; an empty cell fills nothing.
   * @param {Columns} columns
   * @param {string[]} cells
   */
  function valuesOf(columns, cells) {
    /** @type {Values} */
    const values = {};
    /** @type {Fault[]} */
    const faults = [];
    /** @type {Map<string, Map<number, Record<string, Scalar>>>} */
    const lists = new Map();
    for (const { index, head, spec, list, row = 0 } of columns.used) {
      const raw = cells[index];
      if (!raw) continue;
      const text = jianguanTyping.typed(spec, raw);
      const reason = cellErrors.includes(raw) ? `单元格是 Excel 的错误值 ${raw}` : jianguanTyping.faultOf(spec, text);
      if (reason) faults.push({ index, head, text: raw, reason });
      else if (list) {
        const rows = lists.get(list) || new Map();
        lists.set(list, rows.set(row, { ...rows.get(row), [spec.tag]: text }));
      } else values[spec.tag] = text;
    }
    for (const [tag, rows] of lists) values[tag] = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
    return { values, faults };
  }

  /**
   * The required fields that have no content.
   * @param {FieldSpec[]} fields
   * @param {Values} values
   */
  function missing(fields, values) {
    const isEmpty = (/** @type {FieldSpec} */ { tag, default: printed }) => {
      const value = values[tag];
      if (value === undefined || value === null) return printed === undefined;
      return Array.isArray(value) ? !value.length : !String(value).trim();
    };
    return fields.filter((spec) => spec.required && isEmpty(spec));
  }

  /**
   * The faults of required fields that are empty: each at its column, those without a column together.
   * @param {FieldSpec[]} absent
   * @param {Columns} columns
   * @param {Fault[]} known
   */
  function faultsOfMissing(absent, columns, known) {
    /** @type {Fault[]} */
    const faults = [];
    const nowhere = [];
    for (const spec of absent) {
      const column = columns.used.find((used) => used.spec === spec || used.list === spec.tag);
      if (!column) nowhere.push(spec.label);
      else if (!known.some((fault) => fault.index === column.index))
        faults.push({ index: column.index, head: spec.label, text: "", reason: `“${spec.label}”必填，没有填写` });
    }
    if (nowhere.length)
      faults.push({ head: "", text: "", reason: `名单和上面的表单里都没有必填的：${nowhere.join("、")}` });
    return faults;
  }

  /**
   * The rows of a table made ready for a form. Fields the table has no column for are taken from `common`, except
   * checks.
   * @param {Table} table
   * @param {WebForm} form
   * @param {Values} common
   * @param {boolean} allowMissing
   * @returns {{ rows: PreparedRow[], columns: Columns }}
   */
  function prepared(table, { blank, asked }, common, allowMissing) {
    const columns = columnsOf(table.heads, blank.fields, blank.title);
    const given = new Set(columns.used.map((column) => column.list || column.spec.tag));
    const base = Object.fromEntries(Object.entries(common).filter(([tag]) => !given.has(tag) && !isOfCheck(tag)));
    const mayLack = (/** @type {FieldSpec} */ spec) => allowMissing && !(asked.punishes && spec.from === "act.day");
    const rows = table.rows.map((row) => {
      const read = valuesOf(columns, row.cells);
      const values = { ...base, ...read.values };
      const absent = missing(blank.fields, values).filter((spec) => !mayLack(spec));
      const faults = [...read.faults, ...faultsOfMissing(absent, columns, read.faults)];
      if (!faults.length) faults.push(...faultsOfAll(blank, values));
      const unit = columns.unit ? String(values[columns.unit.tag] || "") : "";
      return { ...row, values, faults, unit };
    });
    return { rows, columns };
  }

  /**
   * @param {Blank} blank
   * @param {Values} values
   * @returns {Fault[]}
   */
  function faultsOfAll(blank, values) {
    try {
      jianguanFill.check(blank, values);
      return [];
    } catch (error) {
      return [{ head: "", text: "", reason: /** @type {Error} */ (error).message }];
    }
  }

  return { prepared, unitField, isOfCheck };
})();
