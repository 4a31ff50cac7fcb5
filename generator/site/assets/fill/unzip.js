"use strict";
/* The entries of a zip archive somebody brings: read from memory, their sizes bounded. */
var jianguanUnzip = (() => {
  const { refuse } = jianguanValues;
  const { inflate, END, DIRECTORY, STORED, DEFLATED } = jianguanArchive;
  const UNPACKED = 120_000_000;
  const LONGEST_COMMENT = 66_000; // of an archive, about

  /** The entries of a zip archive. */
  class Archive {
    /**
     * @param {string} name of the file, for messages
     * @param {Bytes} bytes
     */
    constructor(name, bytes) {
      this.name = name;
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.budget = UNPACKED;
      if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
        refuse(`${name} 有密码，或者是旧格式（.xls）；请去掉密码，另存为 .xlsx`);
      /** @type {Map<string, { flags: number, method: number, packed: number, start: number }>} */
      this.entries = new Map();
      try {
        this.list(this.end());
      } catch (outside) {
        this.broken();
      }
    }

    /** @returns {never} */
    broken() {
      return refuse(`${this.name} 不是 Excel 文件（.xlsx），或者已损坏；请在 Excel 或者 WPS 中另存为 .xlsx`);
    }

    /** Where the record at the archive's end begins. */
    end() {
      const last = this.bytes.length - 22;
      for (let at = last; at >= 0 && at > last + 22 - LONGEST_COMMENT; at -= 1)
        if (this.view.getUint32(at, true) === END) return at;
      return this.broken();
    }

    /** @param {number} end */
    list(end) {
      const { view } = this;
      let at = view.getUint32(end + 16, true);
      for (let left = view.getUint16(end + 10, true); left > 0; left--) {
        if (view.getUint32(at, true) !== DIRECTORY) this.broken();
        const length = view.getUint16(at + 28, true);
        const path = new TextDecoder().decode(this.bytes.subarray(at + 46, at + 46 + length));
        this.entries.set(path.replace(/^\//, ""), {
          flags: view.getUint16(at + 8, true),
          method: view.getUint16(at + 10, true),
          packed: view.getUint32(at + 20, true),
          start: view.getUint32(at + 42, true),
        });
        at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      }
    }

    /**
     * An entry's text; null where there is no such entry.
     * @param {string} path
     */
    async text(path) {
      const entry = this.entries.get(path);
      if (!entry) return null;
      if (entry.flags & 1) refuse(`${this.name} 有密码；请去掉密码，另存为 .xlsx`);
      try {
        const { start, method } = entry;
        const begin = start + 30 + this.view.getUint16(start + 26, true) + this.view.getUint16(start + 28, true);
        const packed = this.bytes.subarray(begin, begin + entry.packed);
        if (method !== STORED && method !== DEFLATED) this.broken();
        const plain = method === STORED ? packed : await inflate(packed, this.budget);
        this.budget -= plain.length;
        return new TextDecoder().decode(plain);
      } catch (error) {
        if (/[\u4e00-\u9fff]/.test(/** @type {Error} */ (error).message)) throw error;
        return this.broken();
      }
    }
  }

  return { Archive };
})();
