import type { ItemsView } from "../../../bindings/ItemsView";
import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";
import type { StatementView } from "../../../bindings/StatementView";
import { conditionLabel, conditionText, groupLines, resourceTitle, whoTitle } from "./words";

/** Left to right: whom it is about, what a statement says, where it holds. */
export type Column = "who" | "what" | "where";

export interface PictureNode {
  id: string;
  column: Column;
  title: string;
  lines: string[];
  /** All of it, for those who look closer. */
  full: string;
  /** Of statements; null elsewhere. */
  effect: string | null;
  /** "All but ...". */
  negated: boolean;
  /** The statements it belongs to, in their order. */
  statements: number[];
  /** Of a group of statements: what opens it. */
  group: string | null;
}

export interface PictureEdge {
  id: string;
  from: string;
  to: string;
  deny: boolean;
  statements: number[];
  /** What it holds under, in short and in full. */
  label: string | null;
  full: string | null;
}

export interface Graph {
  nodes: PictureNode[];
  edges: PictureEdge[];
  /** The groups that were opened and can be folded again. */
  opened: { key: string; title: string }[];
}

/** More statements than these are shown in groups, service by service. */
export const groupedBeyond = 40;
/** More principals, or resources, than these stand in one box. */
const apartAtMost = 3;

/** What the picture shows. Nodes come in the order of the statements, which is the order of the keyboard. */
export function buildGraph(analysis: PolicyAnalysis, opened: ReadonlySet<string> = new Set()): Graph {
  const parts = new Parts(analysis.kind);
  const grouped = analysis.statements.length > groupedBeyond;
  const groups = new Map<string, { title: string; statements: number[] }>();
  analysis.statements.forEach((view, at) => {
    const { key, title } = groupOf(view);
    const group = groups.get(key) ?? { title, statements: [] };
    group.statements.push(at);
    groups.set(key, group);
  });

  const foldable: Graph["opened"] = [];
  if (!grouped) {
    for (const [at, view] of analysis.statements.entries()) parts.addStatement(view, at);
    groups.clear();
  }
  for (const [key, { title, statements }] of groups) {
    const alone = statements.length === 1;
    if (alone || opened.has(key)) {
      for (const at of statements) parts.addStatement(analysis.statements[at] as StatementView, at);
      if (!alone) foldable.push({ key, title: key.replace("/", ", ") });
    } else {
      parts.addGroup(
        key,
        title,
        statements,
        statements.map((at) => analysis.statements[at] as StatementView),
      );
    }
  }
  return { nodes: [...parts.nodes.values()], edges: [...parts.edges.values()], opened: foldable };
}

/** Statements that stand in one group when there are many: same service, same effect. */
function groupOf(view: StatementView): { key: string; title: string } {
  const services = [...new Set(view.groups.map(({ serviceName }) => serviceName))];
  const [only] = services;
  const service =
    view.actions?.negated || services.length > 1 ? "Several services" : (only ?? "Nothing known");
  return { key: `${service}/${view.effect ?? "No effect"}`, title: service };
}

class Parts {
  nodes = new Map<string, PictureNode>();
  edges = new Map<string, PictureEdge>();

  constructor(private kind: string) {}

  addStatement(view: StatementView, at: number): void {
    const who = this.whoOf(view, at);
    const id = `statement ${at}`;
    this.node({
      id,
      column: "what",
      title: view.sid ? `${at + 1} · ${view.sid}` : `Statement ${at + 1}`,
      lines: groupLines(view),
      full: view.sentence,
      effect: view.effect,
      negated: view.actions?.negated ?? false,
      statements: [at],
      group: null,
    });
    const deny = view.effect === "Deny";
    const label = conditionLabel(view.conditions);
    const full = conditionText(view.conditions);
    for (const from of who) this.edge({ from, to: id, deny, statements: [at], label, full });
    for (const to of this.whereOf(view, at))
      this.edge({ from: id, to, deny, statements: [at], label: null, full: null });
  }

  addGroup(key: string, title: string, statements: number[], views: StatementView[]): void {
    const id = `group ${key}`;
    const effect = views[0]?.effect ?? null;
    const conditions = views.filter((view) => view.conditions.length > 0).length;
    const who = new Set<string>();
    views.forEach((view, index) => {
      for (const from of this.whoOf(view, statements[index] ?? 0)) who.add(from);
    });
    const resources = new Set(views.flatMap((view) => view.resources?.items.map(({ value }) => value) ?? []));
    this.node({
      id,
      column: "what",
      title,
      lines: [
        `${statements.length} statements`,
        ...(conditions > 0 ? [`${conditions} of them with conditions`] : []),
      ],
      full: `${title}: ${statements.length} statements. Press Enter to see them one by one.`,
      effect,
      negated: false,
      statements,
      group: key,
    });
    const where = `where of ${key}`;
    const only = resources.size === 1 ? [...resources][0] : undefined;
    this.node({
      id: where,
      column: "where",
      title: only === undefined ? `${resources.size} resources` : resourceTitle(only),
      lines: [],
      full: [...resources].slice(0, 20).join(", ") + (resources.size > 20 ? ", and others" : ""),
      effect: null,
      negated: false,
      statements,
      group: key,
    });
    const deny = effect === "Deny";
    for (const from of who) this.edge({ from, to: id, deny, statements, label: null, full: null });
    this.edge({ from: id, to: where, deny, statements, label: null, full: null });
  }

  private whoOf(view: StatementView, at: number): string[] {
    if (!view.principals)
      return [this.plain("who", "holder", "Whoever holds this policy", this.holderWords(), at)];
    return this.sides("who", view.principals, at, (item) => whoTitle(item.value, item.kind));
  }

  private holderWords(): string {
    return this.kind === "identity"
      ? "The roles, users and groups that this policy is attached to."
      : "Whom the policy is about, as no statement names anybody.";
  }

  private whereOf(view: StatementView, at: number): string[] {
    if (!view.resources)
      return this.kind === "trust"
        ? [this.plain("where", "itself", "This role", "The role that this trust policy belongs to.", at)]
        : [this.plain("where", "nowhere", "No resource named", "The statement names no resource.", at)];
    return this.sides("where", view.resources, at, (item) => resourceTitle(item.value));
  }

  /** A box for each value while they are few; for many, or for all but some, one box for all of them. */
  private sides(
    column: "who" | "where",
    { items, negated }: ItemsView,
    at: number,
    title: (item: ItemsView["items"][number]) => string,
  ): string[] {
    const what = column === "who" ? "principals" : "resources";
    if (items.length === 0) return [this.plain(column, "none", `No ${what}`, "The list is empty.", at)];
    if (!negated && items.length <= apartAtMost)
      return items.map((item) => {
        const words = title(item);
        const note = item.note ? ` (${item.note})` : "";
        return this.plain(column, `${item.kind ?? ""} ${item.value}`, words, `${item.value}${note}`, at);
      });
    const values = items.map(({ value }) => value);
    const shown = items.slice(0, apartAtMost).map(title);
    const more = items.length - shown.length;
    const id = `${column} ${negated ? "not" : "all"} ${values.join(" ")}`;
    this.node({
      id,
      column,
      title: negated ? "All but" : `${items.length} ${what}`,
      lines: more > 0 ? [...shown, `and ${more} more`] : shown,
      full: `${negated ? "All but " : ""}${values.join(", ")}`,
      effect: null,
      negated,
      statements: [at],
      group: null,
    });
    return [id];
  }

  private plain(column: Column, name: string, title: string, full: string, at: number): string {
    const id = `${column} ${name}`;
    this.node({
      id,
      column,
      title,
      lines: [],
      full,
      effect: null,
      negated: false,
      statements: [at],
      group: null,
    });
    return id;
  }

  /** What two statements have in common is one box. */
  private node(node: PictureNode): void {
    const known = this.nodes.get(node.id);
    if (known) known.statements = [...new Set([...known.statements, ...node.statements])];
    else this.nodes.set(node.id, node);
  }

  private edge(edge: Omit<PictureEdge, "id">): void {
    const id = `${edge.from} → ${edge.to}`;
    this.edges.set(id, { id, ...edge });
  }
}
