"use strict";
/* What this machine remembers, only if asked: units and the people who inspect. In the browser's storage, nowhere
   else. */

/** @typedef {Record<string, string>} Remembered at least a name */

var jianguanMemory = (() => {
  const KEY = "jianguan-remembered";
  const MOST = 100;
  const LONGEST = 500;
  const UNITS = jianguanRules.unit_tags.slice(0, -1); // the last names a person

  /**
   * @param {string[]} tags
   * @param {string[]} [labels]
   * @returns {(spec: FieldSpec) => boolean}
   */
  const is = (tags, labels) => (spec) => tags.includes(spec.tag) && (!labels || labels.includes(spec.label));

  /** What is remembered of a unit, and the field it is taken from. */
  const UNIT = {
    name: is(UNITS),
    code: is(["unit-code", "party-id"]),
    address: is(["address"]),
    person: (/** @type {FieldSpec} */ spec) => spec.tag === "representative" || spec.label === "负责人",
    contact: is(["contact"]),
    phone: is(["phone"], ["联系电话", "电话"]),
    industry: is(["industry"]),
  };
  const PEOPLE = /^inspector-(\d+)$/;

  /**
   * What is remembered. Storage is shared by every page opened from a folder: what stands there may be damaged, or
   * somebody else's.
   * @returns {{ units: Remembered[], people: Remembered[] }}
   */
  function read() {
    try {
      const held = JSON.parse(localStorage.getItem(KEY) || "null") || {};
      return { units: records(held.units, Object.keys(UNIT)), people: records(held.people, ["name", "certificate"]) };
    } catch (refused) {
      return { units: [], people: [] };
    }
  }

  /**
   * @param {unknown} value
   * @returns {value is string}
   */
  const isText = (value) => typeof value === "string" && value.length <= LONGEST;

  /**
   * The sound ones among what should be records with a name: known keys, texts of a length somebody types.
   * @param {unknown} found
   * @param {string[]} keys
   * @returns {Remembered[]}
   */
  function records(found, keys) {
    const sound = (Array.isArray(found) ? found : []).map((one) => {
      const known = keys.map((key) => [key, (one || {})[key]]);
      return Object.fromEntries(known.filter(([, value]) => isText(value)));
    });
    return sound.filter((one) => one.name).slice(0, MOST);
  }

  /**
   * Whether it could be written: a browser may refuse storage.
   * @param {{ units: Remembered[], people: Remembered[] }} held
   */
  function write(held) {
    try {
      localStorage.setItem(KEY, JSON.stringify(held));
      return true;
    } catch (refused) {
      return false;
    }
  }

  /**
   * The control of each thing that is remembered of a unit.
   * @param {Control[]} controls
   * @returns {Record<string, Control>}
   */
  function unitControls(controls) {
    const found = Object.entries(UNIT).map(([role, fits]) => [role, controls.find((control) => fits(control.spec))]);
    return Object.fromEntries(found.filter(([, control]) => control));
  }

  /**
   * Pairs of controls: a person's name and licence, beside each other or in a list's rows.
   * @param {Control[]} controls
   * @returns {[name: Control, licence: Control | undefined][]}
   */
  function peopleControls(controls) {
    /** @type {[Control, Control | undefined][]} */
    const pairs = [];
    const withTag = (/** @type {Control[]} */ among, /** @type {string} */ tag) =>
      among.find((control) => control.spec.tag === tag);
    for (const control of controls) {
      const match = PEOPLE.exec(control.spec.tag);
      if (match) pairs.push([control, withTag(controls, `certificate-${match[1]}`)]);
      for (const row of control.rows ? control.rows() : []) {
        const name = withTag(row, "inspector");
        if (name) pairs.push([name, withTag(row, "certificate")]);
      }
    }
    return pairs;
  }

  /**
   * What a control holds; nothing where it would not be read back.
   * @param {Control | undefined} control
   */
  function said(control) {
    const value = control && control.value();
    return isText(value) ? value.trim() : "";
  }

  /**
   * The known ones with this one first, in place of the one of its name.
   * @param {Remembered} one
   * @param {Remembered[]} known
   */
  const first = (one, known) => [one, ...known.filter((other) => other.name !== one.name)].slice(0, MOST);

  /**
   * Keep what the controls hold. What was kept, in words; null where the browser refuses.
   * @param {Control[]} controls
   */
  function remember(controls) {
    const held = read();
    const heard = Object.entries(unitControls(controls)).map(([role, control]) => [role, said(control)]);
    const unit = Object.fromEntries(heard.filter(([, words]) => words));
    if (unit.name) held.units = first({ ...held.units.find((other) => other.name === unit.name), ...unit }, held.units);
    const people = peopleControls(controls).filter(([name]) => said(name));
    for (const [control, licence] of people) {
      const name = said(control);
      const known = held.people.find((other) => other.name === name);
      held.people = first({ name, certificate: said(licence) || (known && known.certificate) || "" }, held.people);
    }
    if (!unit.name && !people.length) return "没有可以记住的单位或者检查人员";
    const kept = [unit.name && `单位“${unit.name}”`, people.length && `检查人员 ${people.length} 名`];
    return write(held) ? `已记在本机：${kept.filter(Boolean).join("，")}` : null;
  }

  /** Forget everything. What was forgotten, in words. */
  function forget() {
    const { units, people } = read();
    try {
      localStorage.removeItem(KEY);
    } catch (refused) {
      return "浏览器不允许使用本机存储，本来就没有记住什么";
    }
    if (!units.length && !people.length) return "本机没有记住什么";
    return `已清除本机记住的内容：单位 ${units.length} 个，人员 ${people.length} 名`;
  }

  return { read, remember, forget, unitControls, peopleControls };
})();
