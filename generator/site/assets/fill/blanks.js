"use strict";
/* The compiled blanks of the site's forms: loaded by script tag, unpacked, put together with the shared parts. */
var jianguanBlankForms = (() => {
  const LARGEST = 20_000_000;

  /** @param {string} key */
  async function unpacked(key) {
    await jianguanScripts.load(`forms/${key}.js`);
    const packed = (globalThis.jianguanBlanks || {})[key];
    if (!packed) throw new Error(`没有空白文书“${key}”；请刷新网页`);
    const plain = await jianguanArchive.inflate(jianguanArchive.fromBase64(packed), LARGEST);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  /**
   * A form by its key. The shared parts are named by their digest: parts of another build are not taken.
   * @param {string} key
   * @returns {Promise<WebForm>}
   */
  async function load(key) {
    await jianguanScripts.load("forms/parts.js");
    const form = await unpacked(key);
    const shared = Object.assign({}, ...(globalThis.jianguanParts || []));
    form.blank.parts = form.blank.parts.map((/** @type {Part | string} */ part) => {
      if (typeof part !== "string") return part;
      if (!shared[part]) throw new Error("网页已经更新，和先前装入的内容不一致；请刷新网页后再填写");
      return shared[part];
    });
    return form;
  }

  /**
   * What the pages may say of the law of the day of an act.
   * @returns {Promise<{ as_of: string, items: ActItem[] }>}
   */
  const acts = () => unpacked("acts");

  return { load, acts };
})();
