"use strict";
/* What people type into a field, as its checks take it. */
var jianguanTyping = (() => {
  const { shown } = jianguanValues;

  /**
   * What people type for a day, as jianguanValues takes it; anything else as it is, for its message.
   * @param {string} text
   */
  function day(text) {
    const plain = text.normalize("NFKC").replace(/\s+/g, "");
    const match = /^(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(plain);
    if (!match) return text;
    const [, year, month = match[4], date = match[5]] = match;
    return `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  }

  /**
   * The same for a moment.
   * @param {string} text
   */
  function moment(text) {
    const match = /^(.+?)[\sT]*(\d{1,2})[:时点](\d{1,2})分?$/.exec(text.normalize("NFKC").trim());
    const on = match ? day(match[1]) : "";
    return match && /^\d{4}-\d{2}-\d{2}$/.test(on) ? `${on} ${match[2]}:${match[3].padStart(2, "0")}` : text;
  }

  /**
   * The same for a field of any kind.
   * @param {FieldSpec} spec
   * @param {string} text
   */
  function typed(spec, text) {
    if (spec.kind === "date") return day(text);
    return spec.kind === "moment" ? moment(text) : text;
  }

  /**
   * Why a value is not of its field's kind; empty where it is.
   * @param {FieldSpec} spec
   * @param {string | undefined} value
   */
  function faultOf(spec, value) {
    if (value === undefined) return "";
    try {
      shown(spec, value);
      return "";
    } catch (wrong) {
      return /** @type {Error} */ (wrong).message;
    }
  }

  return { typed, faultOf };
})();
