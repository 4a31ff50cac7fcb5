"use strict";
/* Reading a table in the page: .xlsx, .csv in UTF-8 or GB18030. The same texts as generator/bulk/rows.py. Nothing is
   sent anywhere; sizes are bounded. */

/**
 * A table's heads and rows, and the names of sheets that were not read.
 * @typedef {{ heads: string[], rows: TableRow[], left: string[] }} Table
 */

var jianguanRoster = (() => {
  const { refuse } = jianguanValues;
  const { isFilled } = jianguanWorkbook;
  const LARGEST = 20_000_000;
  const MOST_ROWS = 5000;
  const SEPARATORS = [",", "\t", ";", "，"];

  /**
   * Read a table. Rejects, in Chinese, for what is no such table.
   * @param {File} file
   * @returns {Promise<Table>}
   */
  async function read(file) {
    const kind = (/\.([^.]+)$/.exec(file.name) || ["", ""])[1].toLowerCase();
    if (kind === "xls") refuse(`${file.name} 是旧格式（.xls），不读取；请在 Excel 或者 WPS 中另存为 .xlsx`);
    if (kind === "xlsm" || kind === "xlsb") refuse(`${file.name} 是带宏的或者二进制的表格，不读取；请另存为 .xlsx`);
    if (kind !== "xlsx" && kind !== "csv") refuse(`${file.name} 不是可以读的表格；请另存为 .xlsx 或者 .csv`);
    if (file.size > LARGEST) refuse(`${file.name} 超过 ${LARGEST / 1_000_000} MB，不读取；请分成几个文件`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { rows, left } =
      kind === "csv" ? { rows: csv(file.name, bytes), left: [] } : await jianguanWorkbook.read(file.name, bytes);
    const [first, ...filled] = rows.filter(isFilled);
    if (!first) refuse(`${file.name} 是空的；第一行应是栏目名称`);
    if (filled.length > MOST_ROWS) {
      const instead = "请分成几个文件，或者请维护人员用命令行生成";
      refuse(`${file.name} 有 ${filled.length} 行，网页一次最多 ${MOST_ROWS} 行；${instead}`);
    }
    return { heads: first.cells.map((head) => head.trim()), rows: filled, left };
  }

  /**
   * @param {string} name
   * @param {Bytes} bytes
   */
  function decoded(name, bytes) {
    for (const encoding of ["utf-8", "gb18030"]) {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes);
      } catch (other) {
        continue;
      }
    }
    return refuse(`${name} 不是 UTF-8 或者 GBK 编码的文字，读不了`);
  }

  /** @param {string} text */
  function separatorOf(text) {
    const first = text.split(/\r\n|[\r\n]/, 1)[0];
    const count = (/** @type {string} */ sign) => first.split(sign).length;
    return SEPARATORS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  }

  /** The rows of comma-separated text, sign by sign. */
  class CsvRows {
    /** @param {string} separator */
    constructor(separator) {
      this.separator = separator;
      /** @type {TableRow[]} */
      this.rows = [];
      /** @type {string[]} */
      this.cells = [];
      this.cell = "";
      this.isQuoted = false;
      this.isBegun = false; // whether anything of the row has been read
    }

    /** @param {string} sign with a second quotation mark where two stand for one */
    take(sign) {
      if (this.isQuoted) {
        if (sign === '"') this.isQuoted = false;
        else this.cell += sign === '""' ? '"' : sign;
      } else if (sign === "\n") this.endRow();
      else {
        this.isBegun = true;
        if (sign === '"' && this.cell === "") this.isQuoted = true;
        else if (sign === this.separator) this.endCell();
        else this.cell += sign;
      }
    }

    endCell() {
      this.cells.push(this.cell);
      this.cell = "";
    }

    endRow() {
      this.endCell();
      this.rows.push({ number: this.rows.length + 1, cells: this.cells });
      this.cells = [];
      this.isBegun = false;
    }
  }

  /**
   * @param {string} name
   * @param {Bytes} bytes
   */
  function csv(name, bytes) {
    const text = decoded(name, bytes);
    const reading = new CsvRows(separatorOf(text));
    for (let at = 0; at < text.length; at++) {
      const pair = text.slice(at, at + 2);
      const isDouble = reading.isQuoted ? pair === '""' : pair === "\r\n";
      const sign = isDouble ? pair : text[at];
      reading.take(!reading.isQuoted && (sign === "\r\n" || sign === "\r") ? "\n" : sign);
      if (isDouble) at += 1;
    }
    const lines = text.split(/\r\n|[\r\n]/).length;
    if (reading.isQuoted) refuse(`${name} 里有引号没有成对（到第 ${lines} 行还没有结束），读不了`);
    if (reading.isBegun) reading.endRow();
    return reading.rows;
  }

  return { read };
})();
