"use strict";
/* 综合查一次：在事项表里勾选几个事项，它们的检查要点合成一张清单，相同的只列一次（规则同 generator/word/forms/duties.py）。
   要点取自各事项的空白检查表，勾选后才装入；所选事项写在地址里。 */
(() => {
  const { all, element } = jianguan;

  /**
   * A line of the list. `also`: the subjects of later items that owe the same.
   * @typedef {Question & { also: string[] }} Duty
   * @typedef {{ subject: string, duties: Duty[], merged: number }} Group `merged`: duties under an earlier item
   */

  /**
   * A question as it is compared: blanks and the final stop do not count.
   * @param {string} ask
   */
  const folded = (ask) =>
    ask
      .normalize("NFKC")
      .replace(/\s+/g, "")
      .replace(/[。.;；]+$/, "");

  /**
   * The checks of a form.
   * @param {string} key
   */
  async function questions(key) {
    await jianguanScripts.unpacking();
    const { asked } = await jianguanBlankForms.load(key);
    return asked.sections.flatMap((section) => section.checks || []);
  }

  /**
   * Every duty once, under the item it is first met in.
   * @param {{ subject: string, checks: Question[] }[]} items
   * @returns {Group[]}
   */
  function grouped(items) {
    /** @type {Map<string, { duty: Duty, owner: Group }>} */
    const known = new Map();
    return items.map(({ subject, checks }) => {
      /** @type {Group} */
      const group = { subject, duties: [], merged: 0 };
      for (const check of checks) {
        const key = JSON.stringify([folded(check.ask), check.applies, check.basis, check.penalties]);
        const first = known.get(key);
        if (!first) {
          const duty = { ...check, also: [] };
          known.set(key, { duty, owner: group });
          group.duties.push(duty);
        } else if (first.owner !== group) {
          group.merged += 1;
          join(first.duty, check, subject);
        }
      }
      return group;
    });
  }

  /**
   * @param {Duty} first
   * @param {Question} again
   * @param {string} subject that owes it too
   */
  function join(first, again, subject) {
    const ways = new Set([...first.how.split("、"), ...again.how.split("、")]);
    first.how = [...ways].filter(Boolean).join("、");
    if (!first.also.includes(subject)) first.also.push(subject);
  }

  /**
   * A line of blanks for the pen.
   * @param {...string} labels
   */
  const blanks = (...labels) =>
    element("p", { className: "together__blanks" }, ...labels.map((label) => element("span", {}, `${label}：`)));

  /**
   * Texts, a line each.
   * @param {string[]} texts
   */
  const lines = (texts) =>
    element("span", {}, ...texts.flatMap((text, at) => (at ? [document.createElement("br"), text] : [text])));

  /**
   * A duty as a row of the table.
   * @param {Duty} duty
   * @param {number} number
   * @param {string[]} heads
   */
  function dutyRow(duty, number, heads) {
    const applies = duty.applies ? `【适用：${duty.applies}】` : "";
    const also = duty.also.length ? `【同时适用于：${duty.also.join("、")}】` : "";
    const answers = Object.values(jianguanRules.answers).map((word) => `☐ ${word}`);
    /** @type {(string | Node)[][]} */
    const contents = [
      [String(number)],
      [applies, duty.ask, also],
      [duty.basis],
      [duty.how],
      [lines(answers)],
      [lines(duty.penalties)],
      [""],
    ];
    const cells = contents.map((content, at) => {
      const cell = element("td", {}, ...content);
      cell.dataset.label = heads[at];
      return cell;
    });
    return element("tr", {}, ...cells);
  }

  /**
   * The table of all duties.
   * @param {Group[]} groups
   */
  function table(groups) {
    const heads = Object.values(jianguanRules.check_columns);
    let number = 0;
    const bodies = groups.map(({ subject, duties, merged }) => {
      const said = merged ? jianguanRules.all_above : "没有检查要点";
      const rows = duties.map((duty) => dutyRow(duty, (number += 1), heads));
      const empty = element("tr", {}, element("td", { colSpan: heads.length }, said));
      const title = element("tr", {}, element("th", { colSpan: heads.length, scope: "rowgroup" }, subject));
      return element("tbody", {}, title, ...(rows.length ? rows : [empty]));
    });
    return element(
      "table",
      {},
      element("caption", { className: "jg-caption" }, "综合检查要点"),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      ...bodies,
    );
  }

  /**
   * What is known of an item, from its row in the table of items.
   * @param {HTMLElement} row
   */
  function itemOf({ dataset }) {
    const { item = "", number = "", subject = "", form = "", unreviewed } = dataset;
    return { id: item, number: Number(number), subject, form, isReviewed: !unreviewed };
  }

  /** @typedef {ReturnType<typeof itemOf>} Item */

  /**
   * The list of some items' duties, ready to be printed.
   * @param {Item[]} items
   * @param {Group[]} groups
   * @param {string} notReviewed what is said of items nobody has reviewed
   */
  function listOf(items, groups, notReviewed) {
    const total = groups.reduce((sum, group) => sum + group.duties.length, 0);
    const merged = groups.reduce((sum, group) => sum + group.merged, 0);
    const subjects = items.map((item) => item.subject).join("、");
    const more = merged ? `，另有 ${merged} 条相同的已经合并` : "";
    const warning = items.every((item) => item.isReviewed) ? "" : `${notReviewed}。`;
    const frame = { className: "together__table", tabIndex: 0, role: "region", ariaLabel: "综合检查要点" };
    const command = `jianguan checklist ${items.map((item) => item.number).join(" ")} -o 综合检查表.docx`;
    return {
      total,
      parts: [
        element("h2", { tabIndex: -1 }, items.length > 1 ? "综合检查要点" : `${items[0].subject}检查要点`),
        element("p", {}, `${subjects}，共 ${total} 条${more}。${warning}`),
        blanks("被检查单位", "地址", "检查时间"),
        element("div", frame, table(groups)),
        blanks("检查人员（签名）", "被检查单位负责人（签名）", "日期"),
        element(
          "p",
          { className: "remark" },
          "可以直接打印。需要 Word 文书时，请维护人员运行：",
          element("code", {}, command),
        ),
      ],
    };
  }

  /**
   * A box to tick in an item's row.
   * @param {HTMLElement} row
   */
  function tickOf(row) {
    const tick = element("input", { type: "checkbox", className: "together__tick" });
    tick.setAttribute("aria-label", `勾选：${row.dataset.subject}`);
    /** @type {HTMLTableRowElement} */ (row).cells[0].prepend(tick);
    return { tick, item: itemOf(row) };
  }

  /** @param {string[]} ids */
  function keepInAddress(ids) {
    const query = ids.length ? `?together=${ids.join(",")}` : "";
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  /**
   * Put the panel to work: the items' rows can be ticked, and their duties listed.
   * @param {HTMLElement} place
   */
  function start(place) {
    const notReviewed = place.dataset.together || "";
    place.dataset.together = "ready";
    place.hidden = false;
    const [show, none] = all(place, "button").map((button) => /** @type {HTMLButtonElement} */ (button));
    const [list] = all(place, ".together__list");
    const [said] = all(place, "[role=status]");
    const ticks = all(document, "tr[data-form]").map(tickOf);
    const chosen = () => ticks.filter(({ tick }) => tick.checked).map(({ item }) => item);
    const picked = () => chosen().sort((one, other) => one.number - other.number);

    function count() {
      const many = chosen().length;
      show.disabled = none.disabled = !many;
      show.textContent = many ? `列出所选 ${many} 个事项的检查要点` : "列出检查要点";
      said.textContent = "";
    }
    async function make() {
      const items = picked();
      keepInAddress(items.map((item) => item.id));
      said.textContent = "正在合成……";
      try {
        const found = items.map(async ({ subject, form }) => ({ subject, checks: await questions(form) }));
        const { total, parts } = listOf(items, grouped(await Promise.all(found)), notReviewed);
        list.replaceChildren(...parts);
        said.textContent = `已列出 ${total} 条，在下面。`;
      } catch (error) {
        said.textContent = /** @type {Error} */ (error).message;
      }
    }
    show.addEventListener("click", async () => {
      await make();
      if (list.firstChild) /** @type {HTMLElement} */ (list.firstChild).focus({ preventScroll: true });
    });
    none.addEventListener("click", () => {
      for (const { tick } of ticks) tick.checked = false;
      list.replaceChildren();
      count();
      keepInAddress([]);
    });
    const asked = (new URLSearchParams(location.search).get("together") || "").split(",");
    for (const { tick, item } of ticks) {
      tick.checked = asked.includes(item.id);
      tick.addEventListener("change", count);
    }
    count();
    if (chosen().length) make();
  }

  jianguan.onPage(() => {
    const [place] = all(document, "[data-together]");
    if (place && place.dataset.together !== "ready" && globalThis.jianguanScripts) start(place);
  });
})();
