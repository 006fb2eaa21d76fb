// Every screen and every dialog, each with the steps that lead to it.

const next = (page) => page.getByTestId("wizard-next").click();

export async function fillWizard(page, upTo) {
  if (upTo < 1) return;
  await page.getByLabel("Role name", { exact: true }).fill("sagemaker-training-churn");
  await next(page);
  await page.getByRole("heading", { name: /^Data/, level: 1 }).waitFor();
  if (upTo < 2) return;
  await page.getByLabel("Bucket to read").fill("s3://churn-data/training/");
  await page.getByLabel("Bucket to write").fill("s3://churn-models/models/");
  await next(page);
  await page.getByRole("heading", { name: /^Image/, level: 1 }).waitFor();
  if (upTo < 3) return;
  await page.getByLabel("ECR repository or image").fill("churn-training");
  await next(page);
  await page.getByRole("heading", { name: /^Encryption/, level: 1 }).waitFor();
  if (upTo < 4) return;
  await page.getByLabel("A new key").check();
  await page.getByLabel("Alias of the new key").fill("churn-training");
  await next(page);
  await page.getByRole("heading", { name: /^Secret/, level: 1 }).waitFor();
  if (upTo < 5) return;
  await page.getByLabel("A new secret").check();
  await page.getByLabel("Name of the new secret").fill("ml/database-credentials");
  await page.getByLabel("Database user").fill("churn_reader");
  await page.getByLabel("Host").fill("warehouse.internal");
  await page.getByLabel("Port").fill("5432");
  await next(page);
  await page.getByRole("heading", { name: /^Network/, level: 1 }).waitFor();
  if (upTo < 6) return;
  await page.getByLabel("In my VPC").check();
  await pick(page, /^VPC/, /ml-workloads/);
  await pick(page, /^Subnets/, /ml-private-a/);
  await pick(page, /^Security groups/, /ml-training/);
  await page.getByText("has no route to ml-s3").waitFor();
  if (upTo < 7) return;
  await next(page);
  await page.getByText("What Gatehouse will do").waitFor();
}

/** Chooses in a list that opens. */
async function pick(page, label, option) {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
  await page.keyboard.press("Escape");
}

const table = (name) => (page) => page.getByRole("link", { name }).first().waitFor();

const INLINE = "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy";
const text = (page) => page.getByRole("textbox", { name: "Text of the policy" });

const finding = (key) => `#/checklist/${encodeURIComponent(key)}`;
const PASSED_ON = "LP-05/arn:aws:iam::111122223333:role/MLTrainingRole";

/**
 * A word of the policy's text, once it is coloured. Before, the line is all that holds it, and the middle of the line is
 * somewhere behind its end.
 */
const inText = (page, word) => text(page).locator(".cm-line span", { hasText: word }).first();

/** Types at the first place of a word of the policy's text. */
export async function typeInPolicy(page, word, typed) {
  await inText(page, word).dblclick();
  await page.keyboard.type(typed);
}

const USED = "#/policies/edit?arn=arn:aws:iam::111122223333:policy/SharedData";

async function beginManaged(page) {
  await page.getByTestId("create-managed").click();
  await text(page).waitFor();
  await page.getByTestId("save-managed").click();
}

export const screens = [
  { name: "overview", hash: "#/", ready: table("notebook-admin") },
  { name: "overview-notice", hash: "#/", search: "notice", ready: table("notebook-admin") },
  {
    name: "overview-empty",
    hash: "#/",
    search: "empty",
    ready: (page) => page.getByText("Nothing stands out").waitFor(),
  },
  {
    name: "overview-real",
    hash: "#/",
    search: "profile=ml-prod",
    ready: table("notebook-admin"),
  },
  {
    name: "unlock",
    hash: "#/",
    search: "profile=ml-prod",
    ready: async (page) => {
      await page.getByTestId("unlock").click();
      await page.getByTestId("confirm-unlock").click();
      await page.getByText("neither the account's id").waitFor();
    },
  },
  {
    name: "unlocked",
    hash: "#/roles",
    search: "profile=ml-prod",
    ready: async (page) => {
      await page.getByTestId("unlock").click();
      await page.getByLabel("Type the account's alias or id").fill("333344445555");
      await page.getByTestId("confirm-unlock").click();
      await page.getByTestId("lock").waitFor();
    },
  },
  { name: "keys", hash: "#/keys", ready: table("alias/churn-data") },
  {
    name: "keys-no-match",
    hash: `#/keys?filter=${encodeURIComponent('{"and":[[null,":","nothing"]]}')}`,
    ready: (page) => page.getByText("No key matches").waitFor(),
  },
  ...["policy", "users", "rotation", "grants", "names", "trial"].map((tab) => ({
    name: `key-${tab}`,
    hash: `#/keys/1234abcd-12ab-34cd-56ef-1234567890ab?tab=${tab}`,
    ready: (page) => page.getByRole("tab", { selected: true }).waitFor(),
  })),
  {
    name: "key-create",
    hash: "#/keys/new",
    ready: (page) => page.getByText("The key policy that comes of it").click(),
  },
  {
    name: "key-grant",
    hash: "#/keys/1234abcd-12ab-34cd-56ef-1234567890ab?tab=grants",
    ready: async (page) => {
      await page.getByTestId("add-grant").click();
      await page.getByTestId("see-plan").click();
      await page.getByText("Write the ARN of a role").waitFor();
    },
  },
  {
    name: "key-delete",
    hash: "#/keys/1234abcd-12ab-34cd-56ef-1234567890ab",
    ready: async (page) => {
      await page.getByRole("button", { name: "Actions" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByTestId("see-plan").click();
      await page.getByTestId("confirm-change").waitFor();
    },
  },
  { name: "accounts", hash: "#/accounts", ready: (page) => page.getByText("ml-prod").first().waitFor() },
  {
    name: "accounts-expired",
    hash: "#/accounts",
    ready: async (page) => {
      await page.getByLabel("Region for expired").click();
      await page.getByRole("option", { name: "us-east-1" }).click();
      await page.getByRole("button", { name: "Open expired" }).click();
      await page.getByText("aws sso login").first().waitFor();
    },
  },
  { name: "roles", hash: "#/roles", ready: table("MLTrainingRole") },
  {
    name: "roles-loading",
    hash: "#/roles",
    search: "delay=600",
    ready: (page) => page.getByText("roles so far").filter({ visible: true }).first().waitFor(),
  },
  {
    name: "roles-none-match",
    hash: `#/roles?filter=${encodeURIComponent('{"and":[[null,":","nothing"]]}')}`,
    ready: (page) => page.getByText("No role matches").waitFor(),
  },
  {
    name: "roles-empty",
    hash: "#/roles",
    search: "empty",
    ready: (page) => page.getByText("No roles yet").waitFor(),
  },
  {
    name: "role",
    hash: "#/roles/MLTrainingRole",
    ready: (page) => page.locator(".cm-content").first().waitFor(),
  },
  {
    name: "role-trust",
    hash: "#/roles/sagemaker-endpoint-fraud?tab=trust",
    ready: (page) => page.locator(".cm-content").first().waitFor(),
  },
  {
    name: "role-review",
    hash: "#/roles/sagemaker-endpoint-fraud?tab=review",
    ready: (page) => page.getByText("Any role of the account can be passed on.").waitFor(),
  },
  {
    name: "role-boundary",
    hash: "#/roles/sagemaker-endpoint-fraud?tab=boundary",
    ready: (page) => page.locator(".cm-content").first().waitFor(),
  },
  {
    name: "role-tags",
    hash: "#/roles/MLTrainingRole?tab=tags",
    ready: (page) => page.getByText("churn").first().waitFor(),
  },
  {
    name: "role-missing",
    hash: "#/roles/gone",
    ready: (page) => page.getByText("NoSuchEntity").first().waitFor(),
  },
  {
    name: "role-delete",
    hash: "#/roles/sagemaker-endpoint-fraud",
    ready: async (page) => {
      await page.locator(".cm-content").first().waitFor();
      await page.getByTestId("delete-role").click();
      await page.getByLabel("Type the role's name").waitFor();
    },
  },
  {
    name: "policies",
    hash: "#/policies",
    ready: (page) => page.getByTestId("new-policy").waitFor(),
  },
  {
    name: "policy-text",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "Allow", "allow");
      await page.getByRole("button", { name: /^Make it Allow/ }).waitFor();
    },
  },
  {
    name: "policy-broken",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "Allow", '"');
      await page.getByText("Of the last text that could be read").first().waitFor();
    },
  },
  {
    name: "policy-form",
    hash: `${INLINE}&view=form`,
    ready: (page) => page.getByRole("region", { name: "Form" }).getByText("churn-data").first().waitFor(),
  },
  {
    name: "policy-picture",
    hash: `${INLINE}&view=picture`,
    ready: (page) => page.getByRole("region", { name: "Picture" }).getByText("churn-data").first().waitFor(),
  },
  {
    name: "policy-search",
    hash: INLINE,
    ready: async (page) => {
      await text(page).click();
      await page.keyboard.press("Control+f");
      await page.keyboard.type("s3");
      await page.locator(".cm-panel.cm-search").waitFor();
    },
  },
  {
    name: "policy-offers",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "ListBucket", "Get");
      await page.keyboard.press("Control+Space");
      await page.locator(".cm-tooltip-autocomplete").waitFor();
    },
  },
  {
    name: "policy-explained",
    hash: INLINE,
    ready: async (page) => {
      await inText(page, "s3:GetObject").click();
      await page.keyboard.press("F2");
      await page.locator(".gh-explanation").waitFor();
    },
  },
  {
    name: "policy-ask",
    hash: INLINE,
    ready: async (page) => {
      await page.getByRole("tab", { name: /^Ask/ }).click();
      await page.getByLabel("Action", { exact: true }).fill("s3:GetObject");
      // What is offered lies over the rest.
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Add a context key" }).click();
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.getByText("What almost allows it").waitFor();
      await page.getByRole("button", { name: "Keep: must be allowed" }).click();
      await page.getByText("Fails").waitFor();
      await page.getByText("almost allows", { exact: true }).waitFor();
    },
  },
  {
    name: "policy-review",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "ListBucket", "PutObject");
      await page.getByTestId("review-changes").click();
      await page.getByText("Gained").first().waitFor();
    },
  },
  {
    name: "policy-save",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "ListBucket", "PutObject");
      await page.getByTestId("save-policy").click();
      await page.getByText("Gained").first().waitFor();
    },
  },
  {
    name: "policy-leave",
    hash: INLINE,
    ready: async (page) => {
      await typeInPolicy(page, "ListBucket", "PutObject");
      await page.getByText("Unsaved changes").waitFor();
      await page.getByRole("link", { name: "Activity" }).click();
      await page.getByTestId("confirm-leave").waitFor();
    },
  },
  {
    name: "policy-managed",
    hash: USED,
    ready: async (page) => {
      await page.getByRole("button", { name: "Who has it (2)" }).click();
      await page.getByRole("button", { name: /^Versions/ }).click();
      await text(page).waitFor();
    },
  },
  {
    name: "policy-managed-delete",
    hash: "#/policies/edit?arn=arn:aws:iam::111122223333:policy/OldExperiments",
    ready: async (page) => {
      await text(page).waitFor();
      await page.getByTestId("delete-policy").click();
      await page.getByLabel("Type the policy's name").waitFor();
    },
  },
  {
    name: "policy-managed-in-use",
    hash: USED,
    ready: async (page) => {
      await text(page).waitFor();
      await page.getByTestId("delete-policy").click();
      await page.getByText("Detach it there").waitFor();
    },
  },
  {
    name: "policy-managed-create",
    hash: "#/policies",
    ready: async (page) => {
      await beginManaged(page);
      await page.getByRole("textbox", { name: /^Policy name/ }).fill("not a name");
      await page.getByTestId("make-plan").click();
      await page.getByText("takes letters, digits").waitFor();
    },
  },
  {
    name: "policy-managed-plan",
    hash: "#/policies",
    ready: async (page) => {
      await beginManaged(page);
      await page.getByRole("textbox", { name: /^Policy name/ }).fill("ChurnData");
      await page.getByTestId("make-plan").click();
      await page.getByTestId("confirm-create-policy").waitFor();
    },
  },
  {
    name: "policy-of-aws",
    hash: "#/policies/edit?arn=arn:aws:iam::aws:policy/AdministratorAccess&for=notebook-admin",
    ready: (page) => text(page).waitFor(),
  },
  {
    name: "policy-copy-inline",
    hash: "#/policies/edit?arn=arn:aws:iam::aws:policy/AdministratorAccess&for=notebook-admin",
    ready: async (page) => {
      await text(page).waitFor();
      await page.getByTestId("save-inline").click();
      await page.getByRole("textbox", { name: /^Policy name/ }).waitFor();
    },
  },
  {
    name: "policy-form-several",
    hash: `${INLINE}&view=form`,
    ready: async (page) => {
      await page.getByRole("button", { name: "Take out several resources of statement 1" }).click();
      await page
        .getByRole("checkbox", { name: /^Pick the resource/ })
        .first()
        .check();
    },
  },
  {
    name: "policy-form-template",
    hash: `${INLINE}&view=form`,
    ready: async (page) => {
      await page.getByRole("button", { name: "Add a statement" }).click();
      await page.getByRole("radio", { name: "Manage endpoints" }).check();
      await page.getByText("The text of Manage endpoints").click();
    },
  },
  {
    name: "policy-form-offers",
    hash: "#/policies/edit?role=sagemaker-endpoint-fraud&trust&view=form",
    ready: async (page) => {
      await page.getByRole("button", { name: "Add somebody to statement 1" }).click();
      await page.getByRole("combobox", { name: /^Who/ }).click();
      await page.getByRole("option", { name: /MLTrainingRole/ }).waitFor();
    },
  },
  {
    name: "policy-form-condition",
    hash: "#/policies",
    ready: async (page) => {
      const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
      const policy = { Version: "2012-10-17", Statement: [statement] };
      await page.getByLabel("Text of the policy").fill(JSON.stringify(policy));
      await page.getByTestId("open-text").click();
      await page.getByRole("button", { name: "Form", exact: true }).click();
      await page.getByRole("button", { name: "Add a condition to statement 1" }).click();
      await page.getByRole("button", { name: /^Key/ }).click();
      await page.getByRole("option", { name: /^aws:SourceVpce/ }).click();
      await page.getByRole("button", { name: /^From this account/ }).click();
      await page.getByRole("option", { name: /vpce-/ }).first().click();
      await page.getByText("What it asks").waitFor();
    },
  },
  {
    name: "policy-form-resource",
    hash: "#/policies",
    ready: async (page) => {
      const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };
      const policy = { Version: "2012-10-17", Statement: [statement] };
      await page.getByLabel("Text of the policy").fill(JSON.stringify(policy));
      await page.getByTestId("open-text").click();
      await page.getByRole("button", { name: "Form", exact: true }).click();
      await page.getByRole("button", { name: "Add a resource to statement 1" }).click();
      await page.getByRole("button", { name: /^From this account/ }).click();
      await page.getByRole("option", { name: /MLTrainingRole/ }).click();
      await page.getByText(":role/MLTrainingRole").waitFor();
    },
  },
  {
    name: "policy-missing",
    hash: "#/policies/edit?draft=gone",
    ready: (page) => page.getByText("no longer open").waitFor(),
  },
  {
    name: "data-buckets",
    hash: "#/data",
    ready: (page) => page.getByText("example-fraud-scores").first().waitFor(),
  },
  {
    name: "data-empty",
    hash: "#/data",
    search: "empty",
    ready: (page) => page.getByText("The account has no buckets").waitFor(),
  },
  {
    name: "data-change",
    hash: "#/data",
    ready: async (page) => {
      await page.getByRole("button", { name: "Change example-fraud-scores" }).click();
      await page.getByRole("menuitem", { name: "Block public access" }).click();
      await page.getByLabel("Steps of the plan").waitFor();
    },
  },
  {
    name: "data-encrypt",
    hash: "#/data",
    ready: async (page) => {
      await page.getByRole("button", { name: "Change example-fraud-scores" }).click();
      await page.getByRole("menuitem", { name: "Choose the encryption" }).click();
      await page.getByLabel("KMS key").waitFor();
    },
  },
  {
    name: "data-images",
    hash: "#/data?tab=images",
    ready: (page) => page.getByText("fraud/scoring").first().waitFor(),
  },
  {
    name: "data-jobs",
    hash: "#/data?tab=jobs",
    ready: (page) => page.getByText("fraud-graph-2").waitFor(),
  },
  {
    name: "data-trails",
    hash: "#/data?tab=trails",
    ready: (page) => page.getByText("audit-2025").waitFor(),
  },
  {
    name: "data-objects",
    hash: "#/data?tab=trails",
    ready: async (page) => {
      await page.getByRole("button", { name: "Change audit-2025" }).click();
      await page.getByRole("menuitem", { name: "Log who reads a bucket" }).click();
      await page.getByLabel("Bucket", { exact: true }).waitFor();
    },
  },
  {
    name: "bucket-policy",
    hash: "#/policies/edit?bucket=example-fraud-scores",
    ready: (page) => text(page).waitFor(),
  },
  {
    name: "repository-policy",
    hash: "#/policies/edit?repository=fraud%2Fscoring",
    ready: (page) => text(page).waitFor(),
  },
  {
    name: "network",
    hash: "#/network",
    ready: (page) => page.getByRole("region", { name: "Zone eu-west-1c" }).waitFor(),
  },
  {
    name: "network-needs",
    hash: "#/network?tab=needs",
    ready: async (page) => {
      await page.getByLabel("My code calls kms").check();
      await page.getByText("2 services that this workload calls").waitFor();
    },
  },
  {
    name: "network-fix",
    hash: "#/network?tab=needs",
    ready: async (page) => {
      await page.getByTestId("fix-needs").click();
      await page.getByLabel("Steps of the plan").waitFor();
    },
  },
  {
    name: "network-endpoints",
    hash: "#/network?tab=endpoints",
    ready: async (page) => {
      await page.getByText("Enter your own price").click();
      await page.getByLabel("For a gigabyte, US dollars").waitFor();
    },
  },
  {
    name: "network-subnets",
    hash: "#/network?tab=subnets",
    ready: (page) => page.getByRole("table", { name: "subnets" }).waitFor(),
  },
  {
    name: "network-tables",
    hash: "#/network?tab=tables",
    ready: (page) => page.getByRole("table", { name: "route tables" }).waitFor(),
  },
  {
    name: "network-groups",
    hash: "#/network?tab=groups",
    ready: (page) => page.getByRole("table", { name: "security groups" }).waitFor(),
  },
  {
    name: "network-create",
    hash: "#/network",
    ready: async (page) => {
      await page.getByTestId("create-endpoint").click();
      await page.getByRole("button", { name: /^Service/ }).click();
      await page.getByRole("option", { name: /sts/ }).click();
      await page.getByRole("button", { name: /^Subnets/ }).waitFor();
    },
  },
  {
    name: "endpoint",
    hash: "#/network/vpce-kms",
    ready: (page) => page.getByText("Off: the service").waitFor(),
  },
  {
    name: "endpoint-policy",
    hash: "#/network/vpce-kms?tab=policy",
    ready: (page) => page.locator(".cm-content").first().waitFor(),
  },
  {
    name: "endpoint-places",
    hash: "#/network/vpce-kms?tab=places",
    ready: (page) => page.getByText("ml-endpoints (sg-endpoints)").waitFor(),
  },
  {
    name: "endpoint-change",
    hash: "#/network/vpce-kms",
    ready: async (page) => {
      await page.getByTestId("change-endpoint").click();
      await page.getByTestId("plan-change").waitFor();
    },
  },
  {
    name: "endpoint-delete",
    hash: "#/network/vpce-s3",
    ready: async (page) => {
      await page.getByTestId("delete-endpoint").click();
      await page.getByRole("table", { name: "What it cuts off" }).waitFor();
    },
  },
  {
    name: "workload-1-role",
    hash: "#/workload",
    ready: (page) => page.getByLabel("Role name", { exact: true }).waitFor(),
  },
  {
    name: "workload-1-errors",
    hash: "#/workload",
    ready: async (page) => {
      await page.getByLabel("Role name", { exact: true }).fill("not a name");
      await next(page);
      await page.getByText("A role name has letters").waitFor();
    },
  },
  { name: "workload-2-data", hash: "#/workload", ready: (page) => fillWizard(page, 1) },
  { name: "workload-3-image", hash: "#/workload", ready: (page) => fillWizard(page, 2) },
  { name: "workload-4-encryption", hash: "#/workload", ready: (page) => fillWizard(page, 3) },
  {
    name: "workload-4-key",
    hash: "#/workload",
    ready: async (page) => {
      await fillWizard(page, 3);
      await page.getByLabel("A key of this account").check();
      await page.getByLabel("KMS key").click();
      await page.getByRole("option", { name: /alias\/churn/ }).click();
      await page.getByText("Churn data sets and models").waitFor();
    },
  },
  {
    name: "workload-5-secret",
    hash: "#/workload",
    ready: async (page) => {
      await fillWizard(page, 4);
      await page.getByLabel("A new secret").check();
      await next(page);
      await page.getByText("Name the host of the database.").waitFor();
    },
  },
  { name: "workload-6-network", hash: "#/workload", ready: (page) => fillWizard(page, 6) },
  { name: "workload-7-review", hash: "#/workload", ready: (page) => fillWizard(page, 7) },
  {
    name: "workload-created",
    hash: "#/workload",
    ready: async (page) => {
      await fillWizard(page, 7);
      await page.getByTestId("create-role").click();
      await page.getByText("Role ARN").waitFor();
    },
  },
  {
    name: "workload-code",
    hash: "#/workload",
    ready: async (page) => {
      await fillWizard(page, 7);
      await page.getByTestId("create-role").click();
      await page.getByRole("tab", { name: "Terraform" }).click();
      await page.getByRole("textbox", { name: "Terraform, main.tf" }).waitFor();
    },
  },
  {
    name: "workload-failed",
    hash: "#/workload",
    search: "fail=2",
    ready: async (page) => {
      await fillWizard(page, 7);
      await page.getByTestId("create-role").click();
      await page.getByTestId("finish-run").waitFor();
    },
  },
  { name: "workloads", hash: "#/workloads", ready: table("MLTrainingRole") },
  {
    name: "workloads-empty",
    hash: "#/workloads",
    search: "empty",
    ready: (page) => page.getByText("No workloads yet").waitFor(),
  },
  {
    name: "workload-chain",
    hash: "#/workloads/MLTrainingRole",
    ready: (page) => page.getByText("2 links are broken").waitFor(),
  },
  {
    name: "workload-chain-whole",
    hash: "#/workloads/sagemaker-endpoint-fraud",
    ready: (page) => page.getByText("Chain: every link holds").waitFor(),
  },
  {
    name: "workload-chain-broken",
    hash: "#/workloads/MLTrainingRole",
    ready: async (page) => {
      const picture = page.getByRole("region", { name: "The chain as a picture" });
      await picture.getByRole("button", { name: /reads objects \(bucket churn-data\): broken/ }).click();
      await page.getByRole("textbox", { name: "Statement to add" }).waitFor();
    },
  },
  {
    name: "workload-drift",
    hash: "#/workloads/MLTrainingRole?tab=drift",
    ready: (page) => page.getByText("Somebody changed it").waitFor(),
  },
  {
    name: "workload-difference",
    hash: "#/workloads/MLTrainingRole?tab=drift",
    ready: async (page) => {
      await page.getByRole("button", { name: /^See the difference/ }).click();
      await page.getByLabel("Changes of the text").waitFor();
    },
  },
  {
    name: "workload-saved-code",
    hash: "#/workloads/MLTrainingRole?tab=code",
    ready: (page) => page.getByRole("tab", { name: "Terraform" }).waitFor(),
  },
  {
    name: "workload-chosen",
    hash: "#/workloads/MLTrainingRole?tab=chosen",
    ready: (page) => page.getByText("Manage experiments").waitFor(),
  },
  {
    name: "workload-repair",
    hash: "#/workloads/MLTrainingRole",
    ready: async (page) => {
      await page.getByTestId("repair-workload").click();
      await page.getByLabel("Steps of the plan").waitFor();
    },
  },
  {
    name: "workload-forget",
    hash: "#/workloads/MLTrainingRole",
    ready: async (page) => {
      await page.getByTestId("forget-workload").click();
      await page.getByTestId("confirm-forget").waitFor();
    },
  },
  {
    name: "workload-change",
    hash: "#/workloads/MLTrainingRole",
    ready: async (page) => {
      await page.getByTestId("change-workload").click();
      await page.getByText("A role cannot be renamed").waitFor();
    },
  },
  {
    name: "workload-gone",
    hash: "#/workloads/gone",
    ready: (page) => page.getByText("There is no saved workload").waitFor(),
  },
  { name: "activity", hash: "#/activity", ready: (page) => page.getByText("Interrupted").first().waitFor() },
  {
    name: "activity-empty",
    hash: "#/activity",
    search: "empty",
    ready: (page) => page.getByText("Nothing was changed").waitFor(),
  },
  {
    name: "activity-run",
    hash: "#/activity/run-interrupted",
    ready: (page) => page.getByText("may or may not have happened").waitFor(),
  },
  {
    name: "activity-undo",
    hash: "#/activity/run-failed",
    ready: async (page) => {
      await page.getByTestId("undo-run").click();
      await page.getByLabel("Steps of the plan").waitFor();
    },
  },
  {
    name: "help",
    hash: "#/roles/MLTrainingRole",
    ready: async (page) => {
      await page.getByRole("button", { name: "Info about A role" }).click();
      await page.getByText("confused deputy problem").waitFor();
    },
  },
  { name: "secrets", hash: "#/secrets", ready: table("churn/warehouse") },
  {
    name: "secrets-empty",
    hash: "#/secrets",
    search: "empty",
    ready: (page) => page.getByText("No secrets yet").waitFor(),
  },
  {
    name: "secret",
    hash: "#/secrets/churn%2Fwarehouse",
    ready: async (page) => {
      await page.getByTestId("reveal").first().click();
      await page.getByText("mock-current").waitFor();
    },
  },
  {
    name: "secret-readers",
    hash: "#/secrets/churn%2Fwarehouse?tab=readers",
    ready: table("notebook-admin"),
  },
  {
    name: "secret-rotation",
    hash: "#/secrets/churn%2Fwarehouse?tab=rotation",
    ready: async (page) => {
      await page.getByTestId("set-rotation").click();
      await page.getByTestId("review-rotation").waitFor();
    },
  },
  {
    name: "secret-policy",
    hash: "#/secrets/churn%2Fwarehouse?tab=policy",
    ready: (page) => page.getByTestId("edit-secret-policy").waitFor(),
  },
  {
    name: "secret-replicas",
    hash: "#/secrets/churn%2Fwarehouse?tab=replicas",
    ready: (page) => page.getByText("In step").waitFor(),
  },
  {
    name: "secret-deleted",
    hash: "#/secrets/recommender-poc-db",
    ready: (page) => page.getByTestId("restore-secret").waitFor(),
  },
  {
    name: "secret-delete",
    hash: "#/secrets/fraud%2Ftransactions-api",
    ready: async (page) => {
      await page.getByTestId("delete-secret").click();
      await page.getByText("Type the secret's name to confirm").waitFor();
    },
  },
  {
    name: "secret-value",
    hash: "#/secrets/fraud%2Ftransactions-api",
    ready: async (page) => {
      await page.getByTestId("new-value").click();
      await page.getByTestId("review-value").waitFor();
    },
  },
  {
    name: "secret-copied",
    hash: "#/secrets/churn%2Fwarehouse",
    ready: async (page) => {
      await page.getByTestId("copy-value").first().click();
      await page.getByTestId("clipboard-left").waitFor();
    },
  },
  {
    name: "secret-new",
    hash: "#/secrets/new",
    ready: async (page) => {
      await page.getByRole("button", { name: "Database" }).click();
      await page.getByLabel("Host").waitFor();
    },
  },
  {
    name: "secret-new-name",
    hash: "#/secrets/new",
    ready: async (page) => {
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByLabel("KMS key").waitFor();
    },
  },
  { name: "checklist", hash: "#/checklist", ready: (page) => page.getByTestId("start-review").waitFor() },
  {
    name: "checklist-never",
    hash: "#/checklist",
    search: "unchecked",
    ready: (page) => page.getByTestId("first-check").waitFor(),
  },
  {
    name: "checklist-old",
    hash: "#/checklist?by=resource",
    search: "old",
    ready: async (page) => {
      await page.getByText("The account was read 3 days ago").waitFor();
      await page.getByTestId("start-review").scrollIntoViewIfNeeded();
      await page.getByRole("button", { name: "Open role notebook-admin" }).click();
    },
  },
  {
    name: "checklist-list",
    hash: `#/checklist?filter=${encodeURIComponent('{"and":[["severityText","=","Critical"]]}')}`,
    ready: async (page) => {
      await page.getByTestId("start-review").waitFor();
      await page.locator("#gh-findings").evaluate((list) => list.scrollIntoView());
    },
  },
  {
    name: "checklist-all",
    hash: "#/checklist?tab=checks",
    ready: async (page) => {
      await page.getByLabel("Find checks").waitFor();
      await page.locator("#gh-findings").evaluate((list) => list.scrollIntoView());
    },
  },
  {
    name: "checklist-check",
    hash: "#/checklist?tab=checks&check=BK-01",
    ready: async (page) => {
      await page.getByText("Public access is blocked, all four settings.").waitFor();
      await page.locator("#gh-findings").evaluate((list) => list.scrollIntoView());
    },
  },
  { name: "finding", hash: finding(PASSED_ON), ready: (page) => page.getByTestId("show-fix").waitFor() },
  {
    name: "finding-fix",
    hash: finding(PASSED_ON),
    ready: async (page) => {
      await page.getByTestId("show-fix").click();
      await page.getByText("Turns green").waitFor();
      await page.getByTestId("see-fix-plan").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "finding-plan",
    hash: finding(PASSED_ON),
    ready: async (page) => {
      await page.getByTestId("show-fix").click();
      await page.getByTestId("see-fix-plan").click();
      await page.getByLabel("Steps of the plan").waitFor();
    },
  },
  {
    name: "finding-code",
    hash: finding("SE-01/arn:aws:sagemaker:us-east-1:111122223333:training-job/fraud-graph-2"),
    ready: async (page) => {
      await page.getByTestId("show-fix").click();
      await page.getByRole("textbox", { name: "Code that mends it" }).waitFor();
    },
  },
  {
    name: "finding-accept",
    hash: finding(PASSED_ON),
    ready: async (page) => {
      await page.getByTestId("accept-risk").click();
      await page.getByTestId("confirm-acceptance").click();
      await page.getByText("Say why in at least 10 characters.").waitFor();
    },
  },
  {
    name: "finding-accepted",
    hash: finding("SE-02/arn:aws:secretsmanager:us-east-1:111122223333:secret:recommender-poc-db-a1B2c3"),
    ready: (page) => page.getByTestId("withdraw-acceptance").waitFor(),
  },
  {
    name: "finding-unanswered",
    hash: finding("EN-15/arn:aws:kms:us-east-1:111122223333:alias/legacy"),
    ready: (page) => page.getByText("kms:GetKeyRotationStatus is missing. Ask").waitFor(),
  },
  { name: "study", hash: "#/study", ready: table("Trust: who may become a role") },
  {
    name: "study-lesson",
    hash: "#/study/lessons/trust",
    ready: (page) => page.getByText("A job that never begins").waitFor(),
  },
  {
    name: "study-panel",
    hash: "#/roles/MLTrainingRole?tab=trust",
    search: "lesson=trust",
    ready: async (page) => {
      await page.getByTestId("check-task").click();
      await page.getByText("SageMaker may still come").filter({ visible: true }).first().waitFor();
    },
  },
  {
    name: "study-question",
    hash: "#/study/questions?topic=trust&due=1",
    ready: async (page) => {
      await page.getByRole("button", { name: /^Who may become|^Trust policy/ }).click();
      await page.getByRole("option", { name: "Who may become the role" }).click();
    },
  },
  {
    name: "study-case",
    hash: "#/study/questions?topic=keys",
    ready: async (page) => {
      await page.getByLabel("kms:Decrypt for the role").check();
      await page.getByLabel("In the key policy").check();
      await page.getByTestId("answer").click();
      await page.getByText("Part 2: not right").waitFor();
    },
  },
  {
    name: "study-set",
    hash: "#/study/sets",
    ready: async (page) => {
      await page.getByTestId("begin-set").click();
      await page.getByRole("button", { name: "3, open" }).click();
      await page.getByRole("button", { name: "Flag for review" }).click();
    },
  },
  {
    name: "study-result",
    hash: "#/study/sets",
    ready: async (page) => {
      await page.getByTestId("begin-set").click();
      await page.getByTestId("finish-set").click();
      await page.getByTestId("confirm-finish-set").click();
      await page.getByTestId("another-set").waitFor();
      await page.getByRole("button", { name: /^1\. A training job/ }).click();
    },
  },
  {
    name: "study-scenario",
    hash: "#/study/scenarios/stranger-in-the-trust",
    ready: async (page) => {
      await page.getByTestId("start-study").click();
      await page.getByTestId("score").click();
      await page.getByText("Score: 33 %").first().waitFor();
    },
  },
  {
    name: "doctor",
    hash: "#/doctor",
    ready: async (page) => {
      await page.getByRole("button", { name: "An object that cannot be read" }).click();
      await page.getByRole("textbox", { name: /^Statement/ }).waitFor();
    },
  },
  {
    name: "doctor-asks",
    hash: "#/doctor",
    ready: async (page) => {
      await page.getByRole("button", { name: "A connection that times out" }).click();
      await page.getByRole("textbox", { name: /^Code/ }).waitFor();
    },
  },
];
