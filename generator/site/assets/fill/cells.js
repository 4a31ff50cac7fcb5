"use strict";
/* The cells of a workbook as texts, as people see them there. Nothing is computed. */

/**
 * What a workbook's cells are read by: its shared texts, which cell styles show a day, where its days begin.
 * @typedef {{ strings: string[], dated: boolean[], from1904: boolean }} Conventions
 */

var jianguanCells = (() => {
  const [YES, NO] = [jianguanRules.true[0], jianguanRules.false[0]];

  /** @param {Document} node @param {string} tag */
  const all = (node, tag) => [...node.getElementsByTagNameNS("*", tag)];

  /** @param {Element} node @param {string} tag */
  const kids = (node, tag) => [...node.children].filter((child) => child.localName === tag);

  /** @param {string} text */
  const unescaped = (text) =>
    text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

  /** @param {Element} node */
  function richText(node) {
    const pieces = [...kids(node, "t"), ...kids(node, "r").flatMap((run) => kids(run, "t"))];
    return pieces.map((piece) => unescaped(piece.textContent || "")).join("");
  }

  /**
   * Which cell styles show a day or a time.
   * @param {Document} styles
   */
  function dateStyles(styles) {
    const custom = new Map(
      all(styles, "numFmt").map((each) => [each.getAttribute("numFmtId"), each.getAttribute("formatCode") || ""]),
    );
    const isDate = (/** @type {string | null} */ id) => {
      const code = custom.get(id);
      return code === undefined ? isDateFormat(Number(id)) : isDateCode(code);
    };
    const formats = kids(styles.documentElement, "cellXfs")[0];
    return formats ? kids(formats, "xf").map((format) => isDate(format.getAttribute("numFmtId"))) : [];
  }

  /** The numbers of the formats every spreadsheet knows that show a day or a time. */
  const DATE_FORMATS = [
    [14, 22],
    [27, 36],
    [45, 47],
    [50, 58],
  ];

  /** @param {number} number */
  const isDateFormat = (number) => DATE_FORMATS.some(([first, last]) => number >= first && number <= last);

  /** @param {string} code */
  function isDateCode(code) {
    const bare = code.replace(/"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]/gi, ""); // without what is printed as it is
    return /[ymdhs]/i.test(bare) && !/general/i.test(code);
  }

  /**
   * @param {Element} cell
   * @param {Conventions} reading
   */
  function cellText(cell, { strings, dated, from1904 }) {
    const value = (kids(cell, "v")[0] || {}).textContent || "";
    switch (cell.getAttribute("t") || "n") {
      case "inlineStr":
        return kids(cell, "is").slice(0, 1).map(richText).join("");
      case "s":
        return strings[Number(value)] || "";
      case "str":
        return unescaped(value);
      case "b":
        return value === "1" || value === "true" ? YES : NO;
      case "e":
        return value;
      case "d":
        return value
          .replace("T", " ")
          .replace(/ 00:00:00(\.0+)?$/, "")
          .replace(/(\d:\d\d):00(\.0+)?$/, "$1");
      default:
        if (value === "") return "";
        return dated[Number(cell.getAttribute("s") || 0)] ? serialDay(Number(value), from1904) : plainNumber(value);
    }
  }

  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");

  /**
   * A day as a spreadsheet counts it: 1 is 1900-01-01, and 1900 has a 29th of February that never was.
   * @param {number} serial
   * @param {boolean} from1904
   */
  function serialDay(serial, from1904) {
    if (!Number.isFinite(serial) || serial < 0) return plainNumber(String(serial));
    const all = Math.round(serial * 86400);
    const [days, seconds] = [Math.floor(all / 86400), all % 86400];
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, ...(seconds % 60 ? [seconds % 60] : [])];
    const time = clock.map(two).join(":");
    if (days === 0 && !from1904) return time;
    const on = from1904 ? Date.UTC(1904, 0, 1 + days) : Date.UTC(1899, 11, (days < 60 ? 31 : 30) + days);
    const iso = new Date(on).toISOString().slice(0, 10);
    return seconds ? `${iso} ${time}` : iso;
  }

  /**
   * A number without exponent: 3.0 is 3, 1E+15 is 1000000000000000.
   * @param {string} value
   */
  function plainNumber(value) {
    const number = Number(value);
    if (!Number.isFinite(number)) return "";
    const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(number));
    if (!match) return String(number);
    const [, sign, whole, part = "", exponent] = match;
    const digits = whole + part;
    const point = whole.length + Number(exponent);
    if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
    if (point >= digits.length) return sign + digits.padEnd(point, "0");
    return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  return { all, kids, richText, dateStyles, cellText };
})();
