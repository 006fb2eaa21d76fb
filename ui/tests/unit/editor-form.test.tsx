import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { ConditionView } from "../../src/bindings/ConditionView";
import type { ItemsView } from "../../src/bindings/ItemsView";
import type { Offers } from "../../src/bindings/Offers";
import type { PolicyAnalysis } from "../../src/bindings/PolicyAnalysis";
import type { PolicyEdit } from "../../src/bindings/PolicyEdit";
import type { StatementView } from "../../src/bindings/StatementView";
import { firstWildcards } from "../../src/features/editor/form/action-choice";
import { carryOver, nothingKnown } from "../../src/features/editor/form/identities";
import { putTogether, takeApart } from "../../src/features/editor/form/operator";
import {
  fillIn,
  inWords,
  matchKey,
  placeholders,
  takeApartArn,
} from "../../src/features/editor/form/placeholders";
import { PolicyForm } from "../../src/features/editor/form/policy-form";
import type { EditorModel } from "../../src/features/editor/model";
import { editorCatalog } from "../../src/ipc/mock/editor-catalog";
import { newQueryClient } from "../../src/ipc/queries";
import { setTransport } from "../../src/ipc/transport";
import { person, shown } from "./app";

const place = { from: 0, to: 0 };

function items(values: string[], more: { negated?: boolean; kind?: string } = {}): ItemsView {
  return {
    negated: more.negated ?? false,
    items: values.map((value) => ({
      value,
      kind: more.kind ?? null,
      place,
      note: value.includes("*") ? "stands for 6 actions" : null,
      known: true,
    })),
  };
}

function statement(part: Partial<StatementView>): StatementView {
  return {
    place,
    sid: null,
    effect: "Allow",
    principals: null,
    actions: null,
    resources: null,
    conditions: [],
    groups: [],
    others: [],
    sentence: "Allows something.",
    ...part,
  };
}

const vpce: ConditionView = {
  operator: "StringEquals",
  key: "aws:SourceVpce",
  values: ["vpce-1"],
  place,
  meaning: "The request comes through vpce-1.",
};

const two = [
  statement({
    sid: "ReadData",
    actions: items(["s3:GetObject", "s3:List*"]),
    resources: items(["arn:aws:s3:::data/*"]),
    conditions: [vpce],
    groups: [
      { service: "s3", serviceName: "Amazon S3", level: "Read", actions: ["GetObject"], count: 1, of: 6 },
      { service: "s3", serviceName: "Amazon S3", level: "List", actions: ["ListBucket"], count: 1, of: 1 },
    ],
    others: ["Comment"],
    sentence: "Allows reading of data.",
  }),
  statement({ effect: "Deny", actions: items(["kms:Decrypt"]), resources: items(["*"]) }),
];

/** A text in which each statement has a place of its own, and its analysis. */
function documentOf(statements: StatementView[], kind = "identity") {
  let text = "[";
  const placed = statements.map((view, at) => {
    const from = text.length;
    text += JSON.stringify({ at, ...view });
    const to = text.length;
    text += ",";
    return { ...view, place: { from, to } };
  });
  const analysis: PolicyAnalysis = {
    kind,
    breaks: [],
    findings: [],
    statements: placed,
    version: "2012-10-17",
    size: text.length,
    quota: null,
    beside: null,
    grants: [],
    lockOuts: [],
  };
  return { text, analysedText: text, analysis };
}

const noOffers: Offers = { offers: [], readable: false, notice: null };
/** What the account has for condition keys. */
const values: Record<string, Offers> = {
  "aws:SourceVpce": {
    offers: [
      { value: "vpce-1", label: "vpce-1", description: "S3 in vpc-1" },
      { value: "vpce-2", label: "kms (vpce-2)", description: "KMS in vpc-1" },
    ],
    readable: true,
    notice: null,
  },
  "aws:TagKeys": {
    offers: [],
    readable: true,
    notice: { level: "warning", code: "X", title: "The account's tags could not be read", message: "No." },
  },
};

function showForm(statements = two, part: Partial<EditorModel> & { kind?: string } = {}) {
  const edits: PolicyEdit[] = [];
  const selections: (number | null)[] = [];
  setTransport(async (command, args) => {
    if (command === "analyse_policy")
      return documentOf([
        statement({
          conditions: [{ ...vpce, meaning: `Trial of ${args.text}` }],
          groups: [
            {
              service: "s3",
              serviceName: "Amazon S3",
              level: "Read",
              actions: ["GetObject", "GetMore"],
              count: 2,
              of: 6,
            },
          ],
        }),
      ]).analysis;
    if (command === "offered_values") return structuredClone(values[String(args.key)] ?? noOffers);
    return structuredClone(editorCatalog[command]?.(args));
  });
  const { kind, ...rest } = part;
  let model: EditorModel = {
    ...documentOf(statements, kind),
    stale: false,
    readOnly: false,
    selected: null,
    select: (at) => selections.push(at),
    change: async (edit) => {
      edits.push(edit);
    },
    apply: () => {},
    lit: null,
    ...rest,
  };
  const client = newQueryClient();
  const page = () => (
    <QueryClientProvider client={client}>
      <PolicyForm model={model} />
    </QueryClientProvider>
  );
  const { rerender } = render(page());
  const user = person();
  const again = (next: Partial<EditorModel>) => {
    model = { ...model, ...next };
    act(() => rerender(page()));
  };
  return { user, edits, selections, again };
}

const card = (name: RegExp) => within(screen.getByRole("article", { name }));
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const dialog = async () => within(await screen.findByRole("dialog"));

async function fromMenu(user: ReturnType<typeof person>, number: number, item: RegExp) {
  await user.click(button(`More for statement ${number}`));
  await user.click(await screen.findByRole("menuitem", { name: item }));
}

describe("a statement's card", () => {
  test("shows all of the statement", () => {
    showForm();
    const first = card(/ReadData/);
    expect(first.getByText("Allows reading of data.")).toBeVisible();
    expect(first.getByText("Amazon S3")).toBeVisible();
    expect(first.getByText("1 of 6")).toBeVisible();
    expect(first.getByText("all 1")).toBeVisible();
    expect(first.getAllByText("stands for 6 actions")).toHaveLength(2);
    expect(first.getByText("The request comes through vpce-1.")).toBeVisible();
    expect(first.getByText(/Shown as text only/)).toHaveTextContent("Comment");
  });

  test("gives it a name, or takes the name away", async () => {
    const { user, edits } = showForm();
    await user.click(button("Change the name of statement 1"));
    const field = screen.getByRole("textbox", { name: "The statement's name (Sid)" });
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, "Other{Enter}");
    expect(edits).toEqual([{ change: "setSid", statement: 0, sid: "Other" }]);
    await user.click(button("Change the name of statement 1"));
    await user.clear(screen.getByRole("textbox", { name: "The statement's name (Sid)" }));
    await user.click(button("Keep"));
    expect(edits[1]).toEqual({ change: "setSid", statement: 0, sid: null });
  });

  test("changes the effect, and makes all but these of these", async () => {
    const { user, edits } = showForm();
    await user.click(card(/ReadData/).getByRole("button", { name: "Deny" }));
    await user.click(card(/ReadData/).getByRole("checkbox", { name: "Resources: all but these" }));
    expect(edits).toEqual([
      { change: "setEffect", statement: 0, effect: "Deny" },
      { change: "setNegated", statement: 0, element: "Resource", negated: true },
    ]);
  });

  test("changes a value and takes one out", async () => {
    const { user, edits } = showForm();
    await user.click(button("Change the action s3:List*"));
    const field = screen.getByRole("textbox", { name: "The action" });
    await user.clear(field);
    await user.type(field, "s3:ListBucket{Enter}");
    await user.click(button("Take out the resource arn:aws:s3:::data/*"));
    expect(edits).toEqual([
      { change: "setItem", statement: 0, element: "Action", item: 1, value: "s3:ListBucket" },
      { change: "removeItems", statement: 0, element: "Resource", items: [0] },
    ]);
  });

  test("moves, duplicates and deletes by its menu", async () => {
    const { user, edits, selections } = showForm();
    await fromMenu(user, 2, /Move up/);
    await fromMenu(user, 1, /Duplicate/);
    await fromMenu(user, 2, /Delete/);
    expect(edits).toEqual([
      { change: "moveStatement", statement: 1, to: 0 },
      { change: "duplicateStatement", statement: 0 },
      { change: "removeStatement", statement: 1 },
    ]);
    expect(selections).toContain(0);
  });

  test("says where the change was refused", async () => {
    const { user } = showForm(two, {
      change: () =>
        Promise.reject({
          code: "EDIT_PLACE",
          message: "There is no such place.",
          nextStep: null,
          command: null,
          requestId: null,
          fields: [],
        }),
    });
    await fromMenu(user, 1, /Delete/);
    await shown(() => card(/ReadData/).findByText("There is no such place."));
  });

  test("shows principals by kind where the policy has them, and adds one", async () => {
    const { user, edits } = showForm([statement({ principals: items(["111122223333"], { kind: "AWS" }) })], {
      kind: "trust",
    });
    expect(screen.getByText("Accounts, roles and users")).toBeVisible();
    expect(screen.queryByRole("heading", { name: "Resources" })).toBeNull();
    await user.click(button("Add somebody to statement 1"));
    const inside = await dialog();
    await user.click(inside.getByRole("radio", { name: "AWS services" }));
    await user.type(inside.getByRole("textbox", { name: "Who" }), "ec2.amazonaws.com");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits).toEqual([
      {
        change: "addItems",
        statement: 0,
        element: "Principal",
        kind: "Service",
        values: ["ec2.amazonaws.com"],
      },
    ]);
  });

  test("is selected by a click, is marked after a question, and stands out", async () => {
    const { user, selections, again } = showForm(two, { lit: { deciding: [1], near: [0] } });
    expect(card(/Statement 2/).getByText(/Decides this request/)).toBeVisible();
    expect(card(/ReadData/).getByText(/Almost decides it/)).toBeVisible();
    await user.click(card(/Statement 2/).getByText("Allows something."));
    expect(selections).toEqual([1]);
    again({ selected: 1 });
    expect(screen.getByRole("article", { name: /Statement 2/ })).toHaveAttribute("aria-current", "true");
  });
});

describe("all of AWS", () => {
  test("is counted, and listed only where it is asked for", async () => {
    const groups = Array.from({ length: 50 }, (_, at) => ({
      service: `svc${at}`,
      serviceName: `Service ${at}`,
      level: "Read",
      actions: Array.from({ length: 20 }, (_, action) => `Get${action}`),
      count: 20,
      of: 20,
    }));
    const { user } = showForm([statement({ actions: items(["*"]), groups })]);
    expect(screen.queryByText("Service 7")).toBeNull();
    await user.click(screen.getByText("50 services, one by one"));
    await shown(() => screen.findByText("Service 7"));
    expect(screen.queryByText(/Get19/)).toBeNull();
  });
});

describe("a policy that cannot be changed", () => {
  test.each([
    [{ readOnly: true }, "This policy can only be looked at."],
    [{ stale: true }, /The text cannot be read at the moment/],
  ])("is shown all the same: %j", (part, reason) => {
    showForm(two, part);
    expect(screen.getAllByText(reason)[0]).toBeVisible();
    expect(card(/ReadData/).getByText("s3:GetObject")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Take out|Change the|Add actions/ })).toBeNull();
    expect(button(/Add a statement/)).toHaveAttribute("aria-disabled", "true");
    expect(card(/ReadData/).getByRole("button", { name: "Deny" })).toBeDisabled();
  });
});

describe("a text that moves on", () => {
  test("a change waits until the text was analysed, and is dropped where the statement is another by then", async () => {
    const { user, edits, again } = showForm();
    again({ text: "newer" });
    await user.click(button("Take out the action kms:Decrypt"));
    expect(edits).toEqual([]);
    again(documentOf([two[1] as StatementView, two[0] as StatementView]));
    await shown(() => screen.findByText(/The text changed in the meantime/));
    expect(edits).toEqual([]);
  });

  test("a statement keeps its name while others come, go and change", () => {
    const first = carryOver(nothingKnown, ["a", "b", "c"]);
    const [a, b, c] = first.ids;
    expect(carryOver(first, ["b", "a", "c"]).ids).toEqual([b, a, c]);
    expect(carryOver(first, ["a", "x", "c"]).ids).toEqual([a, b, c]);
    expect(carryOver(first, ["a", "c"]).ids).toEqual([a, c]);
    const twice = carryOver(first, ["a", "b", "b", "c"]).ids;
    expect(twice[0]).toBe(a);
    expect(twice[3]).toBe(c);
    expect(new Set(twice).size).toBe(4);
  });
});

describe("two hundred statements", () => {
  test("begin closed, and open when they are looked at", async () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      statement({ sid: `S${at}`, actions: items([`s3:Action${at}`]) }),
    );
    const { user, again } = showForm(many);
    expect(screen.getAllByRole("article")).toHaveLength(200);
    expect(screen.queryByText("s3:Action7")).toBeNull();
    await user.click(button("Statement 8, S7"));
    expect(screen.getByText("s3:Action7")).toBeVisible();
    again({ selected: 150 });
    await shown(() => screen.findByText("s3:Action150"));
  });
});

describe("a statement that is disabled for a moment", () => {
  test("goes out of the text, and comes back where it stood", async () => {
    const { user, edits, again } = showForm();
    await fromMenu(user, 1, /Disable for a moment/);
    expect(edits).toEqual([{ change: "removeStatement", statement: 0 }]);
    again(documentOf([two[1] as StatementView]));
    await user.click(button("Restore ReadData"));
    const restored = edits[1];
    expect(restored).toMatchObject({ change: "addStatement" });
    if (restored?.change === "addStatement") expect(JSON.parse(restored.json).sid).toBe("ReadData");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Restore ReadData" })).toBeNull());
  });
});

describe("taking out several at once", () => {
  test("is one change of the text", async () => {
    const { user, edits } = showForm();
    await user.click(button("Take out several actions of statement 1"));
    const out = (count: number) => screen.getByRole("button", { name: `Take out ${count}` });
    expect(out(0)).toHaveAttribute("aria-disabled", "true");
    const boxes = screen.getAllByRole("checkbox", { name: /^Pick the action/ });
    for (const box of boxes.slice(0, 2)) await user.click(box);
    await user.click(out(2));
    expect(edits).toEqual([{ change: "removeItems", statement: 0, element: "Action", items: [0, 1] }]);
    await waitFor(() => expect(screen.queryByRole("checkbox", { name: /^Pick the action/ })).toBeNull());
  });

  test("all are ticked with one box, and nothing goes before it is said", async () => {
    const { user, edits } = showForm();
    await user.click(button("Take out several actions of statement 1"));
    await user.click(screen.getByRole("checkbox", { name: /^All \d/ }));
    for (const box of screen.getAllByRole("checkbox", { name: /^Pick the action/ }))
      expect(box).toBeChecked();
    await user.click(button("Done"));
    expect(edits).toEqual([]);
  });
});

describe("adding a statement", () => {
  test("an empty Deny, or a template for this kind of policy", async () => {
    const { user, edits, selections } = showForm();
    await user.click(button("Add a statement"));
    let inside = await dialog();
    await user.click(inside.getByRole("radio", { name: "An empty Deny" }));
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits).toEqual([
      { change: "addStatement", at: null, json: '{"Effect":"Deny","Action":[],"Resource":[]}' },
    ]);
    expect(selections).toEqual([2]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    await user.click(button("Add a statement"));
    inside = await dialog();
    await user.click(await inside.findByRole("radio", { name: "Read training data" }));
    expect(inside.queryByRole("radio", { name: /SageMaker/ })).toBeNull();
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits[1]).toMatchObject({ json: expect.stringContaining("ReadTrainingData") });
  });

  test("templates stand under headings, and one may bring several statements", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add a statement"));
    const inside = await dialog();
    const activities = within(await inside.findByRole("radiogroup", { name: /^Activities of SageMaker/ }));
    expect(activities.queryByRole("radio", { name: "Deny without MFA" })).toBeNull();
    await user.click(activities.getByRole("radio", { name: "Manage endpoints" }));
    await user.click(inside.getByText("The text of Manage endpoints"));
    expect(inside.getByText(/ListEndpoints/)).toBeVisible();
    await user.click(inside.getByRole("button", { name: "Add" }));
    const { json } = edits[0] as Extract<PolicyEdit, { change: "addStatement" }>;
    expect(JSON.parse(json)).toHaveLength(2);
    expect(edits).toHaveLength(1);
  });
});

describe("adding actions", () => {
  test("of a service, one by one and all of a level", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add actions to statement 1"));
    const inside = await dialog();
    await user.type(inside.getByRole("combobox", { name: /Service/ }), "s3");
    await user.click(await inside.findByRole("checkbox", { name: "All of Tagging (1)" }));
    await user.click(inside.getByRole("checkbox", { name: "s3:PutObject" }));
    expect(inside.getByRole("checkbox", { name: "s3:GetObject" })).toBeDisabled();
    await user.click(inside.getByRole("button", { name: "Add 2" }));
    expect(edits).toEqual([
      {
        change: "addItems",
        statement: 0,
        element: "Action",
        kind: null,
        values: ["s3:PutObjectTagging", "s3:PutObject"],
      },
    ]);
  });

  test("found by words, as a wildcard whose reach is shown", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add actions to statement 2"));
    const inside = await dialog();
    await user.type(inside.getByRole("searchbox", { name: /search in words/ }), "reads tags object");
    await user.click(await inside.findByRole("checkbox", { name: "s3:GetObjectTagging" }));
    await user.click(inside.getByRole("radio", { name: "As a wildcard" }));
    await shown(() => inside.findByText("Today this stands for 2 actions."));
    expect(inside.getByText(/Not among them: s3:GetObjectTagging/)).toBeVisible();
    const field = inside.getByRole("textbox", { name: "Wildcard" });
    await user.clear(field);
    await user.type(field, "s3:Get*");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits[0]).toMatchObject({ element: "Action", values: ["s3:Get*"] });
  });

  test("says what they need besides", async () => {
    const { user } = showForm();
    await user.click(button("Add actions to statement 1"));
    const inside = await dialog();
    await user.type(inside.getByRole("combobox", { name: /Service/ }), "sagemaker");
    await user.click(await inside.findByRole("checkbox", { name: "sagemaker:CreateTrainingJob" }));
    expect(inside.getByText(/iam:PassRole/)).toBeVisible();
  });

  test("a first wildcard for each verb of each service", () => {
    const names = ["s3:GetObject", "s3:GetObjectAcl", "s3:ListBucket", "kms:Decrypt"];
    expect(firstWildcards(names)).toEqual(["s3:GetObject*", "s3:ListBucket*", "kms:Decrypt*"]);
  });
});

const roleForm = {
  service: "iam",
  kind: "role",
  pattern: `arn:$${"{Partition}"}:iam::$${"{Account}"}:role/$${"{RoleNameWithPath}"}`,
  actions: ["iam:PassRole"],
};
const twoRoles = {
  offers: [
    { value: "arn:aws:iam::111122223333:role/plain-role", label: "plain-role", description: "" },
    { value: "arn:aws:iam::111122223333:role/ml/deep-role", label: "deep-role", description: "With a path" },
  ],
  readable: true,
  notice: null,
};

describe("adding a resource", () => {
  test("fills in the form that its actions know, part by part", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add a resource to statement 2"));
    const inside = await dialog();
    await user.type(await inside.findByRole("textbox", { name: "Region" }), "eu-central-1");
    await user.click(inside.getByRole("checkbox", { name: "Account: any" }));
    expect(inside.getByText(/^arn:aws:kms:eu-central-1:\*:key\/\$/)).toBeVisible();
    expect(inside.getByRole("button", { name: "Add" })).toHaveAttribute("aria-disabled", "true");
    await user.type(inside.getByRole("textbox", { name: "Key ID" }), "1234");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits).toEqual([
      {
        change: "addItems",
        statement: 1,
        element: "Resource",
        kind: null,
        values: ["arn:aws:kms:eu-central-1:*:key/1234"],
      },
    ]);
  });

  test("what the account has is offered, fills in the parts, and can be changed", async () => {
    const { user, edits } = showForm([
      statement({ actions: items(["iam:PassRole"]), resources: items(["*"]) }),
    ]);
    setTransport(async (command) => {
      if (command === "resource_forms") return [roleForm];
      if (command === "offered_resources") return structuredClone(twoRoles);
      return [];
    });
    await user.click(button("Add a resource to statement 1"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^From this account/ }));
    await user.click(await screen.findByRole("option", { name: /deep-role/ }));
    expect(inside.getByRole("textbox", { name: "Account" })).toHaveValue("111122223333");
    const name = inside.getByRole("textbox", { name: "Role name with path" });
    expect(name).toHaveValue("ml/deep-role");
    await user.clear(name);
    await user.type(name, "ml/*");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits[0]).toMatchObject({ element: "Resource", values: ["arn:aws:iam::111122223333:role/ml/*"] });
  });

  test("an account that cannot be read says so, and blocks nothing", async () => {
    const { user, edits } = showForm([
      statement({ actions: items(["iam:PassRole"]), principals: items([], { kind: "AWS" }) }),
    ]);
    const notice = {
      level: "warning",
      code: "X",
      title: "The account's roles could not be read",
      message: "No.",
    };
    setTransport(async (command) => {
      if (command === "resource_forms") return [roleForm];
      return { offers: [], readable: true, notice };
    });
    await user.click(button("Add somebody to statement 1"));
    let inside = await dialog();
    await shown(() => inside.findByText("The account's roles could not be read"));
    await user.type(inside.getByRole("combobox", { name: /^Who/ }), "111122223333");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits[0]).toMatchObject({ element: "Principal", kind: "AWS", values: ["111122223333"] });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    await user.click(button("Add a resource to statement 1"));
    inside = await dialog();
    await shown(() => inside.findByText("The account's roles could not be read"));
    expect(await inside.findByRole("textbox", { name: "Account" })).toBeEnabled();
  });

  test("an ARN is taken apart by its pattern", () => {
    const role = "arn:aws:iam::111122223333:role/ml/a";
    expect(takeApartArn(roleForm.pattern, role)).toEqual({
      Partition: "aws",
      Account: "111122223333",
      RoleNameWithPath: "ml/a",
    });
    expect(takeApartArn(roleForm.pattern, "arn:aws:iam::111122223333:user/a")).toBeNull();
  });

  test("placeholders are filled in and put in words", () => {
    const pattern = `arn:$${"{Partition}"}:s3:::$${"{BucketName}"}`;
    expect(placeholders(pattern)).toEqual(["Partition", "BucketName"]);
    expect(fillIn(pattern, { Partition: "aws" })).toBe(`arn:aws:s3:::$${"{BucketName}"}`);
    expect(inWords("BucketName")).toBe("Bucket name");
    expect(inWords("KeyId")).toBe("Key ID");
    expect(matchKey(`aws:ResourceTag/$${"{TagKey}"}`, "AWS:resourceTag/Team")).toEqual({ TagKey: "Team" });
    expect(matchKey("aws:SourceVpc", "aws:SourceVpce")).toBeNull();
  });
});

describe("a condition", () => {
  test("is added on a key with many values", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add a condition to statement 1"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^Key/ }));
    await shown(() => screen.findByRole("option", { name: /s3:prefix/ }));
    expect(screen.queryByRole("option", { name: /kms:ViaService/ })).toBeNull();
    await user.click(screen.getByRole("option", { name: /aws:TagKeys/ }));
    await user.click(inside.getByRole("radio", { name: "All of them" }));
    await user.type(inside.getByRole("textbox", { name: /Values/ }), "team{Enter}project");
    await user.click(inside.getByRole("checkbox", { name: /Also holds/ }));
    await shown(() => inside.findByText(/^Trial of .*ForAllValues:StringEqualsIfExists/));
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits).toEqual([
      {
        change: "addCondition",
        statement: 0,
        operator: "ForAllValues:StringEqualsIfExists",
        key: "aws:TagKeys",
        values: ["team", "project"],
      },
    ]);
  });

  test("on a key that is compared so already joins what stands there, and says so", async () => {
    const { user } = showForm();
    await user.click(button("Add a condition to statement 1"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^Key/ }));
    await user.click(await screen.findByRole("option", { name: /aws:SourceVpce/ }));
    await user.type(inside.getByRole("textbox", { name: /Values/ }), "vpce-2");
    expect(inside.getByText(/one of them is enough/)).toBeVisible();
    await shown(() => inside.findByText(/^Trial of .*vpce-1","vpce-2/));
  });

  test("offers what the account has for its key, each once", async () => {
    const { user, edits } = showForm();
    await user.click(button("Change the condition on aws:SourceVpce"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^From this account/ }));
    expect(screen.queryByRole("option", { name: /S3 in vpc-1/ })).toBeNull();
    await user.click(await screen.findByRole("option", { name: /kms \(vpce-2\)/ }));
    await user.click(inside.getByRole("button", { name: "Change" }));
    expect(edits[0]).toMatchObject({ key: "aws:SourceVpce", values: ["vpce-1", "vpce-2"] });
  });

  test("says what of the account cannot be read, and takes what is typed", async () => {
    const { user, edits } = showForm();
    await user.click(button("Add a condition to statement 1"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^Key/ }));
    await user.click(await screen.findByRole("option", { name: /aws:TagKeys/ }));
    await shown(() => inside.findByText("The account's tags could not be read"));
    await user.type(inside.getByRole("textbox", { name: /Values/ }), "team");
    await user.click(inside.getByRole("button", { name: "Add" }));
    expect(edits[0]).toMatchObject({ key: "aws:TagKeys", values: ["team"] });
  });

  test("is changed, and taken out", async () => {
    const { user, edits } = showForm();
    await user.click(button("Change the condition on aws:SourceVpce"));
    const inside = await dialog();
    await user.click(await inside.findByRole("button", { name: /^Comparison/ }));
    await user.click(await screen.findByRole("option", { name: "StringLike" }));
    await user.click(inside.getByRole("button", { name: "Change" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(button("Take out the condition on aws:SourceVpce"));
    expect(edits).toEqual([
      {
        change: "setCondition",
        statement: 0,
        line: 0,
        operator: "StringLike",
        key: "aws:SourceVpce",
        values: ["vpce-1"],
      },
      { change: "removeCondition", statement: 0, line: 0 },
    ]);
  });

  test("operators are taken apart and put together again", () => {
    for (const written of ["StringEquals", "ForAnyValue:StringLike", "ForAllValues:ArnLikeIfExists", "Null"])
      expect(putTogether(takeApart(written))).toBe(written);
    expect(putTogether({ set: "", base: "Null", ifExists: true })).toBe("Null");
  });
});
