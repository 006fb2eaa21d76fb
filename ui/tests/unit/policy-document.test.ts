import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { insertNewlineAndIndent } from "@codemirror/commands";
import { afterEach, describe, expect, test } from "vitest";
import { NotText, textOf, wellFormed } from "../../src/features/editor/bytes";
import { PolicyDocument, placeNow } from "../../src/features/editor/document";
import { policyExtensions } from "../../src/features/editor/text/extensions";

const opened = (text: string) => new PolicyDocument(text, policyExtensions({ text, readOnly: false }));
const shown: (() => void)[] = [];
const show = (document: PolicyDocument) => {
  const place = window.document.createElement("div");
  window.document.body.append(place);
  shown.push(document.show(place));
};
afterEach(() => {
  for (const close of shown.splice(0)) close();
});

const texts: [string, string][] = [
  ["line feeds", '{\n  "Version": "2012-10-17"\n}\n'],
  ["carriage returns and line feeds", '{\r\n  "Version": "2012-10-17"\r\n}\r\n'],
  ["mixed line ends", '{\r\n  "a": 1,\n  "b": 2,\r  "c": 3\n\r}'],
  ["carriage returns alone", '{\r"a": 1\r}'],
  ["a byte order mark", '\ufeff{"a": 1}\r\n'],
  ["odd characters", '{"a": "\u2028\u2029\u202e\u0000😀e\u0301\u00ad\ufeff"}'],
  ["nothing", ""],
];

describe("the document", () => {
  test.each(texts)("keeps %s to the letter", (_, text) => {
    const document = opened(text);
    show(document);
    expect(document.state.doc.toString()).toBe(text);
    expect(document.state.doc.length).toBe(text.length);
    expect(textOf(new TextEncoder().encode(text))).toBe(text);
    expect(wellFormed(text)).toBe(text);
  });

  test.each(texts)("with %s changes only what is changed, and undoes it to the letter", (_, text) => {
    const document = opened(text);
    const at = Math.min(1, text.length);
    document.apply([{ place: { from: at, to: at }, insert: "x" }]);
    expect(document.text).toBe(`${text.slice(0, at)}x${text.slice(at)}`);
    document.undo();
    expect(document.text).toBe(text);
    document.redo();
    expect(document.text).not.toBe(text);
  });

  test("new lines end as the others do", () => {
    const document = opened("{\r\n\r\n}\r\n");
    show(document);
    document.goTo({ from: 1, to: 1 });
    insertNewlineAndIndent({ state: document.state, dispatch: document.dispatch });
    expect(document.text).toMatch(/^\{\r\n\s*\r\n\r\n\}\r\n$/);
    document.undo();
    expect(document.text).toBe("{\r\n\r\n}\r\n");
  });

  test("what is changed at a line's end leaves that end whole", () => {
    const document = opened("a\r\nb\nc\r\nd");
    document.apply([{ place: { from: 1, to: 2 }, insert: "x" }]);
    expect(document.text).toBe("ax\r\nb\nc\r\nd");
    document.apply([{ place: { from: 8, to: 10 }, insert: "" }]);
    expect(document.text).toBe("ax\r\nb\nc");
    document.undo();
    document.undo();
    expect(document.text).toBe("a\r\nb\nc\r\nd");
  });

  test("a text without line feeds of its own gets plain ones", () => {
    const document = opened("{}");
    document.apply([{ place: { from: 1, to: 1 }, insert: "\n" }]);
    expect(document.text).toBe("{\n}");
  });

  test("the cursor never stands between a carriage return and its line feed", () => {
    const document = opened("{\r\n}");
    document.goTo({ from: 2, to: 2 });
    expect(document.state.selection.main.head).toBe(1);
  });

  test("changes without a view and with one are one history", () => {
    const document = opened("{}");
    document.apply([{ place: { from: 1, to: 1 }, insert: '"a": 1' }]);
    show(document);
    document.apply([{ place: { from: 1, to: 7 }, insert: '"b": 2' }]);
    for (const close of shown.splice(0)) close();
    expect(document.text).toBe('{"b": 2}');
    document.undo();
    expect(document.text).toBe('{"a": 1}');
    document.undo();
    expect(document.text).toBe("{}");
  });

  test("undo goes back without end", () => {
    const document = opened("");
    for (let at = 0; at < 1000; at += 1) document.apply([{ place: { from: at, to: at }, insert: "x" }]);
    for (let at = 0; at < 1000; at += 1) document.undo();
    expect(document.text).toBe("");
    expect(document.snapshot().canUndo).toBe(false);
  });

  test("a change of an older text is made at its place of now, unless that was changed since", () => {
    const document = opened('{"a": 1, "b": 2}');
    const mark = document.mark();
    document.apply([{ place: { from: 1, to: 1 }, insert: " " }]);
    expect(document.apply([{ place: { from: 6, to: 7 }, insert: "3" }], mark)).toBe(true);
    expect(document.text).toBe('{ "a": 3, "b": 2}');
    expect(document.apply([{ place: { from: 6, to: 7 }, insert: "4" }], mark)).toBe(false);
    expect(placeNow({ from: 14, to: 15 }, mark)).toEqual({ from: 15, to: 16 });
  });

  test("a letter that is replaced by itself leaves all places as they are", () => {
    const document = opened('{"a": 1}');
    const mark = document.mark();
    document.apply([{ place: { from: 6, to: 7 }, insert: "1" }]);
    expect(document.apply([{ place: { from: 6, to: 7 }, insert: "2" }], mark)).toBe(true);
    expect(document.text).toBe('{"a": 2}');
  });

  test("a megabyte and ten thousand brackets are taken without a stop", () => {
    const long = `{"a": "${"x".repeat(1_000_000)}"}`;
    const deep = "[".repeat(10_000) + "]".repeat(10_000);
    const began = performance.now();
    for (const text of [long, deep]) {
      const document = opened("");
      show(document);
      document.apply([{ place: { from: 0, to: 0 }, insert: text }]);
      expect(document.text).toBe(text);
    }
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test("a file that is not UTF-8 is refused", () => {
  expect(() => textOf(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))).toThrow(NotText);
});

describe("the policies of AWS", () => {
  const packed = readFileSync("../crates/practice/data/aws-managed-policies.tsv.zlib");
  const lines = inflateSync(packed).toString("utf8").trimEnd().split("\n");
  const policies = lines.map((line) => line.split("\t")[4] ?? "");
  const layOut = (text: string, way: number): string => {
    const pretty = JSON.stringify(JSON.parse(text), null, 2);
    return [text, pretty, `\ufeff${pretty.replaceAll("\n", "\r\n")}\r\n`, pretty.replaceAll("  ", "\t")][
      way % 4
    ] as string;
  };

  test("come out of the editor to the letter: unedited, and after a change that was undone", () => {
    expect(policies.length).toBeGreaterThan(1500);
    for (const [number, policy] of policies.entries()) {
      const text = layOut(policy, number);
      const document = opened(text);
      expect(wellFormed(document.text)).toBe(text);
      const at = (number * 97) % text.length;
      document.apply([{ place: { from: at, to: Math.min(at + 3, text.length) }, insert: "x\ny" }]);
      document.undo();
      expect(document.text).toBe(text);
    }
  }, 120_000);
});
