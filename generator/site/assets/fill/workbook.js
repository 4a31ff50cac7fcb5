"use strict";
/* Reading an .xlsx file in the page: the first sheet people see that holds anything, as texts. Nothing is computed;
   sizes are bounded. */

/**
 * A row of a table: its number as the table shows it, its cells as texts.
 * @typedef {{ number: number, cells: string[] }} TableRow
 */

var jianguanWorkbook = (() => {
  const { refuse } = jianguanValues;
  const { Archive } = jianguanUnzip;
  const { all, kids, richText, dateStyles, cellText } = jianguanCells;
  const MOST_COLUMNS = 500;

  /** @param {TableRow} row */
  const isFilled = (row) => row.cells.some(Boolean);

  /**
   * The letters of a column: 0 → A, 26 → AA.
   * @param {number} column
   */
  function letters(column) {
    let name = "";
    for (let rest = column + 1; rest; rest = Math.floor((rest - 1) / 26))
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  function parsed(name, text) {
    if (/<!DOCTYPE/i.test(text)) refuse(`${name} 的内容不正常（含有 DOCTYPE），不读取`);
    const made = new DOMParser().parseFromString(text, "application/xml");
    if (made.getElementsByTagName("parsererror").length) refuse(`${name} 已损坏；请在 Excel 或者 WPS 中另存为 .xlsx`);
    return made;
  }

  /**
   * @param {string} name
   * @param {InstanceType<typeof jianguanUnzip.Archive>} zip
   * @param {Document} book
   * @returns {Promise<Conventions>}
   */
  async function conventions(name, zip, book) {
    const shared = await zip.text("xl/sharedStrings.xml");
    const styles = await zip.text("xl/styles.xml");
    return {
      strings: shared ? kids(parsed(name, shared).documentElement, "si").map(richText) : [],
      dated: styles ? dateStyles(parsed(name, styles)) : [],
      from1904: all(book, "workbookPr").some((each) => ["1", "true"].includes(each.getAttribute("date1904") || "")),
    };
  }

  /**
   * The rows of the first sheet that holds anything, and the names of the others that do.
   * @param {string} name of the file
   * @param {Bytes} bytes
   */
  async function read(name, bytes) {
    const zip = new Archive(name, bytes);
    const types = (await zip.text("[Content_Types].xml")) || "";
    const hasMacros = [...zip.entries.keys()].some((path) => /vbaProject\.bin$/i.test(path));
    if (hasMacros || /macroEnabled/i.test(types)) refuse(`${name} 带有宏，不读取；请另存为不带宏的 .xlsx`);
    const workbook = await zip.text("xl/workbook.xml");
    const relations = await zip.text("xl/_rels/workbook.xml.rels");
    if (!workbook || !relations) return refuse(`${name} 不是 Excel 文件（.xlsx）；请在 Excel 或者 WPS 中另存为 .xlsx`);
    const book = parsed(name, workbook);
    const sheets = sheetsOf(book, parsed(name, relations));
    if (!sheets.length) refuse(`${name} 里没有工作表`);
    const reading = await conventions(name, zip, book);
    /** @type {TableRow[] | null} */
    let found = null;
    const left = [];
    for (const sheet of sheets) {
      const content = await zip.text(sheet.path);
      /** @type {TableRow[]} */
      const rows = content ? sheetRows(name, parsed(name, content), reading, !found) : [];
      if (!rows.some(isFilled)) continue;
      if (found) left.push(sheet.title);
      else found = rows;
    }
    return { rows: found || [], left };
  }

  /**
   * The sheets people see, in order, and where each stands in the archive.
   * @param {Document} book
   * @param {Document} relations
   */
  function sheetsOf(book, relations) {
    const targets = new Map(
      all(relations, "Relationship").map((each) => [each.getAttribute("Id"), each.getAttribute("Target")]),
    );
    const shown = all(book, "sheet").filter(
      (sheet) => !["hidden", "veryHidden"].includes(sheet.getAttribute("state") || ""),
    );
    return shown.map((sheet) => {
      const id = [...sheet.attributes].find((attribute) => attribute.localName === "id");
      const target = targets.get(id ? id.value : "") || "";
      return {
        title: sheet.getAttribute("name") || "",
        path: target.startsWith("/") ? target.slice(1) : `xl/${target}`,
      };
    });
  }

  /**
   * A sheet's rows. `strict`: the sheet will be used, so a formula that nobody has computed is refused.
   * @param {string} name
   * @param {Document} sheet
   * @param {Conventions} reading
   * @param {boolean} strict
   */
  function sheetRows(name, sheet, reading, strict) {
    /** @type {TableRow[]} */
    const rows = [];
    let number = 0;
    for (const row of all(sheet, "row")) {
      number = Number(row.getAttribute("r")) || number + 1;
      /** @type {string[]} */
      const cells = [];
      let column = -1;
      for (const cell of kids(row, "c")) {
        column = columnOf(cell, column + 1);
        if (column >= MOST_COLUMNS) refuse(`${name} 超过 ${MOST_COLUMNS} 列，不读取；请删去多余的列`);
        while (cells.length < column) cells.push("");
        cells[column] = cellText(cell, reading);
        if (strict && !cells[column] && isUncomputed(cell)) {
          const place = `${letters(column)}${number}`;
          refuse(`${name} 的 ${place} 有公式而没有算出的值；请用 Excel 或者 WPS 打开，保存一次再试`);
        }
      }
      rows.push({ number, cells });
    }
    return rows;
  }

  /**
   * @param {Element} cell
   * @param {number} next where it stands if it does not say
   */
  function columnOf(cell, next) {
    const place = /^[A-Z]+/.exec(cell.getAttribute("r") || "");
    return place ? [...place[0]].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : next;
  }

  /** @param {Element} cell whose text is empty */
  const isUncomputed = (cell) => cell.getAttribute("t") !== "str" && kids(cell, "f").length > 0;

  return { read, isFilled, letters };
})();
