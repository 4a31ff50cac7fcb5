/* Filling a compiled blank (generator/word/pieces.py, as_json) in the browser: the same checks, the same
   word/document.xml as generator/word/fill.py. Nothing leaves the page. Works from file:// (a classic script) and in
   Node (module.exports). Where the browser cannot deflate, fflate.js beside this file does it.

   jianguanFill.parts(blank, values) → [[name, Uint8Array], …]; throws Error (Chinese) for a value that is not of its
   field's kind. jianguanFill.docx(blank, values) → Promise of a Uint8Array, the .docx. shown(field, value) → what one
   value prints. inflate(bytes, most) and zip([[name, bytes], …], stored) are the archive's two directions. */
"use strict";
(function (own) {
  const VERSION = 1, MOST_ROWS = 2000, LONGEST = 100000, LARGEST_AMOUNT_DIGITS = 12;
  const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;
  const BLANKS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const ENDS = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g"), INNER = new RegExp(`[${BLANKS}]+`, "g");
  const DAY = "(\\d{4})(?:-(\\d{1,2})-(\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日)";
  const DATE = new RegExp(`^${DAY}$`);
  const MOMENT = new RegExp(`^${DAY}[T ]?(?:(\\d{1,2}):(\\d{2})(?::\\d{2})?|(\\d{1,2})时(\\d{1,2})分)$`);
  const NUMBER = /^([+-]?)(?:(\d{1,30})(?:\.(\d{1,30}))?|\.(\d{1,30}))$/;
  const TRUE = ["true", "是", "1", "☑", "√", "yes"], FALSE = ["false", "否", "0", "☐", "no"];
  const WORDS = { yes: "符合", no: "不符合", none: "不适用" };
  const NOTHING = { text: "", checked: false, day: "" };
  const encoder = new TextEncoder();

  const strip = (text) => text.replace(ENDS, "");
  const folded = (name) => name.normalize("NFKC").replace(INNER, "").toLowerCase();
  const length = (text) => Array.from(text).length;
  function refuse(message) { throw new Error(message); }

  function refuseUnprintable(label, text) {
    const bad = NOT_XML.exec(text);
    if (bad) {
      const code = bad[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      refuse(`“${label}”第 ${length(text.slice(0, bad.index)) + 1} 个字符是 Word 文件不能保存的字符 U+${code}，请删去`);
    }
    if (text.length > LONGEST && length(text) > LONGEST) refuse(`“${label}”有 ${length(text)} 个字，最多 ${LONGEST} 个`);
  }

  function day(label, text, match) {
    const [year, month, date] = match.slice(1, 6).filter(Boolean).map(Number);
    const last = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
    if (year < 1 || date < 1 || date > last) return null;
    const iso = [String(year).padStart(4, "0"), ...[month, date].map((part) => String(part).padStart(2, "0"))].join("-");
    return { text: `${year}年${month}月${date}日`, day: iso };
  }

  function dated(label, text) {
    const match = DATE.exec(text) || refuse(`“${label}”应写作 2026-05-01 或者 2026年5月1日，现为“${text}”`);
    return day(label, text, match) || refuse(`“${label}”没有这一天：${text}`);
  }

  function moment(label, text) {
    const match = MOMENT.exec(text) || refuse(`“${label}”应写作 2026-05-01 09:30 或者 2026年5月1日9时30分，现为“${text}”`);
    const made = day(label, text, match);
    const [hour, minute] = match.slice(6).filter(Boolean).map(Number);
    if (!made || hour > 23 || minute > 59) refuse(`“${label}”没有这个时间：${text}`);
    return `${made.text}${hour}时${String(minute).padStart(2, "0")}分`;
  }

  function decimal(label, text) {
    const match = NUMBER.exec(text.normalize("NFKC").replace(/,/g, "")) || refuse(`“${label}”应是数字，现为“${text}”`);
    const whole = (match[2] || "0").replace(/^0+(?=\d)/, ""), part = match[3] || match[4] || "";
    return { minus: match[1] === "-", whole, part };
  }

  function number(spec, text) {
    const { minus, whole, part } = decimal(spec.label, text);
    return `${minus ? "-" : ""}${whole}${part ? "." + part : ""}${spec.unit || ""}`;
  }

  const DIGITS = "零壹贰叁肆伍陆柒捌玖", UNITS = ["", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"];
  function capital(whole) {
    let out = "";
    for (let at = 0; at < whole.length; at++) {
      const digit = +whole[at], place = whole.length - at - 1;
      if (digit) out += DIGITS[digit] + UNITS[place];
      else {
        if (place % 4 === 0) out += "零" + UNITS[place];
        if (at > 0 && !out.endsWith("零")) out += "零";
      }
    }
    out = out.replace(/零零/g, "零").replace(/零万/g, "万").replace(/零亿/g, "亿").replace(/亿万/g, "亿").replace(/^零+|零+$/g, "");
    return out.replace(/([万亿])零([壹贰叁肆伍陆柒捌玖]仟)/g, "$1$2") || "零";
  }

  function amount(label, text) {
    const { minus, whole, part } = decimal(label, text.endsWith("元") ? text.slice(0, -1) : text);
    const cents = part.replace(/0+$/, "");
    if ((minus && (whole !== "0" || cents)) || whole.length > LARGEST_AMOUNT_DIGITS || cents.length > 2)
      refuse(`“${label}”应是不超过两位小数的金额（元），现为“${text}”`);
    const [tenths, hundredths] = cents.padEnd(2, "0"), sign = minus ? "-" : "";
    const plain = sign + whole + (cents ? "." + cents.padEnd(2, "0") : "");
    const yuan = capital(whole);
    let words = (minus ? "负" : "") + yuan + "元整";
    if (cents) {
      words = yuan === "零" ? "" : yuan + "元";
      words += tenths !== "0" ? DIGITS[tenths] + "角" : words ? "零" : "";
      words += hundredths !== "0" ? DIGITS[hundredths] + "分" : "";
    }
    return `人民币${plain}元（大写：${words}）`;
  }

  function shown(spec, value) {
    const text = typeof value === "string" ? value : value ? "true" : "false", bare = strip(text);
    refuseUnprintable(spec.label, text);
    if (!bare) return NOTHING;
    switch (spec.kind || "text") {
      case "date": return { ...NOTHING, ...dated(spec.label, bare) };
      case "moment": return { ...NOTHING, text: moment(spec.label, bare) };
      case "number": return { ...NOTHING, text: number(spec, bare) };
      case "amount": return { ...NOTHING, text: amount(spec.label, bare) };
      case "choice":
        if (!spec.choices.includes(bare)) refuse(`“${spec.label}”只能是：${spec.choices.join("、")}；现为“${text}”。`);
        return { ...NOTHING, text: bare };
      case "check":
        if (TRUE.includes(bare.toLowerCase())) return { ...NOTHING, checked: true };
        if (FALSE.includes(bare.toLowerCase())) return NOTHING;
        return refuse(`“${spec.label}”是勾选，应写 是 或者 否，现为“${bare}”`);
      case "list": return refuse(`“${spec.label}”是列表，应逐行填写`);
      default: return { ...NOTHING, text };
    }
  }

  const isScalar = (value) => typeof value === "string" || typeof value === "boolean";

  function rows(spec, value) {
    if (!Array.isArray(value)) refuse(`“${spec.label}”是列表，应逐行填写`);
    if (value.length > MOST_ROWS) refuse(`“${spec.label}”有 ${value.length} 行，最多 ${MOST_ROWS} 行`);
    const columns = new Map(spec.columns.flatMap((column) => [[column.tag, column], [column.label, column]]));
    return value.map((row, at) => {
      if (row === null || typeof row !== "object" || Array.isArray(row))
        refuse(`“${spec.label}”第 ${at + 1} 行应是“栏目: 值”的对照`);
      const made = new Map();
      for (const [name, entry] of Object.entries(row)) {
        const column = columns.get(name) || refuse(`“${spec.label}”第 ${at + 1} 行没有栏目“${name}”。`);
        if (!isScalar(entry)) refuse(`“${spec.label}”第 ${at + 1} 行：“${column.label}”应填一个值`);
        try { made.set(column.tag, shown(column, entry)); }
        catch (error) { refuse(`“${spec.label}”第 ${at + 1} 行：${error.message}`); }
      }
      return made;
    });
  }

  function byTag(blank, values) {
    const names = new Map();
    for (const spec of blank.fields)
      for (const name of [spec.label, spec.tag]) if (!names.has(folded(name))) names.set(folded(name), spec.tag);
    const found = new Map(), ticked = new Map();
    for (const [name, value] of Object.entries(values)) {
      const tag = names.get(folded(name)), box = /^(check-\d+)-(yes|no|none)$/.exec(strip(name));
      if (tag !== undefined) found.set(tag, value);
      else if (box && names.has(box[1])) {
        if (!isScalar(value)) refuse(`“${name}”不是列表，应填一个值`);
        if (shown({ label: name, kind: "check" }, value).checked)
          ticked.set(box[1], [...(ticked.get(box[1]) || []), WORDS[box[2]]]);
      } else refuse(`${blank.title}没有栏目“${name}”。`);
    }
    for (const [tag, words] of ticked) {
      if (words.length > 1 || (found.has(tag) && found.get(tag) !== words[0]))
        refuse(`“第${tag.slice(6)}项”只能有一个检查结果，现为：${words.join("、")}`);
      found.set(tag, words[0]);
    }
    return found;
  }

  function check(blank, values) {
    if (blank.version !== VERSION)
      refuse(`空白文书的格式是第 ${blank.version} 版，本程序用第 ${VERSION} 版；请用同一版本的程序重新生成`);
    const supplied = byTag(blank, values), entered = new Map();
    for (const spec of blank.fields) {
      const value = supplied.get(spec.tag);
      if (value === undefined || value === null) {
        if (spec.default !== undefined) entered.set(spec.tag, shown(spec, spec.default));
      } else if (spec.kind === "list") entered.set(spec.tag, rows(spec, value));
      else if (isScalar(value)) entered.set(spec.tag, shown(spec, value));
      else refuse(`“${spec.label}”不是列表，应填一个值`);
    }
    return entered;
  }

  function written(text, marks) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").split(/(\r\n|[\r\n\t])/).map((part, at) =>
      at % 2 === 0 ? part && marks.open + part + marks.close : part === "\t" ? marks.tab : marks.line_break).join("");
  }

  function join(pieces, entered, state, number) {
    return pieces.map((piece) => {
      if (typeof piece === "string") return piece;
      if (piece.slot === "rows") {
        const given = entered.get(piece.field);
        return (given && given.length ? given : Array(piece.blank).fill(new Map())).map((row, at) => {
          const made = join(piece.pieces, row, state, at + 1);
          state.rowId += piece.ids;
          return made;
        }).join("");
      }
      if (piece.slot === "row-number") return String(number);
      if (piece.slot === "id") return String(state.rowId + piece.plus);
      const value = entered.get(piece.field) || NOTHING;
      switch (piece.slot) {
        case "text": return written(value.text || piece.blank, state.marks);
        case "box": return (value.checked ? "☑" : value.text) === piece.value ? piece.on : piece.off;
        case "day": return value.day ? piece.open + value.day + piece.close : "";
        case "lines": {
          const lines = (value.text || piece.blank).split("\n").map((line) => line || piece.blank);
          while (lines.length < piece.count) lines.push(piece.blank);
          return lines.map((line) => piece.open + written(line, state.marks) + piece.close).join("");
        }
        default: return refuse(`不认识的空白处“${piece.slot}”`);
      }
    }).join("");
  }

  const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const constants = new WeakMap(); // a constant part → its bytes, encoded once
  function constant(part) {
    if (!constants.has(part))
      constants.set(part, part.base64 !== undefined ? fromBase64(part.base64) : encoder.encode(part.text));
    return constants.get(part);
  }

  function parts(blank, values) {
    const entered = check(blank, values), state = { rowId: blank.first_row_id, marks: blank.marks };
    return blank.parts.map((part) =>
      [part.name, part.pieces ? encoder.encode(join(part.pieces, entered, state, 0)) : constant(part)]);
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
    return ~crc >>> 0;
  }

  let loading;
  function fflate() {
    if (typeof globalThis.fflate !== "undefined") return Promise.resolve(globalThis.fflate);
    if (typeof document === "undefined") return Promise.resolve(require("./fflate.js"));
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("fflate.js", own).href;
      script.onload = () => resolve(globalThis.fflate);
      script.onerror = () => reject(new Error("没有取得压缩程序 fflate.js，不能生成文书"));
      document.head.append(script);
    });
    return loading;
  }

  async function deflate(bytes) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (missing) {
      return (await fflate()).deflateSync(bytes, { level: 6 });
    }
  }

  async function inflate(bytes, most) {
    // the plain bytes of a raw deflate stream; refuses one of more than `most` bytes
    const over = () => refuse(`解开后超过 ${Math.round(most / 1e6)} MB，不读取`);
    if (typeof DecompressionStream === "undefined") return inflateByLibrary(bytes, most, over);
    let stream;
    try { stream = new DecompressionStream("deflate-raw"); }
    catch (missing) { return inflateByLibrary(bytes, most, over); } // Chromium before 103
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader(), out = [];
    for (let length = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return joined(out);
      length += value.length;
      if (length > most) { reader.cancel().catch(() => {}); over(); }
      out.push(value);
    }
  }
  async function inflateByLibrary(bytes, most, over) {
    const { Inflate } = await fflate(), out = [];
    let length = 0;
    const inflating = new Inflate((chunk) => {
      length += chunk.length;
      if (length > most) over();
      out.push(chunk);
    });
    for (let at = 0; at < bytes.length || at === 0; at += 65536)
      inflating.push(bytes.subarray(at, at + 65536), at + 65536 >= bytes.length);
    return joined(out);
  }

  const packings = new WeakMap(); // constant parts are compressed once however many documents they go into
  async function packing(plain, stored) {
    if (!packings.has(plain))
      packings.set(plain, { crc: crc32(plain), packed: stored ? plain : await deflate(plain) });
    return packings.get(plain);
  }

  async function zip(named, stored = false) {
    const out = [], directory = [];
    let at = 0, size = 0;
    for (const [name, plain] of named) {
      const encoded = encoder.encode(name), { crc, packed } = await packing(plain, stored);
      const about = [[2, 20], [2, 0x800], [2, stored ? 0 : 8], [2, 0], [2, 0x21], [4, crc], [4, packed.length], [4, plain.length], [2, encoded.length], [2, 0]];
      const local = bytes([[4, 0x04034b50], ...about]);
      directory.push(bytes([[4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), encoded);
      out.push(local, encoded, packed);
      at += local.length + encoded.length + packed.length;
    }
    for (const piece of directory) size += piece.length;
    const count = named.length;
    const end = bytes([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]]);
    return joined([...out, ...directory, end]);
  }
  function bytes(numbers) {
    return Uint8Array.from(numbers.flatMap(([width, value]) => Array.from({ length: width }, (_, at) => (value / 256 ** at) & 255)));
  }
  function joined(pieces) {
    const made = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) { made.set(piece, at); at += piece.length; }
    return made;
  }

  const api = {
    check, shown, folded, parts, deflate, inflate, fromBase64, zip,
    docx: async (blank, values) => zip(parts(blank, values)),
  };
  if (typeof module === "object" && module.exports) module.exports = api;
  else globalThis.jianguanFill = api;
})(typeof document !== "undefined" && document.currentScript ? document.currentScript.src : "");
