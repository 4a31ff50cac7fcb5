/* A document that punishes: what a check rests on, filled in where the law of the day of the act is known to be today's.

   For an earlier day the page gives nothing: the texts of both days must be compared, which `jianguan document` does. */
"use strict";
((own) => {
  const { h, newId } = own.fields;

  /* The panel, for the controls of a form; null where the type has no field of the law of an act. */
  async function panel(blank, controls) {
    const from = (origin) => controls.find((control) => control.spec.from === origin);
    const targets = ["act.duty-then", "act.penalty-then", "act.duty-now", "act.penalty-now", "act.changed"].map(from);
    const act = from("act.day");
    if (!act || !targets.some(Boolean)) return null;
    const { as_of: asOf, items } = await own.blanks.acts();
    const said = h("p", { class: "jg-status", role: "status" });
    const itemId = newId(), checkId = newId();
    const checks = h("select", { id: checkId, class: "jg-input" });
    const chosen = h("select", { id: itemId, class: "jg-input", onchange: () => list() },
      items.map((item, at) => h("option", { value: String(at) }, `${item.number} ${item.title}`)));
    const list = () => checks.replaceChildren(...items[+chosen.value].checks.map((check, at) => h("option", { value: String(at) }, `${at + 1}. ${check.ask}`)));
    list();

    function put() {
      const item = items[+chosen.value], check = item.checks[+checks.value];
      const wrong = act.value() ? act.validate() : "先填写违法行为发生日";
      if (wrong) { act.error(wrong); act.focus(); said.textContent = wrong; return; }
      const day = globalThis.jianguanFill.shown(act.spec, act.value());
      if (day.day > asOf) { act.error(`晚于本网页的适用日期 ${asOf}`); act.focus(); said.textContent = "违法行为发生日晚于本网页的适用日期"; return; }
      if (!check.since || day.day < check.since) {
        const command = `jianguan document ${blank.title} ${item.number} --act-day ${day.day} --check ${check.id} -o 文书.docx`;
        said.replaceChildren(
          check.since ? `现行条文自${check.since_said}起适用，违法行为发生在此之前：当日的规定要与现行规定逐字比较，网页不能代做，没有填入。` : "这条要点所引条文的施行日不能确定，没有填入。",
          "请维护人员运行下面的命令，两个日期的规定都会印出：", h("code", { class: "jg-command" }, command));
        return;
      }
      const texts = [check.duty, check.penalty, check.duty, check.penalty, `所引条文自${day.text}以来没有变动`];
      targets.forEach((target, at) => { if (target) { target.set(texts[at]); target.error(""); } });
      said.textContent = `已填入：这条要点所引条文的现行版本自${check.since_said}起施行，违法行为发生日和现在是同一版本。条款和判断仍须核对。`;
    }
    return h("fieldset", { class: "jg-act" },
      h("legend", { class: "jg-label" }, "违反的要点（填入义务依据和罚则）"),
      h("p", { class: "jg-hint" }, "填好上面的违法行为发生日，再选事项和要点。行为发生在现行条文施行之前的，网页不填，须用命令行列出两个日期的规定；也可以自己填写。"),
      h("div", { class: "jg-field jg-field--wide" }, h("label", { for: itemId, class: "jg-label" }, "监管事项"), chosen),
      h("div", { class: "jg-field jg-field--wide" }, h("label", { for: checkId, class: "jg-label" }, "检查要点"), checks),
      h("button", { type: "button", class: "jg-small", onclick: put }, "填入这条要点的依据和罚则"), said);
  }

  own.acts = { panel };
})(globalThis.jianguanForm);
