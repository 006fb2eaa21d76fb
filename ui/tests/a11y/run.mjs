// Every screen in Chromium, light and dark: axe finds nothing, nothing of the page is refused by its own policy, and
// the wizard and the policy editor can be gone through by keyboard alone. What only a layout shows is looked at, too.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { openBrowser } from "./browser.mjs";
import { screens, typeInPolicy } from "./screens.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const only = process.argv.slice(2);
const failures = [];

async function findings(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
    rules,
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n      ${node.html.slice(0, 200)}`),
  );
}

async function look(open, screen, dark) {
  const name = `${screen.name}${dark ? ", dark" : ""}`;
  const { page, faults, close } = await open({ dark, hash: screen.hash, search: screen.search });
  try {
    await screen.ready(page);
    await page.waitForTimeout(100);
    const found = [...(await findings(page)), ...faults];
    if (found.length > 0) failures.push(`${name}\n    ${found.join("\n    ")}`);
    console.log(`${found.length === 0 ? "ok  " : "FAIL"} ${name}`);
  } catch (error) {
    failures.push(`${name}\n    ${error}`);
    console.log(`FAIL ${name}`);
  } finally {
    await close();
  }
}

/** The report of a review, as the engine writes it (crates/policy/tests/report.rs keeps it current). */
async function report(browser, dark) {
  const name = `report${dark ? ", dark" : ""}`;
  const page = await browser.newPage({ colorScheme: dark ? "dark" : "light", bypassCSP: true });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  try {
    await page.goto(new URL("../../../crates/policy/tests/report/sample.html", import.meta.url).href);
    const found = await findings(page);
    if (asked.length > 1) found.push(`it asks for ${asked.slice(1).join(", ")}`);
    if (found.length > 0) failures.push(`${name}\n    ${found.join("\n    ")}`);
    console.log(`${found.length === 0 ? "ok  " : "FAIL"} ${name}`);
  } finally {
    await page.close();
  }
}

/** Presses Tab until the element that is named has the focus: what it takes to get there is up to the page. */
async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

async function wizardByKeyboard(open) {
  const { page, close } = await open({ hash: "#/workload" });
  const next = async (title) => {
    await tabTo(page, "[data-testid=wizard-next]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
  };
  try {
    await tabTo(page, "#role-name");
    await page.keyboard.type("sagemaker-training-keys");
    await next(/^Data/);
    await tabTo(page, "#input-bucket");
    await page.keyboard.type("churn-data");
    await tabTo(page, "[data-testid=same-bucket]");
    await page.keyboard.press("Enter");
    await next(/^Image/);
    await tabTo(page, "#image");
    await page.keyboard.type("churn-training");
    await next(/^Encryption/);
    await next(/^Secret/);
    await next(/^Network/);
    await tabTo(page, "#network-aws");
    await page.keyboard.press("ArrowDown");
    await next(/^Review/);
    await page.getByText("Attach network interfaces").waitFor();
    await tabTo(page, "[data-testid=create-role]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "sagemaker-training-keys is ready" }).waitFor();
    await tabTo(page, "[data-testid=open-created-role]");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "sagemaker-training-keys", exact: true }).waitFor();
    console.log("ok   the wizard by keyboard");
  } catch (error) {
    failures.push(`the wizard by keyboard\n    ${error}`);
    console.log("FAIL the wizard by keyboard");
  } finally {
    await close();
  }
}

/** A finding made, the text left, the finding mended, a change saved: without a mouse. */
async function policyByKeyboard(open) {
  const { page, close } = await open({
    hash: "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy",
  });
  const press = async (...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const fix = page.getByRole("button", { name: /^Remove the second one/ });
  try {
    await page.getByRole("textbox", { name: "Text of the policy" }).waitFor();
    await tabTo(page, ".cm-content");
    await press("Control+Home", ...Array(7).fill("ArrowDown"), "End");
    await page.keyboard.type(", ");
    // The second quote is there by itself, and is typed over.
    await page.keyboard.type('"s3:GetObject"');
    await fix.waitFor();
    await press("Escape", "Escape", "Tab");
    if (await page.evaluate(() => document.activeElement?.matches(".cm-content")))
      throw new Error("Escape and Tab do not leave the text");
    await tabTo(page, "[aria-label^='Remove the second one']");
    await press("Enter");
    await fix.waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Text of the policy" }).focus();
    await press("Control+End", "Enter");
    await page.keyboard.type(" ");
    await press("Escape", "Escape", "Shift+Tab");
    await tabTo(page, "[data-testid=save-policy]", "Shift+Tab");
    await press("Enter");
    await page.getByText("Write the inline policy").waitFor();
    await tabTo(page, "[data-testid=confirm-save]");
    await press("Enter");
    await page.getByText("As the account has it").waitFor();
    console.log("ok   the policy editor by keyboard");
  } catch (error) {
    failures.push(`the policy editor by keyboard\n    ${error}`);
    console.log("FAIL the policy editor by keyboard");
  } finally {
    await close();
  }
}

/** A broken link looked at, left, and repaired from it: without a mouse. */
async function chainByKeyboard(open) {
  const { page, close } = await open({ hash: "#/workloads/MLTrainingRole" });
  const row = ".gh-chain-row[data-link='role>bucket-in:reads objects']";
  const shown = page.getByTestId("chosen-link");
  try {
    await page.getByText("2 links are broken").waitFor();
    await tabTo(page, row);
    await page.keyboard.press("Enter");
    await shown.waitFor();
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), row);
    await page.keyboard.press("Enter");
    await shown.waitFor();
    await tabTo(page, "[data-testid=repair-link]");
    await page.keyboard.press("Enter");
    await tabTo(page, "[data-testid=confirm-repair]");
    await page.keyboard.press("Enter");
    await page.getByText("Chain: every link holds").waitFor();
    console.log("ok   the chain by keyboard");
  } catch (error) {
    failures.push(`the chain by keyboard\n    ${error}`);
    console.log("FAIL the chain by keyboard");
  } finally {
    await close();
  }
}

/** Who looks at a place of the picture and types beside it goes on looking at that place. */
async function pictureStays(open) {
  const { page, close } = await open({
    hash: "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy&view=both",
    width: 1700,
  });
  const looked = () => page.locator(".react-flow__viewport").evaluate((each) => each.style.transform);
  try {
    await page.locator(".gh-box-what[data-effect=Allow]").first().waitFor();
    const first = await looked();
    await page.getByRole("button", { name: "Zoom In" }).click();
    await page.waitForFunction(
      (before) => document.querySelector(".react-flow__viewport").style.transform !== before,
      first,
    );
    const chosen = await looked();
    await typeInPolicy(page, "Allow", "Deny");
    await page.locator(".gh-box-what[data-effect=Deny]").waitFor();
    await page.waitForTimeout(300);
    const now = await looked();
    if (now !== chosen) throw new Error(`the picture went from ${chosen} to ${now}`);
    console.log("ok   the picture stays while one types");
  } catch (error) {
    failures.push(`the picture stays while one types\n    ${error}`);
    console.log("FAIL the picture stays while one types");
  } finally {
    await close();
  }
}

/** Who brings the picture beside a long text still sees the line they were in. */
async function cursorStays(open) {
  const { page, close } = await open({
    hash: "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy",
    width: 1700,
  });
  const statement =
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::churn-data/NUMBER/*" }';
  const statements = Array.from({ length: 80 }, (_, number) =>
    statement.replace("NUMBER", "long/".repeat(12) + number),
  );
  const seen = () =>
    page.evaluate(() => {
      const text = document.querySelector(".cm-scroller").getBoundingClientRect();
      const line = document.querySelector(".cm-activeLine")?.getBoundingClientRect();
      return line !== undefined && line.top >= text.top - 1 && line.bottom <= text.bottom + 1;
    });
  try {
    await page.getByRole("textbox", { name: "Text of the policy" }).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(
      `{ "Version": "2012-10-17", "Statement": [\n${statements.join(",\n")}\n] }`,
    );
    await page.waitForTimeout(500);
    for (const view of ["Picture and text", "Text"]) {
      await page.getByRole("button", { name: view, exact: true }).click();
      await page.waitForTimeout(500);
      if (!(await seen())) throw new Error(`the cursor's line is out of sight in the view "${view}"`);
    }
    console.log("ok   the cursor's line stays in sight");
  } catch (error) {
    failures.push(`the cursor's line stays in sight\n    ${error}`);
    console.log("FAIL the cursor's line stays in sight");
  } finally {
    await close();
  }
}

const { browser, open, close } = await openBrowser();
try {
  if (only.length === 0 || only.includes("report"))
    for (const dark of [false, true]) await report(browser, dark);
  for (const screen of screens) {
    if (only.length > 0 && !only.includes(screen.name)) continue;
    // Both themes at once: two processors' work.
    await Promise.all([false, true].map((dark) => look(open, screen, dark)));
  }
  if (only.length === 0 || only.includes("keyboard")) {
    await wizardByKeyboard(open);
    await policyByKeyboard(open);
    await chainByKeyboard(open);
  }
  if (only.length === 0 || only.includes("picture")) await pictureStays(open);
  if (only.length === 0 || only.includes("cursor")) await cursorStays(open);
} finally {
  await close();
}
if (failures.length > 0) {
  console.log(`\n${failures.join("\n\n")}`);
  process.exitCode = 1;
}
