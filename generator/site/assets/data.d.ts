/* What the pages' scripts find already there: data that Python writes as scripts (its names are Python's), what the
   theme brings, the vendored library. Read by the type checker alone; never published. */

/** A field of a document type: generator/catalog/documents.py, FieldSpec; what is left out has its default. */
interface FieldSpec {
  tag: string;
  label: string;
  kind?: "text" | "long" | "date" | "moment" | "number" | "amount" | "choice" | "check" | "list";
  required?: boolean;
  default?: string;
  from?: string;
  choices?: string[];
  unit?: string;
  columns?: FieldSpec[];
  hint?: string;
}

/** A piece of a part: text, or a slot: generator/word/compiled/pieces.py. */
type Piece =
  | string
  | { slot: "text"; field: string; blank: string }
  | { slot: "day"; field: string; open: string; close: string }
  | { slot: "box"; field: string; value: string; on: string; off: string }
  | { slot: "lines"; field: string; blank: string; count: number; open: string; close: string }
  | { slot: "row-number" }
  | { slot: "id"; plus: number }
  | { slot: "rows"; field: string; blank: number; ids: number; pieces: Piece[] };

/** How a part's XML writes text: before and after it, a line break within it, a tab. */
interface Marks {
  open: string;
  close: string;
  line_break: string;
  tab: string;
}

/** A part of the package: pieces, or constant. */
interface Part {
  name: string;
  pieces?: Piece[];
  text?: string;
  base64?: string;
}

/** A compiled blank: generator/word/compiled/pieces.py. */
interface Blank {
  version: number;
  type: string;
  title: string;
  as_of: string;
  fields: FieldSpec[];
  printed: Record<string, string>;
  marks: Marks;
  first_row_id: number;
  parts: Part[];
}

/** A check as it is asked: generator/word/compiled/asking.py. */
interface Question {
  ask: string;
  applies: string;
  basis: string;
  how: string;
  penalties: string[];
}

/** A part of a form: its fields by tag, or its checks. */
interface Section {
  title: string;
  fields?: string[];
  checks?: Question[];
}

/** What a person is asked for: generator/word/compiled/asking.py. */
interface Asked {
  title: string;
  day: string;
  labels: Record<string, string>;
  punishes: boolean;
  sections: Section[];
}

interface WebForm {
  blank: Blank;
  asked: Asked;
}

/** An item with its checks, and from which day the law each rests on is known to hold: generator/site/acts.py. */
interface ActItem {
  number: number;
  title: string;
  checks: { id: string; ask: string; duty: string; penalty: string; since: string; since_said: string }[];
}

/** generator/catalog/fill_rules.py */
interface FillingRules {
  most_rows: number;
  longest: number;
  amount_digits: number;
  true: string[];
  false: string[];
  answers: Record<string, string>;
  ticked: string;
  check_columns: Record<"number" | "ask" | "basis" | "how" | "answer" | "penalties" | "remark", string>;
  all_above: string;
  unit_tags: string[];
  unit_heads: string[];
  cell_errors: string[];
  blanks: string;
  patterns: Record<"box" | "day" | "moment" | "number" | "unprintable" | "no_file_name", string>;
}

/** search_index/rules.py, as_data */
interface SearchRules {
  state: string;
  state_spelt: string[];
  numerals: string;
  kept: string;
  traditional: string;
  simplified: string;
  abbreviations: [short: string, full: string, spelt: string][];
  spoken: [spoken: string, written: string[]][];
  fillers: string[];
  kinds: Record<string, number>;
  scores: Record<string, number>;
  partial: Record<string, number>;
  longest: number;
  edition: string;
  law_ends: string;
  article_list: string;
  asking: string;
  least_asked: number;
}

/** What can be found: generator/records.py; empty fields are left out. */
interface SearchRecord {
  kind: string;
  title: string;
  url: string;
  text?: string;
  gist?: string;
  owner?: string;
  laws?: string[];
  articles?: string[];
  department?: string;
  methods?: string[];
  how?: string[];
  statuses?: string[];
  aliases?: string[];
  parts?: number[];
  spelt?: string[];
}

/** generator/site/records_js.py; an article's first number is the place of its law among the records. */
interface SearchData {
  rules: SearchRules;
  labels: Record<string, string>;
  records: SearchRecord[];
  articles: [law: number, label: string, anchor: string, gist: string, text: string, parts: string][];
}

declare var jianguanRules: FillingRules;
declare var jianguanBlanks: Record<string, string> | undefined;
declare var jianguanParts: Record<string, Part>[] | undefined;
declare var jianguanRecords: SearchData;

/** The theme's: tells of every page that instant navigation shows. */
/** Until when this site is right: generator/site/__init__.py. */
declare const jianguanEdition: { as_of: string; next: { day: string; shown: string; what: string } | null };

declare var document$: { subscribe(run: () => void): void } | undefined;
declare function importScripts(...urls: string[]): void | Promise<void>;

declare var fflate:
  | {
      deflateSync(bytes: Uint8Array, options: { level: number }): Uint8Array<ArrayBuffer>;
      Inflate: new (chunk: (bytes: Uint8Array<ArrayBuffer>) => void) => {
        push(bytes: Uint8Array, last: boolean): void;
      };
    }
  | undefined;
