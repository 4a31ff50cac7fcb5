/* What this machine remembers, only if asked: units and the people who inspect. In the browser's storage, nowhere else. */
"use strict";
((own) => {
  const KEY = "jianguan-remembered", MOST = 100, LONGEST = 500;
  const is = (tags, labels) => (spec) => tags.includes(spec.tag) && (!labels || labels.includes(spec.label));
  const UNIT = {
    name: is(["unit", "party", "recipient"]),
    code: is(["unit-code", "party-id"]),
    address: is(["address"]),
    person: (spec) => spec.tag === "representative" || spec.label === "负责人",
    contact: is(["contact"]),
    phone: is(["phone"], ["联系电话", "电话"]),
    industry: is(["industry"]),
  };
  const PEOPLE = /^inspector-(\d+)$/;

  /* Storage is shared by every page opened from a folder: what stands there may be damaged, or somebody else's. */
  function read() {
    try {
      const held = JSON.parse(localStorage.getItem(KEY)) || {};
      return { units: records(held.units, Object.keys(UNIT)), people: records(held.people, ["name", "certificate"]) };
    } catch (refused) { return { units: [], people: [] }; }
  }

  const isText = (value) => typeof value === "string" && value.length <= LONGEST;

  /* The sound ones among what should be records with a name: known keys, texts of a length somebody types. */
  function records(found, keys) {
    return (Array.isArray(found) ? found : [])
      .map((one) => Object.fromEntries(keys.filter((key) => isText((one || {})[key])).map((key) => [key, one[key]])))
      .filter((one) => one.name)
      .slice(0, MOST);
  }

  /* Whether it could be written: a browser may refuse storage. */
  function write(held) {
    try { localStorage.setItem(KEY, JSON.stringify(held)); return true; } catch (refused) { return false; }
  }

  function unitControls(controls) {
    return Object.fromEntries(Object.entries(UNIT).map(([role, fits]) => [role, controls.find((control) => fits(control.spec))]).filter(([, control]) => control));
  }

  /* Pairs of controls: a person's name and licence, beside each other or in a list's rows. */
  function peopleControls(controls) {
    const pairs = [];
    for (const control of controls) {
      const match = PEOPLE.exec(control.spec.tag);
      if (match) pairs.push([control, controls.find((other) => other.spec.tag === `certificate-${match[1]}`)]);
      if (control.rows) for (const row of control.rows()) {
        const name = row.find((inner) => inner.spec.tag === "inspector"), licence = row.find((inner) => inner.spec.tag === "certificate");
        if (name) pairs.push([name, licence]);
      }
    }
    return pairs;
  }

  /* What would not be read back is not kept. */
  const said = (control) => { const value = control && control.value(); return isText(value) ? value.trim() : ""; };

  /* Keeps what the controls hold. Returns what was kept in words; null where the browser refuses. */
  function remember(controls) {
    const held = read(), unit = {};
    for (const [role, control] of Object.entries(unitControls(controls))) if (said(control)) unit[role] = said(control);
    const before = unit.name && held.units.find((other) => other.name === unit.name);
    if (unit.name) held.units = [{ ...before, ...unit }, ...held.units.filter((other) => other.name !== unit.name)].slice(0, MOST);
    let people = 0;
    for (const [name, licence] of peopleControls(controls)) {
      if (!said(name)) continue;
      people += 1;
      const known = held.people.find((other) => other.name === said(name)) || {};
      held.people = [{ name: said(name), certificate: said(licence) || known.certificate || "" }, ...held.people.filter((other) => other.name !== said(name))].slice(0, MOST);
    }
    if (!unit.name && !people) return "没有可以记住的单位或者检查人员";
    return write(held) ? `已记在本机：${[unit.name && `单位“${unit.name}”`, people && `检查人员 ${people} 名`].filter(Boolean).join("，")}` : null;
  }

  function forget() {
    const held = read();
    try { localStorage.removeItem(KEY); } catch (refused) { return "浏览器不允许使用本机存储，本来就没有记住什么"; }
    return held.units.length || held.people.length ? `已清除本机记住的内容：单位 ${held.units.length} 个，人员 ${held.people.length} 名` : "本机没有记住什么";
  }

  own.memory = { read, remember, forget, unitControls, peopleControls };
})(globalThis.jianguanForm);
