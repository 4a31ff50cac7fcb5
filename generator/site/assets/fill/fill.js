"use strict";
/* Filling a compiled blank (generator/word/compiled/pieces.py, as_json) in the browser: the same checks, the same
   word/document.xml as generator/word/compiled/fill.py. Nothing leaves the page. */

/**
 * What a field takes; in a list's rows, and at all, null is the same as not there.
 * @typedef {string | boolean} Scalar
 * @typedef {Record<string, Scalar | null>[]} Rows
 * @typedef {Scalar | Rows} Value
 * @typedef {Record<string, Value | null | undefined>} Values a field's tag or label → its value
 * @typedef {Map<string, Shown>} ShownRow
 */

var jianguanFill = (() => {
  const { shown, folded, strip, refuse, NOTHING } = jianguanValues;
  const { zip, fromBase64 } = jianguanArchive;
  const rules = jianguanRules;
  const VERSION = 1;
  const BOX = new RegExp(`^(?:${rules.patterns.box})$`, "u");
  const encoder = new TextEncoder();

  /**
   * @param {unknown} value
   * @returns {value is Scalar}
   */
  const isScalar = (value) => typeof value === "string" || typeof value === "boolean";

  /**
   * Whether two values from outside are the same, however their rows order their columns.
   * @param {unknown} one
   * @param {unknown} other
   * @returns {boolean}
   */
  function isSame(one, other) {
    if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return one === other;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const [mine, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
    return mine.size === theirs.size && [...mine].every(([key, value]) => isSame(value, theirs.get(key)));
  }

  /**
   * A list's rows as printed.
   * @param {FieldSpec} spec
   * @param {unknown} value
   */
  function shownRows(spec, value) {
    if (!Array.isArray(value)) return refuse(`“${spec.label}”是列表，应逐行填写`);
    if (value.length > rules.most_rows) refuse(`“${spec.label}”有 ${value.length} 行，最多 ${rules.most_rows} 行`);
    const columns = new Map(
      (spec.columns || []).flatMap((each) => [
        [each.tag, each],
        [each.label, each],
      ]),
    );
    return value.map((row, at) => shownRow(`“${spec.label}”第 ${at + 1} 行`, columns, row));
  }

  /**
   * @param {string} where
   * @param {Map<string, FieldSpec>} columns by tag and by label
   * @param {unknown} row
   */
  function shownRow(where, columns, row) {
    if (row === null || typeof row !== "object" || Array.isArray(row)) return refuse(`${where}应是“栏目: 值”的对照`);
    /** @type {Map<FieldSpec, Scalar>} */
    const given = new Map();
    for (const [name, entry] of Object.entries(row)) {
      const column = columns.get(name) || refuse(`${where}没有栏目“${name}”。`);
      if (entry === null) continue;
      if (!isScalar(entry)) return refuse(`${where}：“${column.label}”应填一个值`);
      if (given.has(column) && given.get(column) !== entry)
        refuse(`${where}的“${column.label}”填写了两次，内容不同，请只留一个`);
      given.set(column, entry);
    }
    try {
      return new Map([...given].map(([column, entry]) => [column.tag, shown(column, entry)]));
    } catch (error) {
      return refuse(`${where}：${/** @type {Error} */ (error).message}`);
    }
  }

  /**
   * Values by their fields' tags. check-3-yes: true is the answer 符合.
   * @param {Blank} blank
   * @param {Values} values
   */
  function byTag(blank, values) {
    const names = named(blank.fields);
    /** @type {Map<string, unknown>} */
    const found = new Map();
    /** @type {Map<string, string[]>} */
    const ticked = new Map();
    for (const [name, value] of Object.entries(values)) {
      const tag = names.get(folded(name));
      const box = BOX.exec(strip(name));
      if (tag !== undefined) {
        if (found.has(tag) && !isSame(found.get(tag), value))
          refuse(`${blank.title}的栏目“${name}”填写了两次，内容不同，请只留一个`);
        found.set(tag, value);
      } else if (box && names.has(box[1])) {
        if (isTicked(name, value)) ticked.set(box[1], [...(ticked.get(box[1]) || []), rules.answers[box[2]]]);
      } else refuse(`${blank.title}没有栏目“${name}”。`);
    }
    for (const [tag, words] of ticked) found.set(tag, onlyAnswer(tag, words, found));
    return found;
  }

  /**
   * The tag of each name a field goes by; the first field keeps a name that two have.
   * @param {FieldSpec[]} fields
   */
  function named(fields) {
    const names = new Map();
    for (const { tag, label } of fields.slice().reverse())
      for (const name of [label, tag]) names.set(folded(name), tag);
    return names;
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  function isTicked(name, value) {
    if (!isScalar(value)) return refuse(`“${name}”不是列表，应填一个值`);
    return shown({ tag: "box", label: name, kind: "check" }, value).checked;
  }

  /**
   * @param {string} tag
   * @param {string[]} words
   * @param {Map<string, unknown>} found
   */
  function onlyAnswer(tag, words, found) {
    if (words.length > 1 || (found.has(tag) && found.get(tag) !== words[0]))
      refuse(`“第${tag.replace("check-", "")}项”只能有一个检查结果，现为：${words.join("、")}`);
    return words[0];
  }

  /**
   * Values checked and as printed, defaults included; a list's rows. Throws, in Chinese.
   * @param {Blank} blank
   * @param {Values} values
   * @returns {Map<string, Shown | ShownRow[]>}
   */
  function check(blank, values) {
    if (blank.version !== VERSION)
      refuse(`空白文书的格式是第 ${blank.version} 版，本程序用第 ${VERSION} 版；请用同一版本的程序重新生成`);
    const supplied = byTag(blank, values);
    const entered = new Map();
    for (const spec of blank.fields) {
      const value = supplied.get(spec.tag);
      if (value === undefined || value === null) {
        if (spec.default !== undefined) entered.set(spec.tag, shown(spec, spec.default));
      } else if (spec.kind === "list") entered.set(spec.tag, shownRows(spec, value));
      else if (isScalar(value)) entered.set(spec.tag, shown(spec, value));
      else refuse(`“${spec.label}”不是列表，应填一个值`);
    }
    return entered;
  }

  /**
   * Text as runs write it: escaped, line breaks and tabs as elements.
   * @param {string} text
   * @param {Marks} marks
   */
  function written(text, marks) {
    const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return escaped
      .split(/(\r\n|[\r\n\t])/)
      .map((part, at) => {
        if (at % 2) return part === "\t" ? marks.tab : marks.line_break;
        return part && marks.open + part + marks.close;
      })
      .join("");
  }

  /** Joins the pieces of a blank's parts; counts the numbers its lists' rows have taken. */
  class Joining {
    /** @param {Blank} blank */
    constructor(blank) {
      this.marks = blank.marks;
      this.rowId = blank.first_row_id;
    }

    /**
     * @param {Piece[]} pieces
     * @param {Map<string, Shown | ShownRow[]>} entered
     * @param {number} number the row's within its list
     * @returns {string}
     */
    join(pieces, entered, number = 0) {
      return pieces.map((piece) => (typeof piece === "string" ? piece : this.slot(piece, entered, number))).join("");
    }

    /**
     * @param {Exclude<Piece, string>} piece
     * @param {Map<string, Shown | ShownRow[]>} entered
     * @param {number} number
     */
    slot(piece, entered, number) {
      switch (piece.slot) {
        case "rows":
          return this.rows(piece, /** @type {ShownRow[] | undefined} */ (entered.get(piece.field)));
        case "row-number":
          return String(number);
        case "id":
          return String(this.rowId + piece.plus);
        default:
          return this.field(piece, /** @type {Shown | undefined} */ (entered.get(piece.field)) || NOTHING);
      }
    }

    /**
     * @param {Extract<Piece, { slot: "rows" }>} piece
     * @param {ShownRow[] | undefined} given
     */
    rows(piece, given) {
      const rows = given && given.length ? given : Array(piece.blank).fill(new Map());
      const made = rows.map((row, at) => {
        const text = this.join(piece.pieces, row, at + 1);
        this.rowId += piece.ids;
        return text;
      });
      return made.join("");
    }

    /**
     * What a slot of one field writes for a value.
     * @param {Extract<Piece, { slot: "text" | "box" | "day" | "lines" }>} piece
     * @param {Shown} value
     */
    field(piece, value) {
      switch (piece.slot) {
        case "text":
          return written(value.text || piece.blank, this.marks);
        case "box":
          return (value.checked ? rules.ticked : value.text) === piece.value ? piece.on : piece.off;
        case "day":
          return value.day ? piece.open + value.day + piece.close : "";
        case "lines": {
          const lines = (value.text || piece.blank).split("\n").map((line) => line || piece.blank);
          while (lines.length < piece.count) lines.push(piece.blank);
          return lines.map((line) => piece.open + written(line, this.marks) + piece.close).join("");
        }
        default:
          return refuse(`不认识的空白处“${/** @type {Piece & object} */ (piece).slot}”`);
      }
    }
  }

  /**
   * A constant part's bytes, made once.
   * @type {WeakMap<Part, Bytes>}
   */
  const constants = new WeakMap();

  /** @param {Part} part */
  function constant(part) {
    const known = constants.get(part);
    if (known) return known;
    const made = part.base64 !== undefined ? fromBase64(part.base64) : encoder.encode(part.text);
    constants.set(part, made);
    return made;
  }

  /**
   * The parts of the filled package. Throws, in Chinese, for a value that is not of its field's kind.
   * @param {Blank} blank
   * @param {Values} values
   * @returns {[name: string, content: Bytes][]}
   */
  function parts(blank, values) {
    const entered = check(blank, values);
    const joining = new Joining(blank);
    return blank.parts.map((part) => [
      part.name,
      part.pieces ? encoder.encode(joining.join(part.pieces, entered)) : constant(part),
    ]);
  }

  /**
   * The document as a .docx. Rejects like `parts`.
   * @param {Blank} blank
   * @param {Values} values
   */
  const docx = async (blank, values) => zip(parts(blank, values));

  return { check, parts, docx };
})();
