"use strict";
/* What is filled in, checked against the kind of its field and written as official documents write it: the mirror of
   generator/word/values, with the same limits, words and patterns (rules.js). Refusals are Errors in Chinese. */

/**
 * A value as printed: `checked` is set for a tick, `day` (2026-05-01) for a date.
 * @typedef {{ text: string, checked: boolean, day: string }} Shown
 */

var jianguanValues = (() => {
  const rules = jianguanRules;
  const whole = (/** @type {string} */ pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const UNPRINTABLE = new RegExp(rules.patterns.unprintable, "u");
  const DATE = whole(rules.patterns.day);
  const MOMENT = whole(rules.patterns.moment);
  const NUMBER = whole(rules.patterns.number);
  const ENDS = new RegExp(`^[${rules.blanks}]+|[${rules.blanks}]+$`, "g");
  const BLANKS = new RegExp(`[${rules.blanks}]+`, "g");
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const UNITS = ["", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"];

  const NOTHING = { text: "", checked: false, day: "" };

  /**
   * @param {string} message
   * @returns {never}
   */
  function refuse(message) {
    throw new Error(message);
  }

  /**
   * A text without the blanks at its ends.
   * @param {string} text
   */
  const strip = (text) => text.replace(ENDS, "");

  /**
   * A name as it is compared: width, blanks and case do not count.
   * @param {string} name
   */
  const folded = (name) => name.normalize("NFKC").replace(BLANKS, "").toLowerCase();

  /** @param {string} text */
  const length = (text) => Array.from(text).length;

  /**
   * @param {string} label
   * @param {string} text
   */
  function refuseUnprintable(label, text) {
    const bad = UNPRINTABLE.exec(text);
    if (bad) {
      const code = (bad[0].codePointAt(0) || 0).toString(16).toUpperCase().padStart(4, "0");
      refuse(`“${label}”第 ${length(text.slice(0, bad.index)) + 1} 个字符是 Word 文件不能保存的字符 U+${code}，请删去`);
    }
    if (text.length > rules.longest && length(text) > rules.longest)
      refuse(`“${label}”有 ${length(text)} 个字，最多 ${rules.longest} 个`);
  }

  /**
   * The day a match of `rules.patterns.day` names; null where there is no such day.
   * @param {RegExpExecArray} match
   */
  function dayOf(match) {
    const [year, month, date] = match.slice(1, 6).filter(Boolean).map(Number);
    // 2000 + year % 400 has the same months as the year itself, which JavaScript may take for one of the 20th century
    const last = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
    if (year < 1 || date < 1 || date > last) return null;
    const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
    return {
      text: `${year}年${month}月${date}日`,
      day: `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`,
    };
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  function date(label, text) {
    const match = DATE.exec(text) || refuse(`“${label}”应写作 2026-05-01 或者 2026年5月1日，现为“${text}”`);
    return dayOf(match) || refuse(`“${label}”没有这一天：${text}`);
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  function moment(label, text) {
    const match =
      MOMENT.exec(text) || refuse(`“${label}”应写作 2026-05-01 09:30 或者 2026年5月1日9时30分，现为“${text}”`);
    const made = dayOf(match);
    const [hour, minute] = match.slice(6).filter(Boolean).map(Number);
    if (!made || hour > 23 || minute > 59) return refuse(`“${label}”没有这个时间：${text}`);
    return `${made.text}${hour}时${String(minute).padStart(2, "0")}分`;
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  function decimal(label, text) {
    const plain = text.normalize("NFKC").replace(/,/g, "");
    const match = NUMBER.exec(plain) || refuse(`“${label}”应是数字，现为“${text}”`);
    return {
      minus: match[1] === "-",
      whole: (match[2] || "0").replace(/^0+(?=\d)/, ""),
      part: match[3] || match[4] || "",
    };
  }

  /**
   * @param {FieldSpec} spec
   * @param {string} text
   */
  function number(spec, text) {
    const { minus, whole, part } = decimal(spec.label, text);
    return `${minus ? "-" : ""}${whole}${part ? `.${part}` : ""}${spec.unit || ""}`;
  }

  /**
   * Digits in capital numerals: 10500 → 壹万零伍佰.
   * @param {string} digits
   */
  function capital(digits) {
    let out = "";
    for (let at = 0; at < digits.length; at++) {
      const digit = Number(digits[at]);
      const place = digits.length - at - 1;
      if (digit) out += DIGITS[digit] + UNITS[place];
      else {
        if (place % 4 === 0) out += `零${UNITS[place]}`;
        if (at > 0 && !out.endsWith("零")) out += "零";
      }
    }
    const doubled = out.replace(/零零/g, "零").replace(/零万/g, "万").replace(/零亿/g, "亿").replace(/亿万/g, "亿");
    return doubled.replace(/^零+|零+$/g, "").replace(/([万亿])零([壹贰叁肆伍陆柒捌玖]仟)/g, "$1$2") || "零";
  }

  /**
   * An amount in words: 50000, "" → 伍万元整.
   * @param {string} whole
   * @param {string} cents two digits, or none
   */
  function inWords(whole, cents) {
    const yuan = capital(whole);
    if (!cents) return `${yuan}元整`;
    const [tenths, hundredths] = cents;
    let words = yuan === "零" ? "" : `${yuan}元`;
    words += tenths !== "0" ? `${DIGITS[Number(tenths)]}角` : words ? "零" : "";
    return words + (hundredths !== "0" ? `${DIGITS[Number(hundredths)]}分` : "");
  }

  /**
   * 人民币50000元（大写：伍万元整）
   * @param {string} label
   * @param {string} text
   */
  function amount(label, text) {
    const { minus, whole, part } = decimal(label, text.endsWith("元") ? text.slice(0, -1) : text);
    const exact = part.replace(/0+$/, "");
    const isNegative = minus && (whole !== "0" || exact !== "");
    if (isNegative || whole.length > rules.amount_digits || exact.length > 2)
      refuse(`“${label}”应是不超过两位小数的金额（元），现为“${text}”`);
    const cents = exact && exact.padEnd(2, "0");
    const plain = (minus ? "-" : "") + whole + (cents && `.${cents}`);
    return `人民币${plain}元（大写：${minus ? "负" : ""}${inWords(whole, cents)}）`;
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  function truth(label, text) {
    const word = text.toLowerCase();
    if (rules.true.includes(word)) return true;
    if (rules.false.includes(word)) return false;
    return refuse(`“${label}”是勾选，应写 是 或者 否，现为“${text}”`);
  }

  /**
   * A field's value as printed; an empty one prints nothing. Throws where it is not of the field's kind.
   * @param {FieldSpec} spec
   * @param {string | boolean} value
   * @returns {Shown}
   */
  function shown(spec, value) {
    const text = typeof value === "string" ? value : String(value);
    const bare = strip(text);
    const { label, choices = [] } = spec;
    refuseUnprintable(label, text);
    if (!bare) return NOTHING;
    switch (spec.kind) {
      case "date":
        return { ...NOTHING, ...date(label, bare) };
      case "moment":
        return { ...NOTHING, text: moment(label, bare) };
      case "number":
        return { ...NOTHING, text: number(spec, bare) };
      case "amount":
        return { ...NOTHING, text: amount(label, bare) };
      case "choice":
        if (!choices.includes(bare)) refuse(`“${label}”只能是：${choices.join("、")}；现为“${text}”。`);
        return { ...NOTHING, text: bare };
      case "check":
        return { ...NOTHING, checked: truth(label, bare) };
      case "list":
        return refuse(`“${label}”是列表，应逐行填写`);
      default:
        return { ...NOTHING, text };
    }
  }

  return { shown, folded, strip, refuse, NOTHING };
})();
