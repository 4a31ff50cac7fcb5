/* 综合查一次：在事项表里勾选几个事项，它们的检查要点合成一张清单，相同的只列一次（规则同 generator/word/duties.py）。
   要点取自各事项的空白检查表，勾选后才装入；所选事项写在地址里。 */
"use strict";
(() => {
  const form = () => globalThis.jianguanForm;
  const element = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const folded = (ask) => ask.normalize("NFKC").replace(/\s+/g, "").replace(/[。.;；]+$/, "");

  async function questions(key) {
    await form().script("fill.js");
    await form().script("blanks.js");
    const { asked } = await form().blanks.load(key);
    return asked.sections.flatMap((section) => section.checks || []);
  }

  /* [{subject, duties, merged}]: a duty under the item it is first met in; `also` names the others that owe it. */
  function grouped(items) {
    const known = new Map();
    return items.map(({ subject, checks }) => {
      const group = { subject, duties: [], merged: 0 };
      for (const check of checks) {
        const key = JSON.stringify([folded(check.ask), check.applies, check.basis, check.penalties]), first = known.get(key);
        if (!first) {
          const duty = { ...check, also: [], group };
          known.set(key, duty);
          group.duties.push(duty);
        } else if (first.group !== group) {
          group.merged += 1;
          first.how = [...new Set([...first.how.split("、"), ...check.how.split("、")])].filter(Boolean).join("、");
          if (!first.also.includes(subject)) first.also.push(subject);
        }
      }
      return group;
    });
  }

  const blanks = (...labels) => element("p", { className: "together__blanks" }, ...labels.map((label) => element("span", {}, `${label}：`)));

  function listed(groups) {
    let number = 0;
    const heads = ["序号", "检查内容", "检查依据", "检查方法", "检查结果", "罚则依据", "备注"];
    const cell = (at, ...content) => {
      const made = element("td", {}, ...content);
      made.dataset.label = heads[at];
      return made;
    };
    const lines = (texts) => element("span", {}, ...texts.flatMap((text, at) => (at ? [document.createElement("br"), text] : [text])));
    const row = (duty) => element("tr", {}, ...[
      [String((number += 1))],
      [duty.applies ? `【适用：${duty.applies}】` : "", duty.ask, duty.also.length ? `【同时适用于：${duty.also.join("、")}】` : ""],
      [duty.basis], [duty.how], [lines(["☐ 符合", "☐ 不符合", "☐ 不适用"])], [lines(duty.penalties)], [""],
    ].map((content, at) => cell(at, ...content)));
    const body = ({ subject, duties, merged }) => element("tbody", {},
      element("tr", {}, element("th", { colSpan: heads.length, scope: "rowgroup" }, subject)),
      ...duties.map(row),
      ...(duties.length ? [] : [element("tr", {}, element("td", { colSpan: heads.length }, merged ? "本事项的检查要点均已列在前面的事项中" : "没有检查要点"))]));
    return element("table", {}, element("caption", { className: "jg-caption" }, "综合检查要点"),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))), ...groups.map(body));
  }

  window.jianguan.onPage(() => {
    const place = document.querySelector("[data-together]");
    if (!place || place.dataset.together === "ready" || !form()) return;
    const notReviewed = place.dataset.together;
    place.dataset.together = "ready";
    place.hidden = false;
    const rows = [...document.querySelectorAll("tr[data-form]")];
    const [show, none, list] = [...place.querySelectorAll("button"), place.querySelector(".together__list")];
    const said = place.querySelector("[role=status]");
    const ticks = rows.map((row) => {
      const tick = element("input", { type: "checkbox", className: "together__tick" });
      tick.setAttribute("aria-label", `勾选：${row.dataset.subject}`);
      row.cells[0].prepend(tick);
      tick.addEventListener("change", count);
      return tick;
    });
    const chosen = () => rows.filter((_, at) => ticks[at].checked).sort((one, other) => one.dataset.number - other.dataset.number);

    function count() {
      const many = chosen().length;
      show.disabled = none.disabled = !many;
      show.textContent = many ? `列出所选 ${many} 个事项的检查要点` : "列出检查要点";
      said.textContent = "";
    }
    function address() {
      const ids = chosen().map((row) => row.dataset.item).join(",");
      history.replaceState(history.state, "", location.pathname + (ids ? `?together=${ids}` : "") + location.hash);
    }
    async function make() {
      const picked = chosen();
      address();
      said.textContent = "正在合成……";
      try {
        const items = await Promise.all(picked.map(async ({ dataset }) => ({ subject: dataset.subject, checks: await questions(dataset.form) })));
        const groups = grouped(items);
        const total = groups.reduce((sum, group) => sum + group.duties.length, 0), merged = groups.reduce((sum, group) => sum + group.merged, 0);
        list.replaceChildren(
          element("h2", { tabIndex: -1 }, picked.length > 1 ? "综合检查要点" : `${items[0].subject}检查要点`),
          element("p", {}, `${items.map((item) => item.subject).join("、")}，共 ${total} 条${merged ? `，另有 ${merged} 条相同的已经合并` : ""}。${picked.some((row) => row.dataset.unreviewed) ? `${notReviewed}。` : ""}`),
          blanks("被检查单位", "地址", "检查时间"),
          element("div", { className: "together__table", tabIndex: 0, role: "region", ariaLabel: "综合检查要点" }, listed(groups)),
          blanks("检查人员（签名）", "被检查单位负责人（签名）", "日期"),
          element("p", { className: "remark" }, "可以直接打印。需要 Word 文书时，请维护人员运行：",
            element("code", {}, `jianguan checklist ${picked.map((row) => row.dataset.number).join(" ")} -o 综合检查表.docx`)));
        said.textContent = `已列出 ${total} 条，在下面。`;
      } catch (error) { said.textContent = error.message; }
    }
    show.addEventListener("click", async () => {
      await make();
      if (list.firstChild) list.firstChild.focus({ preventScroll: true });
    });
    none.addEventListener("click", () => {
      for (const tick of ticks) tick.checked = false;
      list.replaceChildren();
      count();
      address();
    });
    const asked = (new URLSearchParams(location.search).get("together") || "").split(",");
    rows.forEach((row, at) => { ticks[at].checked = asked.includes(row.dataset.item); });
    count();
    if (chosen().length) make();
  });
})();
