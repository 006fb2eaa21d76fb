import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { inDays, lastDay, problemsOf } from "../../src/features/checklist/acceptance-rules";
import { standing } from "../../src/features/checklist/words";
import { problem } from "../../src/ipc/mock/problem";
import { called, heading, openApp, shown } from "./app";

const PASS_ROLE = "LP-05/arn:aws:iam::111122223333:role/MLTrainingRole";
const ROTATION = "EN-15/arn:aws:kms:us-east-1:111122223333:alias/notebook-volume";
const UNREAD = "EN-15/arn:aws:kms:us-east-1:111122223333:alias/legacy";
const JOB_SECRET = "SE-01/arn:aws:sagemaker:us-east-1:111122223333:training-job/fraud-graph-2";
const NOTEBOOK = "EN-01/arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/recommender-poc";
const ACCEPTED = "SE-02/arn:aws:secretsmanager:us-east-1:111122223333:secret:recommender-poc-db-a1B2c3";

const at = (key: string) => `#/checklist/${encodeURIComponent(key)}`;
const filter = (tokens: unknown[], more = "") =>
  `#/checklist?filter=${encodeURIComponent(JSON.stringify({ and: tokens }))}${more}`;
/** One by one it is a table; put together, a tree of rows. */
const findings = async (role: "table" | "treegrid" = "table") =>
  within(await screen.findByRole(role, { name: "Findings" }));
const sentences = async (role?: "treegrid") =>
  (await (await findings(role)).findAllByRole("rowheader")).map((cell) => cell.textContent ?? "");
const state = (text: string) =>
  waitFor(() => expect(screen.getByTestId("finding-state")).toHaveTextContent(text));

describe("the checklist", () => {
  test("shows the six practices: what passed of what was answered, and apart from it what was not", async () => {
    await openApp("#/checklist");
    const cards = within(await screen.findByRole("list", { name: "The six practices" })).getAllByRole(
      "listitem",
    );
    expect(cards).toHaveLength(6);
    const encryption = within(cards[1] as HTMLElement);
    expect(encryption.getByText("8 failed")).toBeVisible();
    expect(encryption.getByText("7 of 15 passed")).toBeVisible();
    expect(encryption.getByText("1 not answered")).toBeVisible();
    expect(
      encryption.getByRole("img", { name: "Encryption with KMS: 7 passed, 8 failed, 1 not answered" }),
    ).toBeInTheDocument();
  });

  test("is never green by silence", () => {
    const none = { passed: 0, failed: 0, accepted: 0, unanswered: 0, notApplicable: 0 };
    expect(standing({ ...none, passed: 3 })).toEqual({ text: "All 3 passed", type: "success" });
    for (const counts of [
      { ...none, passed: 3, unanswered: 1 },
      { ...none, passed: 3, accepted: 1 },
      { ...none, unanswered: 2 },
      none,
    ])
      expect(standing(counts).type).not.toBe("success");
  });

  test("tells what changed, and the trend in words and numbers", async () => {
    const { user } = await openApp("#/checklist");
    await shown(() => screen.findByText("8 fixed"));
    expect(screen.getByRole("img", { name: /^6 runs from .*failed 46 then and 35 now/ })).toBeVisible();
    await user.click(screen.getByText("The runs as a table"));
    const table = screen.getByRole("columnheader", { name: "Not answered" }).closest("table") as HTMLElement;
    expect(within(table).getAllByRole("row")).toHaveLength(7);
    await user.click(screen.getByRole("link", { name: "Show the 4 new findings" }));
    await waitFor(async () => expect(await sentences()).toHaveLength(4));
    expect((await sentences())[0]).toContain("The key alias/fraud-scores is everybody's");
  });

  test("puts the gravest first, and can be sorted otherwise", async () => {
    const { user } = await openApp("#/checklist");
    expect((await sentences())[0]).toContain("Public access to the bucket example-fraud-scores");
    await user.click((await findings()).getByRole("button", { name: /^Check/ }));
    await waitFor(async () => expect((await sentences())[0]).toContain("Public access"));
    await user.click((await findings()).getByRole("button", { name: /^Check/ }));
    await waitFor(async () => expect((await sentences())[0]).toContain("ml-bench"));
  });

  test.each([
    ["state", ["stateText", "=", "Accepted"], 3, "feature-pipeline"],
    ["severity", ["severityText", "=", "Low"], 2, "ec2-gpu-bench"],
    ["practice", ["practiceText", "=", "CloudTrail"], 3, "audit-2025"],
    ["check", ["checkText", "=", "BK-03"], 2, "in the clear"],
    ["kind", ["kind", "=", "security group"], 1, "ml-bench"],
    ["name", ["name", ":", "graph"], 6, "fraud-graph-2"],
    ["workload", ["workloadText", "=", "MLTrainingRole"], 5, "MLTrainingRole"],
    ["what is new", ["newText", "=", "Yes"], 4, "everybody"],
    ["what has a note", ["notedText", "=", "Yes"], 1, "may pass every role"],
    ["any word", [null, ":", "internet"], 2, "past the VPC"],
  ])("is filtered by %s", async (_, token, many, words) => {
    await openApp(filter([token]));
    await waitFor(async () => expect(await sentences()).toHaveLength(many as number));
    expect((await sentences()).join()).toContain(words);
  });

  test("a practice leads to its findings, and a filter that nothing matches can be cleared", async () => {
    const { user } = await openApp(filter([[null, ":", "nothing like it"]]));
    await shown(() => screen.findByText("No finding matches"));
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await user.click(await screen.findByRole("link", { name: "1 not answered of Network isolation" }));
    await waitFor(async () => expect(await sentences()).toHaveLength(1));
    expect((await sentences())[0]).toContain("ec2:DescribeVpcEndpoints is missing");
  });

  test("is put together by resource and by workload", async () => {
    const { user } = await openApp("#/checklist");
    await user.click(await screen.findByRole("button", { name: "By resource" }));
    const group = await screen.findByRole("button", { name: "Open role notebook-admin" });
    const row = within(group.closest("tr") as HTMLElement);
    expect(row.getByText("4 failed")).toBeVisible();
    expect(row.getByText("Critical")).toBeVisible();
    await user.click(group);
    await shown(() =>
      screen.findByRole("link", { name: "The execution role notebook-admin is an administrator." }),
    );
    await user.click(screen.getByRole("button", { name: "By workload" }));
    await waitFor(async () =>
      expect(await sentences("treegrid")).toEqual([
        "sagemaker-endpoint-fraud",
        "MLTrainingRole",
        "In no saved workload",
      ]),
    );
    await user.click(screen.getByRole("button", { name: "Open all" }));
    await waitFor(async () => expect((await sentences("treegrid")).length).toBe(41 + 3));
  });

  test("says when it is old", async () => {
    const { user, backend } = await openApp("#/checklist", { checklist: "old" });
    await shown(() => screen.findByText("The account was read 3 days ago"));
    await user.click(screen.getByTestId("check-account"));
    await waitFor(() => expect(screen.queryByText("The account was read 3 days ago")).toBeNull());
    expect(called(backend, "run_checklist")).toHaveLength(1);
  });

  test("that cannot be read says so, and asks again", async () => {
    const { user, backend } = await openApp("#/");
    backend.refused.set("get_checklist", problem("FILE", "The last run cannot be read."));
    await user.click(screen.getByRole("link", { name: "Checklist" }));
    await shown(() => screen.findByText("The last run could not be shown"));
    backend.refused.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await shown(() => screen.findByText("8 fixed"));
  });
});

describe("a run", () => {
  test("of an account that was never checked: what it does, and the way to it", async () => {
    const { user } = await openApp("#/checklist", { checklist: "never" });
    await shown(() => screen.findByText("This account was not checked yet"));
    expect(screen.queryByTestId("export-checklist")).toBeNull();
    await user.click(screen.getByTestId("first-check"));
    await shown(() => screen.findByText("This is the first run."));
    expect(screen.getByText("The trend begins with the second run.")).toBeVisible();
  });

  test("tells how far it is, and goes on while another screen is shown", async () => {
    const { user } = await openApp("#/checklist", { delay: 40 });
    await user.click(await screen.findByTestId("check-account"));
    await screen.findByText("Reading keys: 12 so far");
    await user.click(screen.getByRole("link", { name: "Activity" }));
    await heading("Activity");
    await user.click(screen.getByRole("link", { name: "Checklist" }));
    await shown(() => screen.findByTestId("cancel-check"));
    await shown(() => screen.findByTestId("check-account"));
    await screen.findByRole("img", { name: /^7 runs/ });
  });

  test("can be cancelled", async () => {
    const { user, backend } = await openApp("#/checklist", { delay: 30 });
    await user.click(await screen.findByTestId("check-account"));
    await user.click(await screen.findByTestId("cancel-check"));
    await shown(() => screen.findByText("The check was cancelled"));
    expect(called(backend, "cancel_reading")).toHaveLength(1);
    expect(screen.getByText("8 fixed")).toBeVisible();
  });

  test("that fails says why", async () => {
    const { user, backend } = await openApp("#/checklist");
    backend.refused.set("run_checklist", problem("AccessDenied", "iam:ListRoles is not allowed."));
    await user.click(await screen.findByTestId("check-account"));
    await shown(() => screen.findByText("The account could not be checked"));
    expect(screen.getByText("iam:ListRoles is not allowed.")).toBeVisible();
  });
});

describe("all checks", () => {
  test("stand with how they are, and lead to all that they looked at", async () => {
    const { user } = await openApp("#/checklist?tab=checks");
    const table = within(await screen.findByRole("table", { name: "Checks" }));
    const row = within(
      table.getByRole("link", { name: "LP-01 No role may do everything" }).closest("tr") as HTMLElement,
    );
    expect(row.getByText("1 failed")).toBeVisible();
    expect(row.getByText("3 passed")).toBeVisible();
    await user.click(row.getByRole("link", { name: "LP-01 No role may do everything" }));
    await shown(() => screen.findByText("IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"));
    expect(screen.getByText("IAM.1")).toBeVisible();
    expect(screen.queryByRole("list", { name: "The six practices" })).toBeNull();
    const looked = within(await screen.findByRole("table", { name: "Things it looked at" }));
    expect(looked.getAllByText("Passed")).toHaveLength(3);
    await user.click(looked.getByRole("link", { name: "role feature-pipeline" }));
    await heading("No statement allows everything on everything.");
    expect(screen.getByText("There is nothing to mend.")).toBeVisible();
    expect(screen.getByText("2 of 4")).toBeVisible();
  });

  test("can be left for all of them again", async () => {
    const { user } = await openApp("#/checklist?tab=checks&check=BK-01");
    await user.click(await screen.findByRole("link", { name: "All checks" }));
    await shown(() => screen.findByRole("table", { name: "Checks" }));
  });
});

describe("the export", () => {
  test.each([
    ["HTML page", "html", "checklist.html"],
    ["CSV table", "csv", "checklist.csv"],
    ["JSON", "json", "checklist.json"],
    ["SARIF 2.1.0", "sarif", "checklist.sarif"],
    ["Security Hub findings (ASFF)", "asff", "checklist-asff.json"],
    ["AWS Config conformance pack", "conformancePack", "conformance-pack.yaml"],
  ])("as %s is saved under its name", async (text, format, fileName) => {
    const { user, backend } = await openApp("#/checklist");
    await user.click(await screen.findByRole("button", { name: "Export" }));
    await user.click(await screen.findByText(text));
    await waitFor(() =>
      expect(called(backend, "save_file_as")).toEqual([
        { name: fileName, text: `The checklist as ${format}` },
      ]),
    );
    await shown(() => screen.findByText(/was saved$/));
  });

  test("that cannot be written is told of", async () => {
    const { user, backend } = await openApp("#/checklist");
    backend.disk.fault = problem("FILE_UNWRITABLE", "The disk is full.");
    await user.click(await screen.findByRole("button", { name: "Export" }));
    await user.click(await screen.findByText("JSON"));
    await shown(() => screen.findByText("The checklist was not saved"));
  });
});

describe("a finding", () => {
  test("says what is wrong, why it matters, who could do what, and shows the line", async () => {
    const { user } = await openApp(at(PASS_ROLE));
    await heading("The role MLTrainingRole may pass every role of the account.");
    await shown(() => screen.findByText(/Whoever passes a role to SageMaker runs code/));
    expect(screen.getByText(/could start a notebook as notebook-admin/)).toBeVisible();
    expect(screen.getByText('"Action": "iam:PassRole", "Resource": "*"')).toBeVisible();
    expect(screen.getByRole("link", { name: "role MLTrainingRole" })).toHaveAttribute(
      "href",
      "#/roles/MLTrainingRole",
    );
    await user.click(screen.getByRole("link", { name: "Open in the editor: MLTrainingPolicy, line 12" }));
    await heading("MLTrainingPolicy");
  });

  test("of a field shows the field", async () => {
    await openApp(at(ROTATION));
    await shown(() => screen.findByText("KeyRotationEnabled = false"));
  });

  test("that could not be answered names the missing permission, and is not called mended or green", async () => {
    await openApp(at(UNREAD));
    await shown(() => screen.findByText("The rotation of alias/legacy could not be read"));
    expect(screen.getByText(/^kms:GetKeyRotationStatus is missing/)).toBeVisible();
    await state("Not answered");
    expect(screen.queryByTestId("accept-risk")).toBeNull();
    expect(screen.queryByTestId("show-fix")).toBeNull();
  });

  test("that is gone leads back to the list", async () => {
    const { user } = await openApp(at("LP-01/gone"));
    await shown(() => screen.findByText("The finding could not be shown"));
    await user.click(screen.getByRole("button", { name: "Back to the checklist" }));
    await heading("Checklist");
  });

  test("is checked again by itself", async () => {
    const { user, backend } = await openApp(at(ROTATION));
    await state("Failed");
    const found = backend.checklist.findings.find(({ row }) => row.key === ROTATION);
    if (found) found.row.state = "passed";
    await user.click(await screen.findByTestId("recheck"));
    await shown(() => screen.findByText("EN-15 of alias/notebook-volume was checked again: passed"));
    await state("Passed");
    expect(called(backend, "recheck_finding")).toEqual([{ key: ROTATION }]);
  });
});

describe("going from finding to finding", () => {
  test("keeps the order of the list as it was filtered, by button and by key", async () => {
    const { user } = await openApp(filter([["practiceText", "=", "CloudTrail"]]));
    await waitFor(async () => expect(await sentences()).toHaveLength(3));
    const all = await sentences();
    await user.click(screen.getByTestId("start-review"));
    await heading(all[0] as string);
    expect(screen.getByText("1 of 3")).toBeVisible();
    expect(screen.getByTestId("previous-finding")).toBeDisabled();
    await user.click(screen.getByTestId("next-finding"));
    await heading(/trail audit-2025 does not sign its files|No trail logs/);
    expect(screen.getByText("2 of 3")).toBeVisible();
    await user.keyboard("j");
    await shown(() => screen.findByText("3 of 3"));
    expect(screen.getByTestId("next-finding")).toBeDisabled();
    await user.keyboard("k");
    await shown(() => screen.findByText("2 of 3"));
    // The way back leads to the list as it was filtered.
    await user.click(screen.getByRole("link", { name: "Checklist", current: false }));
    await heading("Checklist");
    expect(await sentences()).toEqual(all);
  });

  test("by key does nothing in a field, in a dialog, and where it was turned off", async () => {
    const { user } = await openApp(at(PASS_ROLE));
    const here = "The role MLTrainingRole may pass every role of the account.";
    await user.type(await screen.findByLabelText("For the next review"), "jk");
    await heading(here);
    await user.click(screen.getByTestId("accept-risk"));
    await screen.findByRole("dialog");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByLabelText("Keys j and k"));
    screen.getByTestId("recheck").focus();
    await user.keyboard("j");
    await heading(here);
    await user.click(screen.getByLabelText("Keys j and k"));
    screen.getByTestId("recheck").focus();
    await user.keyboard("j");
    await waitFor(() => expect(screen.queryByRole("heading", { level: 1, name: here })).toBeNull());
  });
});

describe("what mends it", () => {
  test("is a plan with what it does; one that breaks something must be agreed to, and is checked afterwards", async () => {
    const { user, backend } = await openApp(at(PASS_ROLE));
    expect(called(backend, "plan_finding_fix")).toEqual([]);
    await user.click(await screen.findByTestId("show-fix"));
    const green = within(await screen.findByRole("region", { name: "Turns green" }));
    expect(green.getAllByRole("listitem")).toHaveLength(2);
    expect(within(screen.getByRole("region", { name: "Turns red" })).getByText(/^LP-13/)).toBeVisible();
    expect(
      within(screen.getByRole("region", { name: "Would break" })).getByText(/pass itself no longer/),
    ).toBeVisible();
    await user.click(screen.getByTestId("see-fix-plan"));
    await shown(() => screen.findByText(/Write the inline policy MLTrainingPolicy/));
    expect(screen.getByTestId("confirm-fix")).toBeDisabled();
    await user.click(screen.getByLabelText("I know that 1 link of saved workloads would break"));
    await user.click(screen.getByTestId("confirm-fix"));
    await state("Passed");
    expect(called(backend, "apply_plan")).toHaveLength(1);
    expect(called(backend, "recheck_finding")).toEqual([{ key: PASS_ROLE }]);
  });

  test("breaks nothing where it says so", async () => {
    const { user } = await openApp(at(ROTATION));
    await user.click(await screen.findByTestId("show-fix"));
    await shown(() => screen.findByText("No saved workload breaks"));
    expect(screen.queryByRole("region", { name: "Turns red" })).toBeNull();
    await user.click(screen.getByTestId("see-fix-plan"));
    await shown(() => screen.findByText("Turn on the rotation of the key alias/notebook-volume."));
    expect(screen.getByTestId("confirm-fix")).toBeEnabled();
  });

  test("is not looked at again where the run failed", async () => {
    const { user, backend } = await openApp(at(ROTATION), { failAtStep: 1 });
    await user.click(await screen.findByTestId("show-fix"));
    await user.click(await screen.findByTestId("see-fix-plan"));
    await user.click(await screen.findByTestId("confirm-fix"));
    await shown(() => screen.findByText("Mend EN-15 of alias/notebook-volume"));
    await state("Failed");
    expect(called(backend, "recheck_finding")).toEqual([]);
  });

  test("is steps where the thing cannot be changed", async () => {
    const { user } = await openApp(at(NOTEBOOK));
    await user.click(await screen.findByTestId("show-fix"));
    const steps = within(await screen.findByRole("list", { name: "Steps to do" }));
    expect(steps.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.queryByTestId("see-fix-plan")).toBeNull();
  });

  test("is code where only the next one can be otherwise", async () => {
    const { user } = await openApp(at(JOB_SECRET));
    await user.click(await screen.findByTestId("show-fix"));
    const code = await screen.findByRole("textbox", { name: "Code that mends it" });
    expect(code).toHaveTextContent("get_secret_value");
    expect(screen.getByRole("button", { name: "Copy the code" })).toBeVisible();
  });

  test("that cannot be worked out says why", async () => {
    const { user, backend } = await openApp(at(ROTATION));
    backend.refused.set("plan_finding_fix", problem("NO_FIX", "The key is gone."));
    await user.click(await screen.findByTestId("show-fix"));
    await shown(() => screen.findByText("What mends it could not be worked out"));
  });
});

describe("a risk", () => {
  test("is accepted with a reason, an owner and a day", async () => {
    const { user, backend } = await openApp(at(ROTATION));
    await user.click(await screen.findByTestId("accept-risk"));
    await user.type(await screen.findByLabelText("Why"), "too short");
    await user.click(screen.getByTestId("confirm-acceptance"));
    await shown(() => screen.findByText("Say why in at least 10 characters."));
    expect(screen.getByText("Say who answers for it.")).toBeVisible();
    expect(screen.getByLabelText("Why")).toHaveFocus();
    expect(called(backend, "accept_risk")).toEqual([]);
    await user.type(screen.getByLabelText("Why"), ", said the form; the key goes in March ");
    expect(screen.queryByText("Say why in at least 10 characters.")).toBeNull();
    await user.type(screen.getByLabelText("Who answers for it"), "ana@example.com");
    await user.click(screen.getByTestId("confirm-acceptance"));
    await state("Accepted");
    expect(called(backend, "accept_risk")).toEqual([
      {
        key: ROTATION,
        acceptance: {
          reason: "too short, said the form; the key goes in March",
          owner: "ana@example.com",
          expires: inDays(90),
        },
      },
    ]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("ana@example.com")).toBeVisible();
  });

  test("is accepted from today until a year from now", () => {
    const of = (expires: string) =>
      problemsOf({ reason: "It goes in March.", owner: "ana", expires }).map(({ code }) => code);
    expect(of(inDays(0))).toEqual([]);
    expect(of(lastDay())).toEqual([]);
    expect(of(inDays(-1))).toEqual(["DAY_PAST"]);
    expect(of(inDays(368))).toEqual(["DAY_FAR"]);
    expect(of("")).toEqual(["DAY_MISSING"]);
    expect(of("2027-13-40")).toEqual(["DAY_MISSING"]);
  });

  test("that the application refuses says so at the field", async () => {
    const { user } = await openApp(at(ROTATION));
    await user.click(await screen.findByTestId("accept-risk"));
    await user.type(await screen.findByLabelText("Why"), "It goes in March.");
    await user.type(screen.getByLabelText("Who answers for it"), "nobody");
    await user.click(screen.getByTestId("confirm-acceptance"));
    await shown(() => screen.findByText("Somebody must answer for it."));
    await state("Failed");
  });

  test("is withdrawn", async () => {
    const { user, backend } = await openApp(at(ACCEPTED));
    await state("Accepted");
    expect(screen.getByText("It is deleted in a week.")).toBeVisible();
    await user.click(screen.getByTestId("withdraw-acceptance"));
    await state("Failed");
    expect(called(backend, "withdraw_acceptance")).toEqual([{ key: ACCEPTED }]);
    expect(screen.queryByText("It is deleted in a week.")).toBeNull();
  });
});

describe("a note", () => {
  test("is kept, found by the filter, and taken away", async () => {
    const { user, backend } = await openApp(at(ROTATION));
    await user.type(await screen.findByLabelText("For the next review"), "Ask the platform team");
    await user.click(screen.getByTestId("save-note"));
    await shown(() => screen.findByText("Kept"));
    await user.clear(screen.getByLabelText("For the next review"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await shown(() => screen.findByText("Taken away"));
    expect(called(backend, "set_finding_note").map(({ note }) => note)).toEqual([
      "Ask the platform team",
      "",
    ]);
  });

  test("is kept when somebody goes on, and told of where that fails", async () => {
    const { user, backend } = await openApp(at(ROTATION));
    await user.type(await screen.findByLabelText("For the next review"), "Half a thought");
    await user.click(screen.getByTestId("next-finding"));
    await waitFor(() =>
      expect(called(backend, "set_finding_note")).toEqual([{ key: ROTATION, note: "Half a thought" }]),
    );
    backend.refused.set("set_finding_note", problem("FILE_UNWRITABLE", "The disk is full."));
    await user.type(await screen.findByLabelText("For the next review"), "Another one");
    await user.click(screen.getByTestId("previous-finding"));
    await shown(() => screen.findByText(/^The note about .* was not kept$/));
    expect(screen.getByText("Another one")).toBeVisible();
  });
});
