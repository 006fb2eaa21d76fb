import { render, screen, within } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";
import type { ConditionView } from "../../src/bindings/ConditionView";
import type { ItemsView } from "../../src/bindings/ItemsView";
import type { PolicyAnalysis } from "../../src/bindings/PolicyAnalysis";
import type { StatementView } from "../../src/bindings/StatementView";
import type { EditorModel } from "../../src/features/editor/model";
import { buildGraph, groupedBeyond } from "../../src/features/editor/picture/graph";
import { extent, firstView, nextView, place, sizeOf } from "../../src/features/editor/picture/layout";
import { PolicyPicture } from "../../src/features/editor/picture/policy-picture";
import { nodeLabel } from "../../src/features/editor/picture/words";
import { person, shown } from "./app";

const nowhere = { from: 0, to: 0 };

const items = (values: string[], negated = false, kind: string | null = null): ItemsView => ({
  negated,
  items: values.map((value) => ({ value, kind, place: nowhere, note: null, known: true })),
});

const condition = (key: string): ConditionView => ({
  operator: "StringEquals",
  key,
  values: ["x"],
  place: nowhere,
  meaning: `${key} is x.`,
});

const statement = (part: Partial<StatementView>): StatementView => ({
  place: nowhere,
  sid: null,
  effect: "Allow",
  principals: null,
  actions: items(["s3:GetObject"]),
  resources: items(["arn:aws:s3:::data/*"]),
  conditions: [],
  groups: [
    { service: "s3", serviceName: "Amazon S3", level: "Read", actions: ["GetObject"], count: 1, of: 6 },
  ],
  others: [],
  sentence: "Allows reading.",
  ...part,
});

const kms = [
  { service: "kms", serviceName: "AWS KMS", level: "Write", actions: ["Decrypt"], count: 1, of: 3 },
];

const analysisOf = (statements: StatementView[], kind = "identity"): PolicyAnalysis => ({
  kind,
  breaks: [],
  findings: [],
  statements,
  version: null,
  size: 0,
  quota: null,
  beside: null,
  grants: [],
  lockOuts: [],
});

const small = [
  statement({ sid: "Read", conditions: [condition("aws:SourceVpce")] }),
  statement({ sid: "Never", effect: "Deny", groups: kms, resources: items(["arn:aws:s3:::data/*"], true) }),
  statement({
    effect: "Deny",
    actions: items(["kms:*"], true),
    groups: kms,
    resources: items(["*"]),
    conditions: [condition("aws:TagKeys"), condition("aws:SourceIp")],
    sentence: "Denies all but KMS.",
  }),
];

const many = Array.from({ length: 200 }, (_, at) =>
  statement({
    sid: `S${at}`,
    effect: at % 10 === 9 ? "Deny" : "Allow",
    groups: at % 2 === 0 ? kms : statement({}).groups,
    resources: items([`arn:aws:s3:::bucket-${at}`]),
  }),
);

describe("the graph", () => {
  test("goes from whoever holds the policy over its statements to the resources", () => {
    const { nodes, edges } = buildGraph(analysisOf(small));
    expect(nodes.map(({ column, title }) => `${column}: ${title}`)).toEqual([
      "who: Whoever holds this policy",
      "what: 1 · Read",
      "where: s3:::data/*",
      "what: 2 · Never",
      "where: All but",
      "what: Statement 3",
      "where: Every resource",
    ]);
    expect(edges).toHaveLength(6);
    expect(nodes[0]?.statements).toEqual([0, 1, 2]);
  });

  test("says its actions by service and level, and what is all of a level", () => {
    const all = statement({
      groups: [
        { service: "s3", serviceName: "Amazon S3", level: "Read", actions: ["GetObject"], count: 1, of: 1 },
        { service: "x", serviceName: "x", level: null, actions: ["Y"], count: 1, of: 0 },
      ],
    });
    const [, node] = buildGraph(analysisOf([all])).nodes;
    expect(node?.lines).toEqual(["Amazon S3: Read all 1", "x: not in the catalog 1"]);
  });

  test("puts conditions on the way into a statement, short and in full", () => {
    const into = buildGraph(analysisOf(small)).edges.filter(({ from }) => from.startsWith("who"));
    expect(into.map(({ label }) => label)).toEqual(["if aws:SourceVpce", null, "if 2 conditions"]);
    expect(into[2]?.full).toBe("Only if: aws:TagKeys is x. And: aws:SourceIp is x.");
  });

  test("tells a Deny, and says all but plainly", () => {
    const { nodes, edges } = buildGraph(analysisOf(small));
    expect(edges.filter(({ deny }) => deny)).toHaveLength(4);
    const without = nodes.find(({ title }) => title === "All but");
    expect(without).toMatchObject({ negated: true, lines: ["s3:::data/*"] });
    expect(nodes.find(({ title }) => title === "Statement 3")?.lines[0]).toBe("All actions but");
    expect(nodes.map((node) => nodeLabel(node, null))).toContain("Deny 2 · Never AWS KMS: Write 1 of 3");
  });

  test("shows principals, shares what statements have in common, and puts many into one box", () => {
    const { nodes } = buildGraph(
      analysisOf(
        [
          statement({ principals: items(["arn:aws:iam::111122223333:root", "*"], false, "AWS") }),
          statement({ principals: items(["111122223333"], true, "AWS") }),
          statement({
            principals: items(["*"], false, "AWS"),
            resources: items(["a", "b", "c", "d", "e"]),
          }),
        ],
        "s3-bucket",
      ),
    );
    const titles = nodes.map(({ title }) => title);
    expect(titles).toContain("Account 111122223333");
    expect(titles.filter((title) => title === "Everybody")).toHaveLength(1);
    expect(nodes.find(({ negated, column }) => negated && column === "who")?.full).toBe(
      "All but 111122223333",
    );
    expect(nodes.find(({ title }) => title === "5 resources")?.lines).toEqual(["a", "b", "c", "and 2 more"]);
  });

  test("of a trust policy ends at the role itself", () => {
    const trust = statement({ resources: null, principals: items(["ec2.amazonaws.com"], false, "Service") });
    expect(buildGraph(analysisOf([trust], "trust")).nodes.map(({ title }) => title)).toEqual([
      "ec2.amazonaws.com",
      "Statement 1",
      "This role",
    ]);
  });

  test("of many statements is grouped by service and effect, and a group can be opened", () => {
    expect(many.length).toBeGreaterThan(groupedBeyond);
    const closed = buildGraph(analysisOf(many));
    const groups = closed.nodes.filter(({ column }) => column === "what");
    expect(groups.map(({ title, effect, lines }) => [title, effect, lines[0]])).toEqual([
      ["AWS KMS", "Allow", "100 statements"],
      ["Amazon S3", "Allow", "80 statements"],
      ["Amazon S3", "Deny", "20 statements"],
    ]);
    const open = buildGraph(analysisOf(many), new Set(["Amazon S3/Deny"]));
    expect(open.opened).toEqual([{ key: "Amazon S3/Deny", title: "Amazon S3, Deny" }]);
    expect(open.nodes.filter(({ column }) => column === "what")).toHaveLength(22);
  });
});

describe("the layout", () => {
  test("has three columns, statements in the order of the text, and no box on another", () => {
    const graph = buildGraph(analysisOf(many.slice(0, groupedBeyond)));
    const boxes = place(graph);
    const xs = new Set(graph.nodes.map(({ id, column }) => `${column} ${boxes.get(id)?.x}`));
    expect(xs.size).toBe(3);
    const tops = graph.nodes.filter(({ column }) => column === "what").map(({ id }) => boxes.get(id)?.y ?? 0);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    for (const column of ["what", "where"]) {
      const inColumn = graph.nodes
        .filter((node) => node.column === column)
        .map(({ id }) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 })
        .sort((a, b) => a.y - b.y);
      inColumn.forEach((box, at) => {
        const above = inColumn[at - 1];
        if (above) expect(box.y).toBeGreaterThanOrEqual(above.y + above.height);
      });
    }
    expect(place(graph)).toEqual(boxes);
  });

  test("gives long words room, and begins large enough to be read", () => {
    const [, short, long] = buildGraph(
      analysisOf([statement({ resources: items([`arn:aws:s3:::${"long-name/".repeat(12)}`]) })]),
    ).nodes;
    if (!short || !long) throw new Error("two boxes");
    expect(sizeOf(long).height).toBeGreaterThan(sizeOf(short).height);
    const whole = extent([{ x: 0, y: 0, width: 984, height: 5984 }]);
    expect(firstView(whole, { width: 1000, height: 600 })).toMatchObject({ y: 0, zoom: 1 });
    expect(firstView({ width: 500, height: 300 }, { width: 1000, height: 600 })).toEqual({
      x: 250,
      y: 150,
      zoom: 1,
    });
  });

  test("what is typed does not move a picture that was moved, unless nothing of it would be seen", () => {
    const room = { width: 1000, height: 600 };
    const whole = { width: 900, height: 4000 };
    const first = firstView(whole, room);
    expect(nextView(whole, room, { x: 0, y: 0, zoom: 0.4 }, false)).toEqual(first);
    expect(nextView(whole, room, first, false)).toBeNull();
    expect(nextView({ ...whole, height: 5000 }, room, { x: -40, y: -3000, zoom: 1 }, true)).toBeNull();
    // Most of it is gone, and what is looked at was below.
    const left = { width: 900, height: 500 };
    expect(nextView(left, room, { x: -40, y: -3000, zoom: 1 }, true)).toEqual(firstView(left, room));
  });
});

describe("the picture", () => {
  // jsdom measures nothing; the boxes bring their sizes along.
  beforeAll(() => {
    globalThis.ResizeObserver ??= class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });

  function showPicture(statements: StatementView[], part: Partial<EditorModel> = {}) {
    const selections: (number | null)[] = [];
    const model: EditorModel = {
      text: "",
      analysedText: "",
      analysis: analysisOf(statements),
      stale: false,
      readOnly: false,
      selected: null,
      select: (at) => selections.push(at),
      change: () => Promise.resolve(),
      apply: () => {},
      lit: null,
      ...part,
    };
    render(<PolicyPicture model={model} />);
    return { user: person(), selections };
  }

  test("selects a statement by a click, and by Enter", async () => {
    const { user, selections } = showPicture(small);
    await user.click(await screen.findByRole("button", { name: /^Allow 1 · Read/ }));
    screen.getByRole("button", { name: /^Deny Statement 3/ }).focus();
    await shown(() => screen.findByText("Denies all but KMS."));
    await user.keyboard("{Enter}");
    expect(selections).toEqual([0, 2]);
  });

  test("says what is selected and what decides", async () => {
    showPicture(small, { selected: 1, lit: { deciding: [1], near: [0] } });
    const deciding = await screen.findByRole("button", { name: /Decides this request.*2 · Never/ });
    expect(deciding).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByRole("button", { name: /Almost decides it.*1 · Read/ })).toHaveAttribute(
      "aria-pressed",
      "false",
    );
  });

  test("goes through the statements of what they have in common", async () => {
    const { user, selections } = showPicture(small, { selected: 0 });
    await user.click(await screen.findByRole("button", { name: /Whoever holds this policy/ }));
    expect(selections).toEqual([1]);
  });

  test("opens a group and folds it again", async () => {
    const { user } = showPicture(many);
    await user.click(await screen.findByRole("button", { name: /^Deny Amazon S3 20 statements/ }));
    expect(await screen.findByRole("button", { name: /^Deny 10 · S9/ })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Fold Amazon S3, Deny" }));
    expect(screen.queryByRole("button", { name: /^Deny 10 · S9/ })).toBeNull();
  });

  test("is there as a list with the same content", async () => {
    const { user, selections } = showPicture(small);
    await user.click(screen.getByRole("button", { name: "List" }));
    const list = within(screen.getByRole("list", { name: "The policy as a list" }));
    expect(list.getByText("All but arn:aws:s3:::data/*")).toBeVisible();
    expect(list.getByText("aws:SourceVpce is x.")).toBeVisible();
    await user.click(list.getByRole("button", { name: "2 · Never" }));
    expect(selections).toEqual([1]);
  });

  test("of a text that cannot be read is that of the last one that could", () => {
    showPicture(small, { stale: true });
    expect(screen.getByText(/The text cannot be read at the moment/)).toBeVisible();
  });

  test("of no statements says so", () => {
    showPicture([]);
    expect(screen.getByText(/nothing to draw/)).toBeVisible();
  });
});
