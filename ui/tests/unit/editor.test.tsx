import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { seedRoles } from "../../src/ipc/mock/roles";
import { called, heading, openApp, shown } from "./app";

const INLINE = "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy";

/** The text view, as CodeMirror knows it. */
async function textView() {
  const content = await screen.findByRole("textbox", { name: "Text of the policy" });
  const view = EditorView.findFromDOM(content);
  if (!view) throw new Error("there is no text view");
  return view;
}

const textOf = (view: EditorView) => view.state.doc.toString();

/** Types as a person would: what CodeMirror makes of the keys. */
async function replace(old: string, by: string) {
  const view = await textView();
  const from = textOf(view).indexOf(old);
  if (from < 0) throw new Error(`the text has no ${old}`);
  await act(async () =>
    view.dispatch({ changes: { from, to: from + old.length, insert: by }, userEvent: "input.type" }),
  );
}

const fill = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

const findings = () => screen.findByRole("list", { name: "Findings" });
const tab = (name: RegExp) => screen.findByRole("tab", { name });

describe("opening a policy", () => {
  test("the side leads to the policies, and a new one begins empty", async () => {
    const { user } = await openApp("#/");
    await user.click(await screen.findByRole("link", { name: "Policies" }));
    await heading("Policies");
    await user.click(screen.getByRole("button", { name: "Begin" }));
    await heading("New identity policy");
    expect(textOf(await textView())).toContain('"Statement": []');
    expect(screen.getByText("No unsaved changes")).toBeVisible();
  });

  test("a text is pasted and its kind is guessed", async () => {
    const { user } = await openApp("#/policies");
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}';
    fireEvent.change(await screen.findByLabelText("Text of the policy"), { target: { value: text } });
    await user.click(screen.getByRole("button", { name: "Open the text" }));
    await heading("Pasted policy");
    expect(textOf(await textView())).toBe(text);
    await shown(() => screen.findByText(/As it seems: Trust policy/));
  });

  test("a file with Windows' line ends and a byte order mark is saved byte by byte as it was", async () => {
    const { user, backend } = await openApp("#/policies");
    const text = '\ufeff{\r\n  "Version": "2012-10-17",\n  "Statement": []\r\n}';
    backend.disk.files.set("mine.json", text);
    backend.disk.chosen = "mine.json";
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await heading("mine.json");
    expect(textOf(await textView())).toBe(text);
    await user.click(screen.getByRole("button", { name: "Save the file" }));
    await waitFor(() => expect(called(backend, "save_file")).toHaveLength(1));
    expect(called(backend, "save_file")[0]).toEqual({ file: "mine.json", text, replace: false });
  });

  test("a file that another program changed is not written over unasked", async () => {
    const { user, backend } = await openApp("#/policies");
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await heading("training-bucket.json");
    await replace("TlsOnly", "OnlyTls");
    backend.disk.files.set("training-bucket.json", "{}");
    await user.click(screen.getByRole("button", { name: "Save the file" }));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(backend.disk.files.get("training-bucket.json")).toBe("{}");
    expect(screen.getByText("Unsaved changes")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save the file" }));
    await user.click(await screen.findByRole("button", { name: "Save over it" }));
    await waitFor(() => expect(backend.disk.files.get("training-bucket.json")).toContain("OnlyTls"));
    await shown(() => screen.findByText("No unsaved changes"));
  });

  test("who thinks better of a dialog has lost nothing", async () => {
    const { user, backend } = await openApp("#/policies");
    backend.disk.chosen = null;
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await user.click(screen.getByRole("button", { name: "Begin" }));
    await heading("New identity policy");
    await replace('"Statement": []', '"Statement": [ ]');
    await user.click(screen.getByRole("button", { name: "Save as a file" }));
    await waitFor(() => expect(called(backend, "save_file_as")).toHaveLength(1));
    expect(await screen.findByText("Unsaved changes")).toBeVisible();
  });

  test("a policy begun here becomes a file, and Ctrl+S writes it again", async () => {
    const { user, backend } = await openApp("#/policies");
    await user.click(await screen.findByRole("button", { name: "Begin" }));
    await heading("New identity policy");
    await user.click(screen.getByRole("button", { name: "Save as a file" }));
    await screen.findByRole("button", { name: "Save the file" });
    await replace('"Statement": []', '"Statement": [ ]');
    await user.click(screen.getByRole("tab", { name: /Ask/ }));
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(backend.disk.files.get("identity-policy.json")).toContain("[ ]"));
  });

  const drop = (file: File) =>
    fireEvent.drop(document.body, { dataTransfer: { types: ["Files"], files: [file] } });

  test("a file dropped anywhere opens; what is no text is refused with a reason", async () => {
    await openApp("#/");
    drop(new File([new Uint8Array([0xff, 0xfe, 0x7b])], "odd.json"));
    await waitFor(() => expect(screen.getByText(/not UTF-8/)).toBeVisible());
    drop(new File(['{ "Statement": [] }'], "mine.json"));
    await heading("mine.json");
    expect(textOf(await textView())).toBe('{ "Statement": [] }');
  });

  test("closing the window with unsaved changes asks", async () => {
    const { user, backend } = await openApp("#/policies");
    await user.click(await screen.findByRole("button", { name: "Begin" }));
    await heading("New identity policy");
    await textView();
    expect(called(backend, "hold_window").at(-1)).not.toEqual({ held: true });
    await replace('"Statement": []', '"Statement": [ ]');
    await waitFor(() => expect(called(backend, "hold_window").at(-1)).toEqual({ held: true }));
    act(() => void window.dispatchEvent(new Event("gatehouse:close")));
    await user.click(await screen.findByRole("button", { name: "Stay" }));
    expect(called(backend, "close_window")).toHaveLength(0);
    act(() => void window.dispatchEvent(new Event("gatehouse:close")));
    await user.click(await screen.findByRole("button", { name: "Close the window" }));
    await waitFor(() => expect(called(backend, "close_window")).toHaveLength(1));
  });

  test("a role's inline policy and its trust policy have a way here", async () => {
    const { user } = await openApp("#/roles/MLTrainingRole");
    await user.click(await screen.findByRole("link", { name: "Edit MLTrainingPolicy" }));
    await heading("MLTrainingPolicy");
    expect(textOf(await textView())).toContain("churn-data");
  });

  test("the trust policy of a role is opened by its address", async () => {
    await openApp("#/policies/edit?role=MLTrainingRole&trust");
    await heading("Trust policy");
    expect(textOf(await textView())).toContain("sts:AssumeRole");
    await shown(() => screen.findByText("Trust policy of a role"));
  });

  test("a policy that is not there says so", async () => {
    await openApp("#/policies/edit?role=MLTrainingRole&policy=gone");
    await shown(() => screen.findByText(/no inline policy of this name/));
  });
});

describe("editing", () => {
  test("typing changes the findings, the size and the sentences", async () => {
    const { user } = await openApp(INLINE);
    await tab(/Findings \(0\)/);
    const size = (await screen.findByText(/of 10,240 characters/)).textContent;
    await replace('"s3:GetObject"', '"s3:*"');
    await shown(async () => within(await findings()).findByText(/allows more than anybody needs/));
    await shown(async () => within(await findings()).findByText("Security"));
    await waitFor(() => expect(screen.getByText(/of 10,240 characters/).textContent).not.toBe(size));
    await user.click(await tab(/^Grants/));
    expect(within(screen.getByRole("list", { name: "What this grants" })).getByText(/s3:\*/)).toBeVisible();
  });

  test("a role's inline policies are counted together, a managed policy by itself", async () => {
    const roles = seedRoles();
    const [role] = roles.filter(({ name }) => name === "MLTrainingRole");
    const other = { name: "Other", arn: null, awsManaged: false, document: "{}", size: 9000 };
    role?.permissions.push(other);
    await openApp(INLINE, { roles });
    expect(
      await screen.findByText(/^9,\d+ of 10,240 characters, 9,000 of them in the role's other inline/),
    ).toBeVisible();
    await replace('"s3:GetObject"', `"s3:${"GetObject".repeat(200)}"`);
    await shown(() => screen.findByText(/of 10,240 characters.*: too long/));
  });

  test("a finding's button mends the text, and Undo brings it back", async () => {
    const { user } = await openApp(INLINE);
    const view = await textView();
    const before = textOf(view);
    await replace('"Allow"', '"allow"');
    await user.click(await within(await findings()).findByRole("button", { name: /^Make it Allow/ }));
    expect(textOf(view)).toBe(before);
    await tab(/Findings \(0\)/);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(textOf(view)).toContain('"allow"');
    await tab(/Findings \(1\)/);
  });

  test("the gravest finding comes first, and the list is narrowed", async () => {
    const { user } = await openApp(INLINE);
    await replace('"Version": "2012-10-17",', "");
    await replace('"Allow"', '"allow"');
    await tab(/Findings \(2\)/);
    const items = within(await findings()).getAllByRole("listitem");
    expect(items[0]).toHaveTextContent("Error");
    // Two are seen without a filter.
    expect(screen.queryByLabelText("Find in the findings")).toBeNull();
    await replace("[", '[{"Effect":"allow"},{"Effect":"allow"},{"Effect":"allow"},');
    await tab(/Findings \(5\)/);
    await user.type(screen.getByLabelText("Find in the findings"), "version");
    await waitFor(async () => expect(within(await findings()).getAllByRole("listitem")).toHaveLength(1));
  });

  test("a finding leads to its place in the text", async () => {
    const { user } = await openApp(INLINE);
    await replace('"Allow"', '"allow"');
    await user.click(await within(await findings()).findByRole("button", { name: /^Show statement 1/ }));
    const view = await textView();
    const { from, to } = view.state.selection.main;
    expect(textOf(view).slice(from, to)).toBe('"allow"');
  });

  test("a text that is no JSON is pointed at, and what is shown besides says that it is old", async () => {
    const { user } = await openApp(INLINE);
    await tab(/Findings/);
    const view = await textView();
    const before = textOf(view);
    await replace('"Version":', '"Version"');
    await shown(() => screen.findByText("The text is no JSON at the moment"));
    expect(screen.getAllByText("Of the last text that could be read").length).toBeGreaterThan(0);
    await user.click(screen.getByRole("button", { name: /^Go to line 2/ }));
    expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(2);
    expect(screen.getByRole("button", { name: /^Save to the role/ })).toHaveAttribute(
      "aria-disabled",
      "true",
    );

    await user.click(screen.getByRole("button", { name: "Form" }));
    expect(
      within(screen.getByRole("region", { name: "Form" })).getByText(/Allows s3:GetObject/),
    ).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.queryByText("Of the last text that could be read")).toBeNull());
    await user.click(screen.getByRole("button", { name: "Text" }));
    expect(textOf(await textView())).toBe(before);
  });

  test("Control and Z undoes also where no text has the focus", async () => {
    const { user } = await openApp(INLINE);
    await replace('"s3:GetObject"', '"s3:*"');
    await user.click(screen.getByRole("button", { name: "Form" }));
    await shown(() => screen.findByText(/Allows s3:\*/));
    await user.keyboard("{Control>}z{/Control}");
    await shown(() => screen.findByText(/Allows s3:GetObject/));
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await shown(() => screen.findByText(/Allows s3:\*/));
  });

  test("a policy on one line stays so, and is laid out when asked to", async () => {
    const { user } = await openApp("#/policies/edit?role=sagemaker-endpoint-fraud&policy=fraud-endpoint");
    const view = await textView();
    const before = textOf(view);
    expect(before).not.toContain("\n");
    await user.click(screen.getByRole("button", { name: "Lay out on lines" }));
    expect(textOf(view)).toContain('\n  "Version": "2012-10-17"');
    expect(JSON.parse(textOf(view))).toEqual(JSON.parse(before));
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(textOf(view)).toBe(before);
  });

  test("a policy that would lock its owner out is warned of", async () => {
    await openApp("#/policies/edit?role=MLTrainingRole&trust");
    await replace('"Service": "sagemaker.amazonaws.com"', '"AWS": "*"');
    await replace('"Allow"', '"Deny"');
    await shown(() => screen.findByText("This would lock somebody out"));
  });
});

describe("asking", () => {
  test("an answer has its statements lit; a kept question fails once an edit breaks it", async () => {
    const { user } = await openApp(INLINE);
    await user.click(await tab(/^Ask/));
    fill(/^Action/, "s3:GetObject");
    fill(/^Resource/, "arn:aws:s3:::churn-data/x");
    await user.click(screen.getByRole("button", { name: "Ask" }));
    const answer = within(await screen.findByRole("region", { name: "Answer" }));
    await shown(() => answer.findByText("Allowed"));
    expect(answer.getByRole("button", { name: "Data" })).toBeVisible();
    await shown(() => screen.findByText("decides"));

    await user.click(answer.getByRole("button", { name: "Keep: must be allowed" }));
    const kept = within(screen.getByRole("region", { name: "Kept questions" }));
    await shown(() => kept.findByText("Holds"));
    await replace('"s3:GetObject",', "");
    await shown(() => kept.findByText("Fails"));
    await shown(() => tab(/Ask \(1 failing\)/));
    await shown(() => screen.findByText("Denied: nothing allows it"));
    expect(Object.keys(window.localStorage).some((key) => key.includes("MLTrainingPolicy"))).toBe(true);
  });

  test("the policy itself suggests what to ask", async () => {
    const { user } = await openApp(INLINE);
    await user.click(await tab(/^Ask/));
    await user.click(screen.getByLabelText(/^Action/));
    await user.click(await screen.findByRole("option", { name: /s3:ListBucket/ }));
    await user.click(screen.getByLabelText(/^Resource/));
    expect((await screen.findAllByRole("option", { name: /churn-data/ })).length).toBeGreaterThan(0);
  });

  test("what cannot be asked says why", async () => {
    const { user } = await openApp(INLINE);
    await user.click(await tab(/^Ask/));
    fill(/^Action/, "nonsense");
    await user.click(screen.getByRole("button", { name: "Ask" }));
    await shown(() => screen.findByText(/written as service:Name/));
  });
});

describe("saving and leaving", () => {
  test("the changes are reviewed as access and as text", async () => {
    const { user } = await openApp(INLINE);
    await replace('"s3:ListBucket"', '"s3:PutObject"');
    await user.click(screen.getByRole("button", { name: "Review changes" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByRole("list", { name: "Gained" })).toHaveTextContent("s3:PutObject");
    expect(dialog.getByRole("list", { name: "Lost" })).toHaveTextContent("s3:ListBucket");
    expect(dialog.getByLabelText("Changes of the text")).toHaveTextContent("s3:PutObject");
  });

  test("what stayed is folded in the text, and shown when asked for", async () => {
    const { user } = await openApp(INLINE);
    await replace('"s3:GetObject"', '"s3:PutObject"');
    await user.click(screen.getByTestId("review-changes"));
    const changes = await screen.findByRole("region", { name: "Changes of text" });
    await shown(() => within(changes).findByText(/unchanged lines/));
    expect(changes).not.toHaveTextContent("logs:PutLogEvents");
    await user.click(within(changes).getByRole("checkbox", { name: /lines that did not change/ }));
    await waitFor(() => expect(within(changes).queryByText(/unchanged lines/)).toBeNull());
    expect(changes).toHaveTextContent("s3:PutObject");
  });

  test("a role's policy is saved by a plan that is shown first", async () => {
    const { user, backend } = await openApp(INLINE);
    await replace('"s3:ListBucket"', '"s3:PutObject"');
    await shown(() => screen.findByText("Unsaved changes"));
    await user.click(screen.getByRole("button", { name: "Save to the role" }));
    const dialog = within(await screen.findByRole("dialog"));
    await shown(() => dialog.findByText(/Write the inline policy MLTrainingPolicy/));
    expect(called(backend, "apply_plan")).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await shown(() => screen.findByText("As the account has it"));
    const role = backend.roles.find(({ name }) => name === "MLTrainingRole");
    expect(role?.permissions[0]?.document).toContain("s3:PutObject");
    await user.click(screen.getByRole("link", { name: "Activity" }));
    await heading("Activity");
  });

  test("where the account's text was changed meanwhile, that is said, and it can be taken over", async () => {
    const { user } = await openApp(INLINE);
    await replace('"s3:ListBucket"', '"s3:PutObject"');
    await user.click(screen.getByRole("button", { name: "Save to the role" }));
    const saving = within(await screen.findByRole("dialog"));
    await saving.findByText(/Write the inline policy/);
    await user.click(saving.getByRole("button", { name: "Save" }));
    await screen.findByText("As the account has it");

    const undoRun = within(await screen.findByRole("region", { name: "Messages" }));
    await user.click(await undoRun.findByRole("button", { name: "Undo" }));
    const undoing = within(await screen.findByRole("dialog"));
    await undoing.findByRole("list", { name: "Steps of the plan" });
    await user.click(undoing.getByRole("button", { name: "Undo" }));
    await shown(() => screen.findByText("The account has another text by now"));
    await user.click(screen.getByRole("button", { name: "Take it over" }));
    expect(textOf(await textView())).toContain("s3:ListBucket");
    await shown(() => screen.findByText("As the account has it"));
  });

  test("unsaved changes are asked about before they are left", async () => {
    const { user } = await openApp(INLINE);
    await replace('"s3:ListBucket"', '"s3:PutObject"');
    await screen.findByText("Unsaved changes");
    const closing = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);

    await user.click(screen.getByRole("link", { name: "Activity" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Stay" }));
    expect(textOf(await textView())).toContain("s3:PutObject");
    await user.click(screen.getByRole("link", { name: "Activity" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
    await heading("Activity");
  });

  test("an unchanged policy is left without a question", async () => {
    const { user } = await openApp(INLINE);
    await textView();
    await user.click(screen.getByRole("link", { name: "Activity" }));
    await heading("Activity");
  });
});
