"use strict";
/* Zip archives and raw deflate streams, both ways. Where the browser has no stream of its own, fflate.js beside this
   file does it. */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

var jianguanArchive = (() => {
  const own =
    typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement
      ? document.currentScript.src
      : "";
  const LOCAL = 0x04034b50,
    DIRECTORY = 0x02014b50,
    END = 0x06054b50;
  const VERSION = 20,
    UTF8_NAMES = 0x800,
    STORED = 0,
    DEFLATED = 8,
    MIDNIGHT = 0,
    DAY_1980 = 0x21;
  const CHUNK = 65536;
  const encoder = new TextEncoder();

  const CRC = Uint32Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });

  /** @param {Bytes} bytes */
  function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
    return ~crc >>> 0;
  }

  /** @type {Promise<NonNullable<typeof fflate>> | undefined} */
  let loading;

  function library() {
    if (typeof fflate !== "undefined") return Promise.resolve(fflate);
    loading =
      loading ||
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL("fflate.js", own).href;
        script.onload = () => resolve(/** @type {NonNullable<typeof fflate>} */ (fflate));
        script.onerror = () => reject(new Error("没有取得压缩程序 fflate.js，不能生成文书"));
        document.head.append(script);
      });
    return loading;
  }

  /**
   * The raw deflate stream of bytes.
   * @param {Bytes} bytes
   * @returns {Promise<Bytes>}
   */
  async function deflate(bytes) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (missing) {
      return (await library()).deflateSync(bytes, { level: 6 });
    }
  }

  /** @param {number} most */
  function tooLarge(most) {
    return new Error(`解开后超过 ${Math.round(most / 1e6)} MB，不读取`);
  }

  /**
   * The plain bytes of a raw deflate stream. Throws for one of more than `most` bytes.
   * @param {Bytes} bytes
   * @param {number} most
   * @returns {Promise<Bytes>}
   */
  async function inflate(bytes, most) {
    if (typeof DecompressionStream === "undefined") return inflateByLibrary(bytes, most);
    let stream;
    try {
      stream = new DecompressionStream("deflate-raw");
    } catch (missing) {
      return inflateByLibrary(bytes, most); // Chromium before 103
    }
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
    const out = [];
    for (let length = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return joined(out);
      length += value.length;
      if (length > most) {
        reader.cancel().catch(() => {});
        throw tooLarge(most);
      }
      out.push(value);
    }
  }

  /**
   * @param {Bytes} bytes
   * @param {number} most
   */
  async function inflateByLibrary(bytes, most) {
    const { Inflate } = await library();
    /** @type {Bytes[]} */
    const out = [];
    let length = 0;
    const inflating = new Inflate((chunk) => {
      length += chunk.length;
      if (length > most) throw tooLarge(most);
      out.push(chunk);
    });
    for (let at = 0; at < bytes.length || at === 0; at += CHUNK)
      inflating.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    return joined(out);
  }

  /**
   * Constant parts are compressed once, however many documents they go into.
   * @type {WeakMap<Bytes, { crc: number, packed: Bytes }>}
   */
  const packings = new WeakMap();

  /**
   * @param {Bytes} plain
   * @param {boolean} stored
   */
  async function packing(plain, stored) {
    const known = packings.get(plain);
    if (known) return known;
    const made = { crc: crc32(plain), packed: stored ? plain : await deflate(plain) };
    packings.set(plain, made);
    return made;
  }

  /**
   * An archive of named contents, in order; `stored`: nothing is compressed (what is inside already is).
   * @param {[name: string, content: Bytes][]} named
   * @param {boolean} stored
   * @returns {Promise<Bytes>}
   */
  async function zip(named, stored = false) {
    const out = [];
    const directory = [];
    let at = 0;
    for (const [name, plain] of named) {
      const encoded = encoder.encode(name);
      const { crc, packed } = await packing(plain, stored);
      const about = joined([
        u16(VERSION, UTF8_NAMES, stored ? STORED : DEFLATED, MIDNIGHT, DAY_1980),
        u32(crc, packed.length, plain.length),
        u16(encoded.length, 0),
      ]);
      const local = [u32(LOCAL), about, encoded, packed];
      directory.push(u32(DIRECTORY), u16(VERSION), about, u16(0, 0, 0), u32(0, at), encoded);
      out.push(...local);
      at += sizeOf(local);
    }
    const listed = joined(directory);
    const end = [u32(END), u16(0, 0, named.length, named.length), u32(listed.length, at), u16(0)];
    return joined([...out, listed, ...end]);
  }

  /** @param {...number} numbers */
  const u16 = (...numbers) => Uint8Array.from(numbers.flatMap((number) => [number, number >>> 8]));

  /** @param {...number} numbers */
  const u32 = (...numbers) => u16(...numbers.flatMap((number) => [number & 0xffff, number >>> 16]));

  /** @param {Bytes[]} pieces */
  const sizeOf = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);

  /** @param {Bytes[]} pieces */
  function joined(pieces) {
    const made = new Uint8Array(sizeOf(pieces));
    let at = 0;
    for (const piece of pieces) {
      made.set(piece, at);
      at += piece.length;
    }
    return made;
  }

  /**
   * @param {string} text
   * @returns {Bytes}
   */
  const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

  return { deflate, inflate, zip, fromBase64, LOCAL, DIRECTORY, END, STORED, DEFLATED };
})();
