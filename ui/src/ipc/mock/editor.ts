import type { CompletionView } from "../../bindings/CompletionView";
import type { DifferenceView } from "../../bindings/DifferenceView";
import type { HoverView } from "../../bindings/HoverView";
import type { PlanView } from "../../bindings/PlanView";
import type { PolicyAnswer } from "../../bindings/PolicyAnswer";
import type { PolicyEdit } from "../../bindings/PolicyEdit";
import type { PolicyQuestion } from "../../bindings/PolicyQuestion";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import type { TextEditView } from "../../bindings/TextEditView";
import { analysePolicy, statementsOf } from "./editor-analysis";
import { groupBy, member } from "./json-places";

type Json = Record<string, unknown>;

/** Makes a change of the form: exact for single values; a statement with a changed structure is written anew. */
export function editPolicy(text: string, edit: PolicyEdit): TextEditView[] {
  const placed = statementsOf(text);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const block = /^\s*\S/m.test(text) && text.includes("\n");
  const write = (statement: unknown) =>
    (block ? JSON.stringify(statement, null, 2) : JSON.stringify(statement)).replaceAll(
      "\n",
      `${lineEnd}    `,
    );
  const put = (from: number, to: number, insert: string): TextEditView[] => [{ place: { from, to }, insert }];
  const between = block ? `,${lineEnd}    ` : ",";

  if (edit.change === "addStatement") {
    const parsed = JSON.parse(edit.json) as unknown;
    const json = (Array.isArray(parsed) ? parsed : [parsed]).map(write).join(between);
    const before = edit.at === null ? undefined : placed[edit.at];
    if (before) return put(before.from, before.from, json + between);
    const last = placed.at(-1);
    if (last) return put(last.to, last.to, between + json);
    const at = text.indexOf("[") + 1;
    return put(at, at, json);
  }

  const statement = placed[edit.statement];
  if (!statement) throw noSuchPlace();
  const parsed = JSON.parse(text.slice(statement.from, statement.to)) as Json;
  const rewritten = () => put(statement.from, statement.to, write(parsed));
  const removal = (index: number): TextEditView => {
    const one = placed[index];
    const next = placed[index + 1];
    const previous = placed[index - 1];
    if (!one) throw noSuchPlace();
    if (next) return { place: { from: one.from, to: next.from }, insert: "" };
    return { place: { from: previous ? previous.to : one.from, to: one.to }, insert: "" };
  };

  switch (edit.change) {
    case "removeStatement":
      return [removal(edit.statement)];
    case "duplicateStatement":
      return put(statement.to, statement.to, between + text.slice(statement.from, statement.to));
    case "moveStatement": {
      const texts = placed.map(({ from, to }) => text.slice(from, to));
      const [moved = ""] = texts.splice(edit.statement, 1);
      texts.splice(edit.to, 0, moved);
      return placed.map(({ from, to }, index) => ({ place: { from, to }, insert: texts[index] ?? "" }));
    }
    case "setSid": {
      const sid = member(statement, "Sid");
      if (sid && edit.sid !== null) return put(sid.value.from, sid.value.to, JSON.stringify(edit.sid));
      if (edit.sid === null) delete parsed.Sid;
      else return put(statement.from, statement.to, write({ Sid: edit.sid, ...parsed }));
      return rewritten();
    }
    case "setEffect": {
      const effect = member(statement, "Effect");
      if (effect) return put(effect.value.from, effect.value.to, JSON.stringify(edit.effect));
      parsed.Effect = edit.effect;
      return rewritten();
    }
    case "setNegated": {
      const name = edit.element.replace(/^Not/, "");
      const key = member(statement, edit.negated ? name : `Not${name}`)?.key;
      return key ? put(key.from, key.to, JSON.stringify(edit.negated ? `Not${name}` : name)) : [];
    }
    case "addItems": {
      change(parsed, edit.element, (items) => [
        ...items,
        ...edit.values.map((value): Item => ({ kind: edit.kind, value })),
      ]);
      return rewritten();
    }
    case "setItem": {
      const item = analysedItems(text, edit.statement, edit.element)[edit.item];
      if (!item) throw noSuchPlace();
      return put(item.place.from, item.place.to, JSON.stringify(edit.value));
    }
    case "removeItems":
      change(parsed, edit.element, (items) => items.filter((_, index) => !edit.items.includes(index)));
      return rewritten();
    case "addCondition":
      changeConditions(parsed, (lines) => [...lines, [edit.operator, edit.key, edit.values]]);
      return rewritten();
    case "setCondition":
      changeConditions(parsed, (lines) =>
        lines.map((line, index) => (index === edit.line ? [edit.operator, edit.key, edit.values] : line)),
      );
      return rewritten();
    case "removeCondition":
      changeConditions(parsed, (lines) => lines.filter((_, index) => index !== edit.line));
      return rewritten();
  }
}

const noSuchPlace = () => ({
  code: "NO_SUCH_PLACE",
  message: "The policy has no such place.",
  nextStep: null,
  command: null,
  requestId: null,
  fields: [],
});

type Item = { kind: string | null; value: string };

function analysedItems(text: string, statement: number, element: string) {
  const view = analysePolicy(text, null).statements[statement];
  const name = element.replace(/^Not/, "");
  const items = name === "Action" ? view?.actions : name === "Resource" ? view?.resources : view?.principals;
  return items?.items ?? [];
}

function change(statement: Json, element: string, how: (items: Item[]) => Item[]) {
  const plain = element.replace(/^Not/, "");
  const name = `Not${plain}` in statement ? `Not${plain}` : plain in statement ? plain : element;
  const value = statement[name];
  const many = (of: unknown) => (Array.isArray(of) ? of : of === undefined ? [] : [of]) as string[];
  const before: Item[] =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([kind, of]) => many(of).map((each) => ({ kind, value: each })))
      : many(value).map((each) => ({ kind: null, value: each }));
  const after = how(before);
  const one = (of: string[]) => (of.length === 1 ? of[0] : of);
  if (after.length === 0) delete statement[name];
  else if (after.some(({ kind }) => kind !== null)) {
    const kinds = groupBy(after, ({ kind }) => kind ?? "AWS");
    statement[name] = Object.fromEntries(
      [...kinds].map(([kind, of]) => [kind, one(of.map((item) => item.value))]),
    );
  } else statement[name] = one(after.map((item) => item.value));
}

type Line = [operator: string, key: string, values: string[]];

function changeConditions(statement: Json, how: (lines: Line[]) => Line[]) {
  const block = (statement.Condition ?? {}) as Record<string, Record<string, string | string[]>>;
  const lines = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Line => [operator, key, [values].flat()]),
  );
  const after: Record<string, Record<string, string | string[] | undefined>> = {};
  for (const [operator, key, values] of how(lines)) {
    after[operator] = { ...after[operator], [key]: values.length === 1 ? values[0] : values };
  }
  if (Object.keys(after).length) statement.Condition = after;
  else delete statement.Condition;
}

const matches = (pattern: string, value: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "i",
  ).test(value);

export function askPolicy(text: string, kind: string, question: PolicyQuestion): PolicyAnswer {
  const answer = (part: Partial<PolicyAnswer>): PolicyAnswer => ({
    decision: "implicitly-denied",
    sentence: "",
    deciding: [],
    near: [],
    dependsOn: [],
    layers: [],
    notes: [],
    problem: null,
    ...part,
  });
  if (!/^[\w-]+:\w+$/.test(question.action))
    return answer({ problem: "An action is written as service:Name, such as s3:GetObject." });
  const { statements } = analysePolicy(text, kind);
  const fits = statements.map(({ actions, resources }) => ({
    action: actions?.items.some(({ value }) => matches(value, question.action)) ?? false,
    resource: resources?.items.some(({ value }) => matches(value, question.resource)) ?? kind === "trust",
  }));
  const deciding = (effect: string) =>
    statements.flatMap((each, index) => {
      const fit = fits[index];
      return each.effect === effect && fit?.action && fit.resource ? [index] : [];
    });
  const near = fits.flatMap(({ action, resource }, statement) =>
    action && !resource ? [{ statement, lacks: "its Resource does not cover what is asked for" }] : [],
  );
  const denies = deciding("Deny");
  const allows = deciding("Allow");
  const decision = denies.length ? "explicitly-denied" : allows.length ? "allowed" : "implicitly-denied";
  const sentences = {
    allowed: `${question.action} on ${question.resource} is allowed.`,
    "explicitly-denied": `${question.action} on ${question.resource} is denied by a statement.`,
    "implicitly-denied": `No statement allows ${question.action} on ${question.resource}.`,
  };
  return answer({
    decision,
    sentence: sentences[decision],
    deciding: denies.length ? denies : allows,
    near: decision === "implicitly-denied" ? near : [],
    layers: [{ layer: kind === "identity" ? "identity" : "resource", outcome: decision, reason: null }],
    notes: ["Only this policy was looked at."],
  });
}

export function comparePolicies(saved: string, text: string): DifferenceView {
  const allowed = (of: string) =>
    analysePolicy(of, null)
      .statements.filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, resources }) =>
        (actions?.items ?? []).map(({ value }) => `${value} on ${resources?.items[0]?.value ?? "*"}`),
      );
  const before = allowed(saved);
  const after = allowed(text);
  const access = (of: string) => {
    const [action = "", resource = ""] = of.split(" on ");
    return {
      actions: [action],
      example: {
        principal: "arn:aws:iam::111122223333:role/someone",
        action,
        resource,
        context: [],
        contextComplete: false,
      },
      sentence: `For instance, ${action} on ${resource}.`,
      realistic: true,
    };
  };
  const gained = after.filter((each) => !before.includes(each)).map(access);
  const lost = before.filter((each) => !after.includes(each)).map(access);
  const relation =
    gained.length && lost.length
      ? "different"
      : gained.length
        ? "broader"
        : lost.length
          ? "narrower"
          : "equivalent";
  const sentences: Record<string, string> = {
    different: "It grants something that it did not grant, and no longer grants something else.",
    broader: "It grants more than before.",
    narrower: "It grants less than before.",
    equivalent: "Both grant the same.",
  };
  return { relation, sentence: sentences[relation] ?? "", gained, lost };
}

const offers = [
  { label: "s3:GetObject", detail: "Read", info: "Reads objects from Amazon S3." },
  { label: "s3:GetObjectVersion", detail: "Read", info: "Reads a version of an object." },
  { label: "s3:ListBucket", detail: "List", info: "Lists the objects of a bucket." },
  { label: "s3:PutObject", detail: "Write", info: "Writes an object." },
];

/** The string around a place, without its quotes. */
function stringAt(text: string, at: number) {
  for (const match of text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) {
    const from = match.index + 1;
    const to = from + (match[1] ?? "").length;
    if (at >= from && at <= to) return { from, to, value: match[1] ?? "" };
  }
  return null;
}

export function completePolicy(text: string, at: number): CompletionView | null {
  const found = stringAt(text, at);
  if (!found) return null;
  return { place: { from: found.from, to: found.to }, options: offers };
}

export function explainPolicy(text: string, at: number): HoverView | null {
  const found = stringAt(text, at);
  if (!found) return null;
  const offer = offers.find(({ label }) => label === found.value);
  return {
    place: { from: found.from, to: found.to },
    title: found.value,
    lines: offer ? [offer.info, `Access level: ${offer.detail}`] : ["A text of the policy."],
  };
}

export function changePlan(
  target: Extract<PolicyTarget, { role: string }>,
  text: string,
  id: string,
  accountId: string,
): PlanView {
  const trust = target.is === "trust";
  const name = trust ? "trust policy" : `inline policy ${target.policy}`;
  const action = trust ? "update-assume-role-policy" : `put-role-policy --policy-name ${target.policy}`;
  return {
    id,
    title: `Change the ${name} of ${target.role}`,
    accountId,
    steps: [
      {
        number: 1,
        action: trust ? "iam:UpdateAssumeRolePolicy" : "iam:PutRolePolicy",
        words: `Write the ${name} of the role ${target.role}`,
        cli: `aws iam ${action} --role-name ${target.role} --policy-document file://policy.json`,
        undoWords: "Write the text that stands there now",
        undoCli: `aws iam ${action} --role-name ${target.role} --policy-document file://before.json`,
      },
    ],
    consequences: ["Sessions of the role that are open have the new rights within moments."],
    documents: [{ title: name, text, size: text.length, limit: trust ? 2048 : 10240 }],
  };
}

/** The commands that only look at texts; undefined for any other command. */
export function answerEditor(command: string, args: Record<string, unknown>): unknown {
  const text = String(args.text ?? "");
  switch (command) {
    case "analyse_policy":
      return analysePolicy(text, args.kind as string | null, (args.beside as number | null) ?? null);
    case "edit_policy":
      return editPolicy(text, args.edit as PolicyEdit);
    case "compare_policies":
      return comparePolicies(String(args.saved), text);
    case "ask_policy":
      return askPolicy(text, String(args.kind), args.question as PolicyQuestion);
    case "complete_policy":
      return completePolicy(text, Number(args.at));
    case "explain_policy":
      return explainPolicy(text, Number(args.at));
    default:
      return undefined;
  }
}
