import { json } from "@codemirror/lang-json";
import { LanguageSupport, StreamLanguage, type StringStream } from "@codemirror/language";

/** The languages that the window shows. All but JSON are read line by line, well enough to be coloured. */
export type CodeLanguage = "json" | "python" | "bash" | "hcl" | "yaml";

interface Rules {
  keywords: ReadonlySet<string>;
  /** What stands before a value: a key, an option, a name that is given. */
  name: RegExp;
  /** Within single quotes a backslash is a backslash, and a text may go over lines. */
  rawSingle: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const rules: Record<Exclude<CodeLanguage, "json">, Rules> = {
  python: {
    keywords: words("import from def return if else try except pass with as for in not None True False"),
    name: /^[A-Za-z_]\w*(?=\s*=[^=])/,
    rawSingle: false,
  },
  bash: {
    keywords: words("if then fi else set export read unset exit printf echo sleep"),
    name: /^(--[\w-]+|\$\w+|[A-Z_]+(?==))/,
    rawSingle: true,
  },
  hcl: {
    keywords: words("resource variable output provider terraform true false null"),
    name: /^[A-Za-z_]\w*(?=\s*=)/,
    rawSingle: false,
  },
  yaml: {
    keywords: words("true false null"),
    name: /^[A-Za-z_][\w:.-]*(?=:(\s|$))/,
    rawSingle: true,
  },
};

interface State {
  /** The quotes that a text on an earlier line began with. */
  open: string;
}

/** Reads on to the closing quotes, or to the end of the line. */
function readText(stream: StringStream, quotes: string, raw: boolean): boolean {
  while (!stream.eol()) {
    if (stream.match(quotes)) return true;
    if (stream.next() === "\\" && !raw) stream.next();
  }
  return false;
}

function reader({ keywords, name, rawSingle }: Rules) {
  return StreamLanguage.define<State>({
    startState: () => ({ open: "" }),
    token(stream, state) {
      if (!state.open) {
        if (stream.eatSpace()) return null;
        if (stream.peek() === "#" && /^$|\s$/.test(stream.string.slice(0, stream.pos))) {
          stream.skipToEnd();
          return "comment";
        }
        const quotes = stream.match(/^("""|"|')/);
        if (quotes) state.open = Array.isArray(quotes) ? (quotes[0] ?? "") : "";
      }
      if (state.open) {
        const over = rawSingle || state.open.length > 1;
        if (readText(stream, state.open, rawSingle && state.open === "'") || !over) state.open = "";
        return "string";
      }
      if (stream.match(name)) return "propertyName";
      const word = stream.match(/^[A-Za-z_][\w.]*/);
      if (word) return Array.isArray(word) && keywords.has(word[0] ?? "") ? "keyword" : null;
      if (stream.match(/^\d[\w.]*/)) return "number";
      stream.next();
      return null;
    },
  });
}

const readers = new Map<CodeLanguage, LanguageSupport>([["json", json()]]);

export function languageOf(language: CodeLanguage): LanguageSupport {
  const known = readers.get(language);
  if (known || language === "json") return known ?? json();
  const made = new LanguageSupport(reader(rules[language]));
  readers.set(language, made);
  return made;
}
