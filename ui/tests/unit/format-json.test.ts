import { describe, expect, test } from "vitest";
import { formatJson } from "../../src/shared/code/format-json";

describe("formatJson", () => {
  test("lays out and changes nothing else", () => {
    expect(formatJson('{"b":[1,2.50,"a,{\\"}:"],"a":{},"c":[]}')).toBe(
      '{\n  "b": [\n    1,\n    2.50,\n    "a,{\\"}:"\n  ],\n  "a": {},\n  "c": []\n}',
    );
  });

  test.each(['{"a":1', '}{"', '["open', "not json", "", '{"Action":"s3:GetObject",}'])(
    "keeps every letter of %j, which is not quite JSON",
    (text) => {
      expect(formatJson(text).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    },
  );
});
