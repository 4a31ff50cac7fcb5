"use strict";
/* What a form hands over: names of files, and their way into the browser's folder of downloads. */
var jianguanFiles = (() => {
  const FORBIDDEN = new RegExp(jianguanRules.patterns.no_file_name, "gu");
  const LONGEST_PART = 45; // characters; a name may have 255 bytes

  /** @param {string} part */
  function safe(part) {
    const plain = part.normalize("NFC").replace(/\s+/g, " ").trim().replace(FORBIDDEN, "_");
    return Array.from(plain)
      .slice(0, LONGEST_PART)
      .join("")
      .replace(/^[. ]+|[. ]+$/g, "");
  }

  /**
   * A file's name of parts, without what Windows refuses.
   * @param {string[]} parts
   * @param {string} ending
   */
  const fileName = (parts, ending) => `${parts.map(safe).filter(Boolean).join("-")}.${ending}`;

  /**
   * Names that no two files share, whatever case a system ignores.
   * @param {string[]} names
   */
  function distinct(names) {
    const taken = new Set();
    return names.map((name) => {
      const [, stem, ending = ""] = /** @type {RegExpExecArray} */ (/^(.*?)(\.[^.]*)?$/s.exec(name));
      let given = name;
      for (let number = 2; taken.has(given.toLowerCase()); number++) given = `${stem}-${number}${ending}`;
      taken.add(given.toLowerCase());
      return given;
    });
  }

  /**
   * Hand a file over as a download.
   * @param {Bytes} bytes
   * @param {string} name
   * @param {string} type
   */
  function save(bytes, name, type) {
    const href = URL.createObjectURL(new Blob([bytes], { type }));
    const link = jianguanElements.h("a", { href, download: name, hidden: true });
    document.body.append(link);
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(href);
      link.remove();
    }, 60_000);
  }

  return { fileName, distinct, save };
})();
