import type { KeyChange } from "../../bindings/KeyChange";
import type { KeyInput } from "../../bindings/KeyInput";
import type { KeyList } from "../../bindings/KeyList";
import type { KeySummary } from "../../bindings/KeySummary";
import type { KeyUsers } from "../../bindings/KeyUsers";
import type { KeyView } from "../../bindings/KeyView";
import type { PlanView } from "../../bindings/PlanView";
import { problem } from "./problem";

const ACCOUNT = "111122223333";
const REGION = "us-east-1";
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

export const CHURN_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

function makeKey(id: string, part: Partial<KeyView>): KeyView {
  const aliases = part.aliases ?? [];
  return {
    id,
    arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`,
    name: aliases[0] ?? id,
    aliases,
    description: "",
    created: "2026-02-01T09:00:00Z",
    state: "enabled",
    deletion: null,
    usage: "ENCRYPT_DECRYPT",
    usageWords: "Encrypt and decrypt",
    spec: "SYMMETRIC_DEFAULT",
    multiRegion: false,
    awsManaged: false,
    canRotate: true,
    rotationDays: null,
    nextRotation: null,
    named: [],
    grants: part.grantList?.length ?? 0,
    tags: [],
    unreadable: [],
    policy: JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "EnableIamPolicies",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      },
      null,
      2,
    ),
    rotations: [],
    grantList: [],
    notices: [],
    ...part,
  };
}

const seed = (): KeyView[] => [
  makeKey(CHURN_KEY, {
    aliases: ["alias/churn-data", "alias/churn"],
    description: "Churn data sets and models",
    rotationDays: 365,
    nextRotation: "2027-02-01T09:00:00Z",
    rotations: [{ at: "2026-02-01T09:00:00Z", onDemand: true }],
    named: [role("MLTrainingRole")],
    tags: [{ key: "team", value: "churn" }],
    grantList: [
      {
        id: "a1b2c3d4e5f6",
        name: "notebook-volume",
        created: "2026-05-01T09:00:00Z",
        grantee: role("MLTrainingRole"),
        retiring: null,
        operations: ["Decrypt", "GenerateDataKeyWithoutPlaintext"],
        context: [["purpose", "training"]],
        contextExact: false,
      },
    ],
  }),
  makeKey("5678abcd-12ab-34cd-56ef-1234567890ab", {
    aliases: ["alias/labels-2024"],
    description: "Labelling project, ended",
    state: "disabled",
  }),
  makeKey("9abcabcd-12ab-34cd-56ef-1234567890ab", {
    aliases: ["alias/old-models"],
    state: "pendingDeletion",
    deletion: "2026-12-20T09:00:00Z",
  }),
  makeKey("def0abcd-12ab-34cd-56ef-1234567890ab", {
    aliases: ["alias/aws/s3"],
    description: "Default key that protects my S3 objects when no other key is defined",
    awsManaged: true,
    canRotate: false,
  }),
];

const users: KeyUsers = {
  users: [
    {
      principal: role("MLTrainingRole"),
      role: "MLTrainingRole",
      actions: ["kms:Decrypt"],
      conditional: ["kms:GenerateDataKey"],
      byGrant: true,
      assumed: false,
    },
    {
      principal: "444455556666",
      role: null,
      actions: [],
      conditional: ["kms:Decrypt"],
      byGrant: false,
      assumed: true,
    },
  ],
  leftOut: [],
};

/** The keys of the account that lives in the page. */
export class MockKeys {
  list = seed();

  /** All of them, by name. */
  whole(): KeyList {
    const summaries = this.list.map(
      ({ policy: _, rotations: __, grantList: ___, notices: ____, ...rest }): KeySummary => rest,
    );
    return {
      keys: summaries.sort((a, b) => a.name.localeCompare(b.name)),
      region: REGION,
      notices: [],
      readAt: new Date().toISOString(),
    };
  }

  answer(command: string, args: Record<string, unknown>): unknown {
    switch (command) {
      case "get_key":
        return this.key(String(args.key));
      case "who_uses_key":
        return users;
      case "draft_key_policy":
        return {
          text: this.list[0]?.policy ?? "",
          words: ["Allows account 111122223333 kms:* on everything."],
        };
      case "encrypt_text":
        return { text: btoa(String(args.text)), key: this.key(String(args.key)).arn };
      default: {
        if (!/^[A-Za-z0-9+/=]+$/.test(String(args.ciphertext)))
          throw problem("NO_BASE64", "The ciphertext is no Base64. Copy it whole.");
        return { text: atob(String(args.ciphertext)), key: this.list[0]?.arn ?? "" };
      }
    }
  }

  plan(command: string, args: Record<string, unknown>, id: string): { plan: PlanView; done: () => void } {
    if (command === "plan_key_creation") return this.creation(args.input as KeyInput, id);
    const key = this.key(String(args.key));
    const change = args.change as KeyChange;
    const plan = planOf(id, `Change the key ${key.name}`, `kms:${words[change.is]}`);
    const set = (part: Partial<KeyView>) => () => void Object.assign(key, part);
    switch (change.is) {
      case "rotation":
        if (change.days !== null && (change.days < 90 || change.days > 2560))
          throw wrongField("rotationDays", "A key rotates after 90 to 2,560 days.");
        return { plan, done: set({ rotationDays: change.days }) };
      case "delete":
        if (change.days < 7 || change.days > 30)
          throw wrongField("days", "KMS waits 7 to 30 days before it deletes a key.");
        plan.consequences = ["These can use it now and no longer could: MLTrainingRole."];
        return { plan, done: set({ state: "pendingDeletion", deletion: "2026-12-20T09:00:00Z" }) };
      case "disable":
        plan.consequences = ["These can use it now and no longer could: MLTrainingRole."];
        return { plan, done: set({ state: "disabled" }) };
      case "enable":
      case "cancelDeletion":
        return { plan, done: set({ state: "enabled", deletion: null }) };
      case "addAlias":
        if (change.alias === "") throw wrongField("alias", "Write a name for the alias.");
        return { plan, done: set({ aliases: [...key.aliases, `alias/${change.alias}`] }) };
      case "addGrant":
        if (!change.grantee.startsWith("arn:"))
          throw wrongField("grantee", "Write the ARN of a role, a user or an account.");
        return { plan, done: () => {} };
      case "removeGrant":
        return { plan, done: set({ grantList: [], grants: 0 }) };
      default:
        return { plan, done: () => {} };
    }
  }

  planPolicy(key: string, id: string): PlanView {
    return planOf(id, `Change the policy of the key ${this.key(key).name}`, "kms:PutKeyPolicy");
  }

  private creation(input: KeyInput, id: string) {
    if (input.alias.startsWith("aws/"))
      throw wrongField("alias", "Aliases that begin with aws/ are kept for keys that AWS manages.");
    const plan = planOf(id, `Create the key alias/${input.alias}`, "kms:CreateKey");
    const done = () => {
      const { description, rotationDays, tags } = input;
      const key = makeKey(crypto.randomUUID(), {
        aliases: [`alias/${input.alias}`],
        description,
        rotationDays,
        tags,
      });
      this.list.push(key);
    };
    return { plan, done };
  }

  private key(name: string): KeyView {
    const key = this.list.find(({ id, arn, aliases }) => [id, arn, ...aliases].includes(name));
    if (!key)
      throw problem(
        "NotFoundException",
        `Key 'arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}' does not exist`,
        {
          nextStep: "It is in another Region, or it was deleted. Open the list of keys to see those here.",
        },
      );
    return key;
  }
}

const words: Record<KeyChange["is"], string> = {
  rotation: "EnableKeyRotation",
  rotateNow: "RotateKeyOnDemand",
  enable: "EnableKey",
  disable: "DisableKey",
  delete: "ScheduleKeyDeletion",
  cancelDeletion: "CancelKeyDeletion",
  addAlias: "CreateAlias",
  deleteAlias: "DeleteAlias",
  describe: "UpdateKeyDescription",
  addGrant: "CreateGrant",
  removeGrant: "RevokeGrant",
};

function wrongField(field: string, message: string) {
  return problem("FIELDS", "Some fields need a change.", { fields: [{ field, code: "WRONG", message }] });
}

function planOf(id: string, title: string, action: string): PlanView {
  return {
    id,
    title,
    accountId: ACCOUNT,
    steps: [
      {
        number: 1,
        action,
        words: `${title}.`,
        cli: `aws kms ${action
          .replace("kms:", "")
          .replace(/\B[A-Z]/g, (c) => `-${c}`)
          .toLowerCase()}`,
        undoWords: "Put it back.",
        undoCli: null,
      },
    ],
    consequences: [],
    documents: [],
  };
}
