/* The compiled blanks of the site's forms: loaded by script tag, unpacked, put together with the shared parts. */
"use strict";
((own) => {
  const LARGEST = 20_000_000;

  async function unpacked(key) {
    await own.script(`forms/${key}.js`);
    const packed = (globalThis.jianguanBlanks || {})[key];
    if (!packed) throw new Error(`没有空白文书“${key}”；请刷新网页`);
    const plain = await globalThis.jianguanFill.inflate(globalThis.jianguanFill.fromBase64(packed), LARGEST);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  /* {blank, asked} of a form. The shared parts are named by their digest: parts of another build are not taken. */
  async function load(key) {
    await own.script("forms/parts.js");
    const form = await unpacked(key);
    const shared = Object.assign({}, ...(globalThis.jianguanParts || []));
    form.blank.parts = form.blank.parts.map((part) => {
      if (typeof part !== "string") return part;
      if (!shared[part]) throw new Error("网页已经更新，和先前装入的内容不一致；请刷新网页后再填写");
      return shared[part];
    });
    return form;
  }

  own.blanks = { load, acts: () => unpacked("acts") };
})(globalThis.jianguanForm);
