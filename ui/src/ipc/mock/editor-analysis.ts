import type { ConditionView } from "../../bindings/ConditionView";
import type { FindingView } from "../../bindings/FindingView";
import type { ItemsView } from "../../bindings/ItemsView";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import type { StatementView } from "../../bindings/StatementView";
import { Broken, groupBy, listOf, member, type Placed, readPlaces, words } from "./json-places";

const QUOTAS: Record<string, number> = { identity: 6144, trust: 2048, scp: 10240, "s3-bucket": 20480 };

/** The statements of a text, where they stand. */
export function statementsOf(text: string): Placed[] {
  return listOf(member(readPlaces(text), "Statement")?.value);
}

function itemsOf(statement: Placed, name: string): ItemsView | null {
  const plain = member(statement, name);
  const found = plain ?? member(statement, `Not${name}`);
  if (!found) return null;
  const { value } = found;
  const pairs: [string | null, Placed][] =
    value.is === "object"
      ? value.members.flatMap(({ key, value: of }) =>
          listOf(of).map((each): [string, Placed] => [key.value, each]),
        )
      : listOf(value).map((each) => [null, each]);
  return {
    negated: plain === undefined,
    items: pairs.map(([kind, item]) => ({
      value: words(item),
      kind,
      place: { from: item.from, to: item.to },
      note: words(item).includes("*") ? "A pattern, which stands for many" : null,
      known: true,
    })),
  };
}

function conditionsOf(statement: Placed): ConditionView[] {
  const block = member(statement, "Condition")?.value;
  if (block?.is !== "object") return [];
  return block.members.flatMap(({ key: operator, value }) =>
    value.is !== "object"
      ? []
      : value.members.map(({ key, value: values }) => ({
          operator: operator.value,
          key: key.value,
          values: listOf(values).map(words),
          place: { from: values.from, to: values.to },
          meaning: `${key.value} is ${listOf(values).map(words).join(" or ")}`,
        })),
  );
}

const together = (items: ItemsView | null) => (items?.items ?? []).map(({ value }) => value).join(", ");

function viewOf(statement: Placed): StatementView {
  const sid = member(statement, "Sid");
  const effect = member(statement, "Effect");
  const actions = itemsOf(statement, "Action");
  const resources = itemsOf(statement, "Resource");
  const principals = itemsOf(statement, "Principal");
  const verb = effect && words(effect.value) === "Deny" ? "Denies" : "Allows";
  const who = principals ? `${together(principals)} to use ` : "";
  const what = actions ? `${actions.negated ? "all but " : ""}${together(actions)}` : "nothing";
  const where = resources ? ` on ${together(resources)}` : "";
  const services = groupBy(actions?.items ?? [], ({ value }) => value.split(":")[0] ?? "*");
  return {
    place: { from: statement.from, to: statement.to },
    sid: sid ? words(sid.value) : null,
    effect: effect ? words(effect.value) : null,
    principals,
    actions,
    resources,
    conditions: conditionsOf(statement),
    groups: [...services].map(([service, items]) => ({
      service,
      serviceName: service,
      level: "Read",
      actions: items.map(({ value }) => value.split(":")[1] ?? value),
      count: items.length,
      of: 40,
    })),
    others: [],
    sentence: `${verb} ${who}${what}${where}.`,
  };
}

const AWS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html";

function findingsOf(root: Placed, statements: StatementView[], placed: Placed[]): FindingView[] {
  const found: FindingView[] = [];
  const put = (finding: Omit<FindingView, "url">) => found.push({ ...finding, url: AWS });
  if (!member(root, "Version"))
    put({
      code: "version-missing",
      severity: "WARNING",
      place: { from: root.from, to: root.from + 1 },
      statement: null,
      message: "The policy has no Version.",
      why: "AWS then reads it by the rules of 2008, which know no policy variables.",
      fix: {
        title: "Add the version",
        edits: [{ place: { from: root.from + 1, to: root.from + 1 }, insert: '"Version":"2012-10-17",' }],
      },
    });
  statements.forEach((statement, index) => {
    const effect = member(placed[index], "Effect");
    if (statement.effect !== "Allow" && statement.effect !== "Deny")
      put({
        code: "effect-unknown",
        severity: "ERROR",
        place: effect ? { from: effect.value.from, to: effect.value.to } : statement.place,
        statement: index,
        message: "The Effect is neither Allow nor Deny.",
        why: "AWS refuses the policy.",
        fix: effect
          ? {
              title: "Make it Allow",
              edits: [{ place: { from: effect.value.from, to: effect.value.to }, insert: '"Allow"' }],
            }
          : null,
      });
    const wide = statement.actions?.items.find(({ value }) => value === "*" || value.endsWith(":*"));
    if (wide && statement.effect === "Allow" && !statement.actions?.negated)
      put({
        code: "action-wildcard",
        severity: "SECURITY_WARNING",
        place: wide.place,
        statement: index,
        message: `${wide.value} allows more than anybody needs.`,
        why: "Actions that AWS adds later are allowed as well.",
        fix: null,
      });
    const items = statement.actions?.items ?? [];
    items.forEach((item, at) => {
      const before = items[at - 1];
      if (!before || items.findIndex(({ value }) => value === item.value) === at) return;
      put({
        code: "action-twice",
        severity: "SUGGESTION",
        place: item.place,
        statement: index,
        message: `${item.value} stands here twice.`,
        why: "It makes the policy longer and grants nothing more.",
        fix: {
          title: "Remove the second one",
          edits: [{ place: { from: before.place.to, to: item.place.to }, insert: "" }],
        },
      });
    });
  });
  return found;
}

export function analysePolicy(
  text: string,
  kind: string | null,
  beside: number | null = null,
): PolicyAnalysis {
  const size = text.replace(/\s/g, "").length + (beside ?? 0);
  try {
    const root = readPlaces(text);
    const placed = listOf(member(root, "Statement")?.value);
    const statements = placed.map(viewOf);
    const version = member(root, "Version");
    const guessed = statements.some(({ principals }) => principals) ? "trust" : "identity";
    const is = kind ?? guessed;
    const locks = statements.some(
      ({ effect, principals, actions }) =>
        effect === "Deny" && principals?.items.some(({ value }) => value === "*") && actions?.items.length,
    );
    return {
      kind: is,
      breaks: [],
      findings: findingsOf(root, statements, placed),
      statements,
      version: version ? words(version.value) : null,
      size,
      quota: beside === null ? (QUOTAS[is] ?? null) : 10240,
      beside,
      grants: statements.filter(({ effect }) => effect === "Allow").map(({ sentence }) => sentence),
      lockOuts: locks ? ["Nobody could change this policy any more, not even the account's root user."] : [],
    };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const from = Math.min(error.at, text.length);
    return {
      kind: kind ?? "identity",
      breaks: [{ place: { from, to: Math.min(from + 1, text.length) }, message: error.message }],
      findings: [],
      statements: [],
      version: null,
      size,
      quota: beside === null ? (QUOTAS[kind ?? "identity"] ?? null) : 10240,
      beside,
      grants: [],
      lockOuts: [],
    };
  }
}
