"use strict";
/* A document that punishes: what a check rests on, filled in where the law of the day of the act is known to be
   today's.

   For an earlier day the page gives nothing: the texts of both days must be compared, as `jianguan document` does. */
var jianguanActs = (() => {
  const { h, on, button, newId } = jianguanElements;
  const { shown } = jianguanValues;
  const TARGETS = ["act.duty-then", "act.penalty-then", "act.duty-now", "act.penalty-now", "act.changed"];

  /**
   * A labelled choice of what has a place in a list.
   * @param {string} label
   */
  function pick(label) {
    const select = h("select", { id: newId(), class: "jg-input" });
    const caption = h("label", { for: select.id, class: "jg-label" }, label);
    return { select, element: h("div", { class: "jg-field jg-field--wide" }, caption, select) };
  }

  /** @param {string[]} words */
  const options = (words) => words.map((word, at) => h("option", { value: String(at) }, word));

  /**
   * Why the page fills in nothing, and what to run instead; empty where the law of the day is today's.
   * @param {string} title of the document
   * @param {ActItem} item
   * @param {ActItem["checks"][number]} check
   * @param {string} day
   * @returns {(string | Node)[]}
   */
  function reservations(title, item, check, day) {
    if (check.since && day >= check.since) return [];
    const why = check.since
      ? `现行条文自${check.since_said}起适用，违法行为发生在此之前：当日的规定要与现行规定逐字比较，网页不能代做，没有填入。`
      : "这条要点所引条文的施行日不能确定，没有填入。";
    const command = `jianguan document ${title} ${item.number} --act-day ${day} --check ${check.id} -o 文书.docx`;
    const run = "请维护人员运行下面的命令，两个日期的规定都会印出：";
    return [why, run, h("code", { class: "jg-command" }, command)];
  }

  /**
   * The panel, for the controls of a form; null where the type has no field of the law of an act.
   * @param {Blank} blank
   * @param {Control[]} controls
   */
  async function panel(blank, controls) {
    const from = (/** @type {string} */ origin) => controls.find((control) => control.spec.from === origin);
    const targets = TARGETS.map(from);
    const act = from("act.day");
    if (!act || !targets.some(Boolean)) return null;
    const { as_of: asOf, items } = await jianguanBlankForms.acts();
    const said = h("p", { class: "jg-status", role: "status" });
    const [ofItem, ofCheck] = [pick("监管事项"), pick("检查要点")];
    const chosen = () => items[Number(ofItem.select.value)];
    const list = () =>
      ofCheck.select.replaceChildren(...options(chosen().checks.map((check, at) => `${at + 1}. ${check.ask}`)));
    ofItem.select.append(...options(items.map((item) => `${item.number} ${item.title}`)));
    on(ofItem.select, { onchange: list });
    list();

    /** @param {string} wrong @param {string} message */
    function refuse(wrong, message) {
      /** @type {Control} */ (act).error(wrong);
      /** @type {Control} */ (act).focus();
      said.textContent = message;
    }

    function put() {
      const check = chosen().checks[Number(ofCheck.select.value)];
      const given = /** @type {Control} */ (act).value();
      const wrong = given ? /** @type {Control} */ (act).validate() : "先填写违法行为发生日";
      if (wrong) return refuse(wrong, wrong);
      const { day, text } = shown(/** @type {Control} */ (act).spec, /** @type {string} */ (given));
      if (day > asOf) return refuse(`晚于本网页的适用日期 ${asOf}`, "违法行为发生日晚于本网页的适用日期");
      const instead = reservations(blank.title, chosen(), check, day);
      if (instead.length) return said.replaceChildren(...instead);
      const texts = [check.duty, check.penalty, check.duty, check.penalty, `所引条文自${text}以来没有变动`];
      targets.forEach((target, at) => {
        target?.set(texts[at]);
        target?.error("");
      });
      const same = "违法行为发生日和现在是同一版本。条款和判断仍须核对。";
      said.textContent = `已填入：这条要点所引条文的现行版本自${check.since_said}起施行，${same}`;
    }
    const hint =
      "填好上面的违法行为发生日，再选事项和要点。行为发生在现行条文施行之前的，网页不填，须用命令行列出两个日期的规定；也可以自己填写。";
    return h(
      "fieldset",
      { class: "jg-act" },
      h("legend", { class: "jg-label" }, "违反的要点（填入义务依据和罚则）"),
      h("p", { class: "jg-hint" }, hint),
      ofItem.element,
      ofCheck.element,
      button("填入这条要点的依据和罚则", put),
      said,
    );
  }

  return { panel };
})();
