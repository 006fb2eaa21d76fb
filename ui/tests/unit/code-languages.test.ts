import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { type CodeLanguage, languageOf } from "../../src/shared/code/languages";

/** The pieces of a text that get a colour, each with the kind that it is taken for. */
function pieces(language: CodeLanguage, text: string): [string, string][] {
  const state = EditorState.create({ doc: text, extensions: [languageOf(language)] });
  const found: [string, string][] = [];
  ensureSyntaxTree(state, text.length, 5_000)?.iterate({
    enter: ({ name, from, to, node }) => {
      if (!node.firstChild && name !== "Document") found.push([name, text.slice(from, to)]);
    },
  });
  return found;
}

test("Python: comments, arguments, texts and words", () => {
  expect(pieces("python", '# it\'s "one"\nrun(role="a\\"b#c", count=1, on=True)')).toEqual([
    ["comment", '# it\'s "one"'],
    ["propertyName", "role"],
    ["string", '"a\\"b#c"'],
    ["propertyName", "count"],
    ["number", "1"],
    ["propertyName", "on"],
    ["keyword", "True"],
  ]);
});

test("bash: a text in single quotes goes over lines, and a backslash in it is none", () => {
  const found = pieces("bash", 'aws iam x \\\n  --policy \'{\n "a": "\\\'\nsleep 15 # wait');
  expect(found).toEqual([
    ["propertyName", "--policy"],
    ["string", "'{"],
    ["string", ' "a": "\\\''],
    ["keyword", "sleep"],
    ["number", "15"],
    ["comment", "# wait"],
  ]);
});

test("Terraform and YAML: keys, references and what is no comment", () => {
  expect(pieces("hcl", 'name = "a#b"\nkey  = aws_kms_key.training.arn')).toEqual([
    ["propertyName", "name"],
    ["string", '"a#b"'],
    ["propertyName", "key"],
  ]);
  expect(pieces("yaml", 'aws:Via: "x\\"y"\n- Key: a#b\n  On: true')).toEqual([
    ["propertyName", "aws:Via"],
    ["string", '"x\\"y"'],
    ["propertyName", "Key"],
    ["propertyName", "On"],
    ["keyword", "true"],
  ]);
});
