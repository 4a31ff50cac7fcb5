/* Reading a table in the page: .xlsx (the first sheet people see that holds anything), .csv in UTF-8 or GB18030. The same
   texts as generator/bulk/rows.py.

   read(file) → {heads, rows: [{number, cells}], left: sheets not read}; throws Error (Chinese) for what is no such table. Nothing is computed,
   nothing is sent anywhere; sizes are bounded. */
"use strict";
((own) => {
  const fill = globalThis.jianguanFill;
  const LARGEST = 20_000_000, UNPACKED = 120_000_000, MOST_ROWS = 5000, MOST_COLUMNS = 500;
  const SEPARATORS = [",", "\t", ";", "，"];
  const refuse = (message) => { throw new Error(message); };

  async function read(file) {
    const kind = (/\.([^.]+)$/.exec(file.name) || ["", ""])[1].toLowerCase();
    if (kind === "xls") refuse(`${file.name} 是旧格式（.xls），不读取；请在 Excel 或者 WPS 中另存为 .xlsx`);
    if (kind === "xlsm" || kind === "xlsb") refuse(`${file.name} 是带宏的或者二进制的表格，不读取；请另存为 .xlsx`);
    if (kind !== "xlsx" && kind !== "csv") refuse(`${file.name} 不是可以读的表格；请另存为 .xlsx 或者 .csv`);
    if (file.size > LARGEST) refuse(`${file.name} 超过 ${LARGEST / 1_000_000} MB，不读取；请分成几个文件`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { rows, left } = kind === "csv" ? { rows: csv(file.name, bytes), left: [] } : await xlsx(file.name, bytes);
    const filled = rows.filter(isFilled);
    if (!filled.length) refuse(`${file.name} 是空的；第一行应是栏目名称`);
    if (filled.length - 1 > MOST_ROWS) refuse(`${file.name} 有 ${filled.length - 1} 行，网页一次最多 ${MOST_ROWS} 行；请分成几个文件，或者请维护人员用命令行生成`);
    return { heads: filled[0].cells.map((head) => head.trim()), rows: filled.slice(1), left };
  }
  /* 0 → A, 26 → AA. */
  function letters(column) {
    let name = "";
    for (let rest = column + 1; rest; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  }
  const isFilled = (row) => row.cells.some(Boolean);

  function csv(name, bytes) {
    let text;
    try { text = new TextDecoder("utf-8", { fatal: true }).decode(bytes); }
    catch (other) {
      try { text = new TextDecoder("gb18030", { fatal: true }).decode(bytes); }
      catch (neither) { refuse(`${name} 不是 UTF-8 或者 GBK 编码的文字，读不了`); }
    }
    const first = text.split(/\r\n|[\r\n]/, 1)[0];
    const separator = SEPARATORS.reduce((best, sign) => (first.split(sign).length > first.split(best).length ? sign : best));
    const rows = [];
    let cells = [], cell = "", quoted = false, line = 1, any = false;
    const end = () => { cells.push(cell); cell = ""; };
    const endRow = () => { end(); rows.push({ number: rows.length + 1, cells }); cells = []; any = false; };
    for (let at = 0; at < text.length; at++) {
      const sign = text[at];
      if (sign === "\n" || (sign === "\r" && text[at + 1] !== "\n")) line += 1;
      if (quoted) {
        if (sign !== '"') cell += sign;
        else if (text[at + 1] === '"') { cell += '"'; at += 1; }
        else quoted = false;
      } else if (sign === '"' && cell === "") { quoted = true; any = true; }
      else if (sign === separator) { end(); any = true; }
      else if (sign === "\n" || sign === "\r") {
        if (sign === "\r" && text[at + 1] === "\n") at += 1;
        endRow();
      } else { cell += sign; any = true; }
    }
    if (quoted) refuse(`${name} 里有引号没有成对（到第 ${line} 行还没有结束），读不了`);
    if (any || cell || cells.length) endRow();
    return rows;
  }

  /* The entries of a zip archive: name → its bytes, when asked for. */
  function archive(name, bytes) {
    const broken = () => refuse(`${name} 不是 Excel 文件（.xlsx），或者已损坏；请在 Excel 或者 WPS 中另存为 .xlsx`);
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) refuse(`${name} 有密码，或者是旧格式（.xls）；请去掉密码，另存为 .xlsx`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - 22;
    while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) broken();
    const found = new Map();
    try {
      let at = view.getUint32(end + 16, true);
      for (let left = view.getUint16(end + 10, true); left > 0; left--) {
        if (view.getUint32(at, true) !== 0x02014b50) broken();
        const length = view.getUint16(at + 28, true);
        const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
        found.set(path.replace(/^\//, ""), {
          flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true),
          packed: view.getUint32(at + 20, true), start: view.getUint32(at + 42, true),
        });
        at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      }
    } catch (outside) { broken(); }
    let budget = UNPACKED;
    return {
      names: [...found.keys()],
      async text(path) {
        const entry = found.get(path);
        if (!entry) return null;
        if (entry.flags & 1) refuse(`${name} 有密码；请去掉密码，另存为 .xlsx`);
        try {
          const begin = entry.start + 30 + view.getUint16(entry.start + 26, true) + view.getUint16(entry.start + 28, true);
          const packed = bytes.subarray(begin, begin + entry.packed);
          if (entry.method !== 0 && entry.method !== 8) broken();
          const plain = entry.method === 0 ? packed : await fill.inflate(packed, budget);
          budget -= plain.length;
          return new TextDecoder().decode(plain);
        } catch (error) {
          if (/[\u4e00-\u9fff]/.test(error.message)) throw error;
          return broken();
        }
      },
    };
  }

  function parsed(name, text) {
    if (/<!DOCTYPE/i.test(text)) refuse(`${name} 的内容不正常（含有 DOCTYPE），不读取`);
    const made = new DOMParser().parseFromString(text, "application/xml");
    if (made.getElementsByTagName("parsererror").length) refuse(`${name} 已损坏；请在 Excel 或者 WPS 中另存为 .xlsx`);
    return made;
  }
  const all = (node, tag) => [...node.getElementsByTagNameNS("*", tag)];
  const kids = (node, tag) => [...node.children].filter((child) => child.localName === tag);
  const unescaped = (text) => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const richText = (node) => kids(node, "t").concat(kids(node, "r").flatMap((run) => kids(run, "t"))).map((piece) => unescaped(piece.textContent)).join("");

  async function xlsx(name, bytes) {
    const zip = archive(name, bytes);
    const types = (await zip.text("[Content_Types].xml")) || "";
    if (zip.names.some((path) => /vbaProject\.bin$/i.test(path)) || /macroEnabled/i.test(types)) refuse(`${name} 带有宏，不读取；请另存为不带宏的 .xlsx`);
    const workbook = await zip.text("xl/workbook.xml"), relations = await zip.text("xl/_rels/workbook.xml.rels");
    if (!workbook || !relations) refuse(`${name} 不是 Excel 文件（.xlsx）；请在 Excel 或者 WPS 中另存为 .xlsx`);
    const book = parsed(name, workbook);
    const sheets = all(book, "sheet").filter((sheet) => !["hidden", "veryHidden"].includes(sheet.getAttribute("state")));
    if (!sheets.length) refuse(`${name} 里没有工作表`);
    const targets = new Map(all(parsed(name, relations), "Relationship").map((relation) => [relation.getAttribute("Id"), relation.getAttribute("Target")]));
    const shared = await zip.text("xl/sharedStrings.xml"), styles = await zip.text("xl/styles.xml");
    const strings = shared ? kids(parsed(name, shared).documentElement, "si").map(richText) : [];
    const dated = styles ? dateStyles(parsed(name, styles)) : [];
    const from1904 = all(book, "workbookPr").some((properties) => ["1", "true"].includes(properties.getAttribute("date1904")));
    let found = null;
    const left = [];
    for (const sheet of sheets) {
      const id = [...sheet.attributes].find((attribute) => attribute.localName === "id"), target = targets.get(id && id.value) || "";
      const content = await zip.text(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      const rows = content ? sheetRows(name, parsed(name, content), strings, dated, from1904, !found) : [];
      if (!rows.some(isFilled)) continue;
      if (found) left.push(sheet.getAttribute("name")); else found = rows;
    }
    return { rows: found || [], left };
  }

  /* A sheet's rows. `strict`: the sheet will be used, so a formula that nobody has computed is refused. */
  function sheetRows(name, sheet, strings, dated, from1904, strict) {
    const rows = [];
    let number = 0;
    for (const row of all(sheet, "row")) {
      number = Number(row.getAttribute("r")) || number + 1;
      const cells = [];
      let column = -1;
      for (const cell of kids(row, "c")) {
        const place = /^[A-Z]+/.exec(cell.getAttribute("r") || "");
        column = place ? [...place[0]].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : column + 1;
        if (column >= MOST_COLUMNS) refuse(`${name} 超过 ${MOST_COLUMNS} 列，不读取；请删去多余的列`);
        while (cells.length < column) cells.push("");
        cells[column] = cellText(cell, strings, dated, from1904);
        if (strict && !cells[column] && cell.getAttribute("t") !== "str" && kids(cell, "f").length) refuse(`${name} 的 ${letters(column)}${number} 有公式而没有算出的值；请用 Excel 或者 WPS 打开，保存一次再试`);
      }
      rows.push({ number, cells });
    }
    return rows;
  }

  /* Which cell styles show a day or a time. */
  function dateStyles(styles) {
    const custom = new Map(all(styles, "numFmt").map((format) => [format.getAttribute("numFmtId"), format.getAttribute("formatCode") || ""]));
    const isDate = (id) => {
      const code = custom.get(id);
      if (code !== undefined) return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]/gi, "")) && !/general/i.test(code);
      const number = Number(id);
      return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) || (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
    };
    const formats = kids(styles.documentElement, "cellXfs")[0];
    return formats ? kids(formats, "xf").map((format) => isDate(format.getAttribute("numFmtId"))) : [];
  }

  function cellText(cell, strings, dated, from1904) {
    const kind = cell.getAttribute("t") || "n", holder = kids(cell, "v")[0];
    if (kind === "inlineStr") { const inline = kids(cell, "is")[0]; return inline ? richText(inline) : ""; }
    const value = holder ? holder.textContent : "";
    if (kind === "s") return strings[Number(value)] || "";
    if (kind === "str") return unescaped(value);
    if (kind === "b") return value === "1" || value === "true" ? "是" : "否";
    if (kind === "e") return value;
    if (kind === "d") return value.replace("T", " ").replace(/ 00:00:00(\.0+)?$/, "").replace(/(\d:\d\d):00(\.0+)?$/, "$1");
    if (value === "") return "";
    return dated[Number(cell.getAttribute("s") || 0)] ? serialDay(Number(value), from1904) : plainNumber(value);
  }

  const two = (number) => String(number).padStart(2, "0");
  /* A day as a spreadsheet counts it: 1 is 1900-01-01, and 1900 has a 29th of February that never was. */
  function serialDay(serial, from1904) {
    if (!Number.isFinite(serial) || serial < 0) return plainNumber(String(serial));
    const seconds = Math.round(serial * 86400) % 86400, days = Math.floor(Math.round(serial * 86400) / 86400);
    const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${seconds % 60 ? `:${two(seconds % 60)}` : ""}`;
    if (days === 0 && !from1904) return clock;
    const on = new Date(from1904 ? Date.UTC(1904, 0, 1 + days) : Date.UTC(1899, 11, (days < 60 ? 31 : 30) + days));
    const iso = on.toISOString().slice(0, 10);
    return seconds ? `${iso} ${clock}` : iso;
  }

  /* A number without exponent: 3.0 is 3, 1E+15 is 1000000000000000. */
  function plainNumber(value) {
    const number = Number(value);
    if (!Number.isFinite(number)) return "";
    const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(number));
    if (!match) return String(number);
    const digits = match[2] + (match[3] || ""), point = match[2].length + Number(match[4]);
    const written = point <= 0 ? `0.${"0".repeat(-point)}${digits}` : point >= digits.length ? digits + "0".repeat(point - digits.length) : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return match[1] + written;
  }

  own.roster = { read, csv, letters, plainNumber, serialDay };
})(globalThis.jianguanForm);
