import { expect, test } from "vitest";
import { withQuotes } from "../../src/features/editor/text/completion";

/** The place that is replaced stands between the bars. */
function complete(marked: string, label = "s3:GetObject"): string {
  const [before = "", replaced = "", after = ""] = marked.split("|");
  const text = before + replaced + after;
  const from = before.length;
  const to = from + replaced.length;
  return text.slice(0, from) + withQuotes(text, from, to, label) + text.slice(to);
}

test.each([
  ["inside of a string", '{"Action": "|s3:Ge|"}'],
  ["inside of an empty string", '{"Action": "||"}'],
  ["in place of a string with its quotes", '{"Action": |"s3:Ge"|}'],
  ["where nothing stands", '{"Action": ||}'],
  ["in place of a bare word", '{"Action": |s3|}'],
  ["in a string that is not closed", '{"Action": "|s3:Ge|}'],
  ["in a string whose closing quote is replaced too", '{"Action": "|s3:Ge"|}'],
])("an offer is put in with its quotes: %s", (_, marked) => {
  expect(complete(marked)).toBe('{"Action": "s3:GetObject"}');
});

test("what must be escaped is", () => {
  expect(complete('["||"]', 'a"b')).toBe('["a\\"b"]');
});
