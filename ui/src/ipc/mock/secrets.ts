import type { PlanView } from "../../bindings/PlanView";
import type { RevealedSecret } from "../../bindings/RevealedSecret";
import type { SecretContent } from "../../bindings/SecretContent";
import type { SecretInput } from "../../bindings/SecretInput";
import type { SecretReaders } from "../../bindings/SecretReaders";
import type { SecretRotationInput } from "../../bindings/SecretRotationInput";
import type { SecretSummary } from "../../bindings/SecretSummary";
import type { SecretView } from "../../bindings/SecretView";
import { problem } from "./problem";
import { ACCOUNT_ID } from "./roles";

const REGION = "us-east-1";
const arnOf = (name: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-a1B2c3`;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:rotate-warehouse`;

/** A secret with the values that its versions have: the mocked account's own, and no window's. */
interface Kept {
  view: SecretView;
  values: Record<string, string>;
}

function secret(name: string, values: [string, string][], more: Partial<SecretView> = {}): Kept {
  const stages = [["AWSCURRENT"], ["AWSPREVIOUS"]];
  return {
    values: Object.fromEntries(values),
    view: {
      name,
      arn: arnOf(name),
      description: "",
      kmsKey: null,
      created: daysAgo(150),
      changed: daysAgo(12),
      accessed: daysAgo(1),
      deleted: null,
      rotated: false,
      nextRotation: null,
      unchangeable: null,
      tags: [],
      versions: values.map(([id], index) => ({
        id,
        stages: stages[index] ?? [],
        created: daysAgo(12 + index * 100),
        accessed: index === 0 ? daysAgo(1) : null,
        current: index === 0,
      })),
      rotation: null,
      policy: null,
      replicas: [],
      notices: [],
      ...more,
    },
  };
}

const seed = (): Kept[] => [
  secret(
    "churn/warehouse",
    [
      ["5f1d2c3b-0a1b-4c2d-8e3f-111111111111", '{"username": "churn_reader", "password": "mock-current"}'],
      ["7a8b9c0d-0a1b-4c2d-8e3f-222222222222", '{"username": "churn_reader", "password": "mock-previous"}'],
    ],
    {
      description: "Reader of the churn warehouse",
      rotated: true,
      nextRotation: daysAgo(-18),
      tags: [
        { key: "Owner", value: "lena" },
        { key: "Project", value: "churn" },
      ],
      rotation: {
        enabled: true,
        function: FUNCTION,
        days: 30,
        schedule: null,
        duration: null,
        last: daysAgo(12),
        next: daysAgo(-18),
      },
      policy: JSON.stringify(
        {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Partner",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::444455556666:role/partner" },
              Action: "secretsmanager:GetSecretValue",
              Resource: "*",
            },
          ],
        },
        null,
        2,
      ),
      replicas: [{ region: "eu-west-1", kmsKey: null, status: "InSync", message: null }],
    },
  ),
  secret("fraud/transactions-api", [["3c2b1a09-0a1b-4c2d-8e3f-333333333333", "mock-token"]], {
    description: "Key of the transactions feed",
    accessed: daysAgo(214),
    tags: [{ key: "Project", value: "fraud-detection" }],
    kmsKey: "alias/fraud",
  }),
  secret("recommender-poc-db", [["9d8c7b6a-0a1b-4c2d-8e3f-444444444444", "mock-old"]], {
    deleted: daysAgo(3),
  }),
];

type Change = { plan: PlanView; done: () => void };

/** The secrets of the mocked account. */
export class MockSecrets {
  private kept: Kept[];

  constructor(empty: boolean) {
    this.kept = empty ? [] : seed();
  }

  list(): { secrets: SecretSummary[]; readAt: string } {
    const row = ({ view }: Kept): SecretSummary => {
      const { versions: _, rotation: __, policy: ___, replicas: ____, notices: _____, ...summary } = view;
      return summary;
    };
    return { secrets: this.kept.map(row), readAt: new Date().toISOString() };
  }

  private find(id: string): Kept {
    const found = this.kept.find(({ view }) => view.name === id || view.arn === id);
    if (!found)
      throw problem("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    return found;
  }

  get(id: string): SecretView {
    return this.find(id).view;
  }

  reveal(id: string, version: string | null): RevealedSecret {
    const { view, values } = this.find(id);
    const of = version ?? view.versions.find(({ current }) => current)?.id ?? "";
    return { text: values[of] ?? null, binary: values[of] === undefined ? 12 : null, version: of };
  }

  /** What would be on the clipboard of the system. */
  clipboard: string | null = null;

  copy(id: string, version: string | null, pair: string | null): number {
    const { text } = this.reveal(id, version);
    if (text === null)
      throw problem("SECRET_BINARY", "The value is not a text, so it cannot be copied as one.");
    this.clipboard = pair === null ? text : String((JSON.parse(text) as Record<string, unknown>)[pair]);
    return 30;
  }

  clearClipboard() {
    this.clipboard = null;
  }

  readers(id: string): SecretReaders {
    const { view } = this.find(id);
    return {
      readers: [
        {
          principal: `arn:aws:iam::${ACCOUNT_ID}:role/notebook-admin`,
          role: "notebook-admin",
          depends: false,
          sentence: "Allowed: an identity policy allows it, and nothing refuses it.",
          statements: ["Allow by statement 1 of AdministratorAccess"],
          assumed: false,
        },
        ...(view.policy
          ? [
              {
                principal: "arn:aws:iam::444455556666:role/partner",
                role: null,
                depends: false,
                sentence: "Allowed by the resource policy, if the principal's own account allows it.",
                statements: ["Allow by statement 1 (Partner) of the secret's resource policy"],
                assumed: true,
              },
            ]
          : []),
      ],
      roles: 8,
      keyNote: view.kmsKey
        ? `The secret is encrypted with the key ${view.kmsKey}. Whoever reads it needs kms:Decrypt on that key as well.`
        : null,
      notices: [],
    };
  }

  /** The plan of a command that changes a secret, and what it does; nothing for any other command. */
  change(command: string, args: Record<string, unknown>, planId: string): Change | undefined {
    const id = String(args.id ?? "");
    const plan = (title: string, action: string, words: string, consequences: string[] = []): PlanView => ({
      id: planId,
      title,
      accountId: ACCOUNT_ID,
      steps: [
        {
          number: 1,
          action: `secretsmanager:${action}`,
          words,
          cli: `aws secretsmanager ${action.replace(/(?!^)([A-Z])/g, "-$1").toLowerCase()} --secret-id ${id}`,
          undoWords: "Take it back",
          undoCli: null,
        },
      ],
      consequences,
      documents: [],
    });
    switch (command) {
      case "plan_secret_creation":
        return this.creation(args.input as SecretInput, plan);
      case "plan_secret_value": {
        const { view, values } = this.find(id);
        check(args.content as SecretContent);
        return {
          plan: plan(
            `New value of ${view.name}`,
            "PutSecretValue",
            `Give the secret ${view.name} a new value.`,
            ["Whoever reads the secret from now on gets the new value."],
          ),
          done: () => {
            const version = crypto.randomUUID();
            values[version] = "mock-new";
            const old = view.versions.map((each) => ({
              ...each,
              current: false,
              stages: each.current ? ["AWSPREVIOUS"] : [],
            }));
            const stages = ["AWSCURRENT"];
            view.versions = [
              { id: version, stages, created: new Date().toISOString(), accessed: null, current: true },
              ...old,
            ];
          },
        };
      }
      case "plan_secret_version": {
        const { view } = this.find(id);
        const version = String(args.version);
        return {
          plan: plan(
            `Restore a version of ${view.name}`,
            "UpdateSecretVersionStage",
            `Make the version ${version.slice(0, 8)} the current one.`,
          ),
          done: () => {
            view.versions = view.versions.map((each) => {
              const current = each.id === version;
              return {
                ...each,
                current,
                stages: current ? ["AWSCURRENT"] : each.current ? ["AWSPREVIOUS"] : [],
              };
            });
          },
        };
      }
      case "plan_secret_rotation": {
        const { view } = this.find(id);
        const input = args.input as SecretRotationInput | null;
        if (input && !input.function.startsWith("arn:"))
          throw wrong("function", "FUNCTION_ARN", "Name the function by its ARN.");
        return {
          plan: plan(
            input ? `Rotate ${view.name}` : `Stop rotating ${view.name}`,
            input ? "RotateSecret" : "CancelRotateSecret",
            input ? `Rotate the secret ${view.name}.` : `Stop rotating the secret ${view.name}.`,
          ),
          done: () => {
            view.rotated = input !== null;
            view.rotation = input
              ? {
                  ...input,
                  enabled: true,
                  schedule: input.schedule || null,
                  duration: null,
                  last: null,
                  next: null,
                }
              : view.rotation && { ...view.rotation, enabled: false, next: null };
          },
        };
      }
      case "plan_secret_replicas": {
        const { view } = this.find(id);
        const regions = args.regions as string[];
        return {
          plan: plan(
            `Change the replicas of ${view.name}`,
            "ReplicateSecretToRegions",
            `Replicate the secret ${view.name}.`,
          ),
          done: () => {
            view.replicas = regions.map((region) => ({
              region,
              kmsKey: null,
              status: "InSync",
              message: null,
            }));
          },
        };
      }
      case "plan_secret_deletion": {
        const { view } = this.find(id);
        return {
          plan: plan(
            `Delete the secret ${view.name}`,
            "DeleteSecret",
            `Let the secret ${view.name} be deleted after ${args.days} days.`,
            ["Nobody can read the secret from now on."],
          ),
          done: () => {
            view.deleted = new Date().toISOString();
          },
        };
      }
      case "plan_secret_restore": {
        const { view } = this.find(id);
        return {
          plan: plan(`Restore the secret ${view.name}`, "RestoreSecret", `Restore the secret ${view.name}.`),
          done: () => {
            view.deleted = null;
          },
        };
      }
    }
  }

  /** The plan that saves a resource policy; an empty text takes it away. */
  policy(arn: string, text: string, planId: string): Change {
    const { view } = this.find(arn);
    const action = text ? "PutResourcePolicy" : "DeleteResourcePolicy";
    return {
      plan: {
        id: planId,
        title: `Change the policy of ${view.name}`,
        accountId: ACCOUNT_ID,
        steps: [
          {
            number: 1,
            action: `secretsmanager:${action}`,
            words: text
              ? `Replace the resource policy of ${view.name}.`
              : `Remove the resource policy of ${view.name}.`,
            cli: `aws secretsmanager put-resource-policy --secret-id ${view.name}`,
            undoWords: "Put the policy back that stood there",
            undoCli: null,
          },
        ],
        consequences: [],
        documents: [],
      },
      done: () => {
        view.policy = text || null;
      },
    };
  }

  private creation(
    input: SecretInput,
    plan: (title: string, action: string, words: string) => PlanView,
  ): Change {
    if (!input.name) throw wrong("name", "NAME_EMPTY", "A secret needs a name.");
    if (this.kept.some(({ view }) => view.name === input.name))
      throw wrong("name", "NAME_TAKEN", "There is a secret of this name already.");
    check(input.content);
    return {
      plan: plan(`Create the secret ${input.name}`, "CreateSecret", `Create the secret ${input.name}.`),
      done: () => {
        const made = secret(input.name, [[crypto.randomUUID(), "mock-made"]], {
          description: input.description,
          kmsKey: input.kmsKey || null,
        });
        this.kept.push(made);
        this.kept.sort((one, other) => one.view.name.localeCompare(other.view.name));
      },
    };
  }
}

function wrong(field: string, code: string, message: string) {
  return problem("FIELDS", "Some fields need a change.", { fields: [{ field, code, message }] });
}

function check(content: SecretContent): void {
  if (content.kind === "pairs" && content.pairs.some(({ key }) => !key))
    throw wrong("pairs.0.key", "KEY_EMPTY", "The key is missing.");
  if (content.kind === "text" && !content.text) throw wrong("text", "TEXT_EMPTY", "A secret needs a value.");
  if (content.kind === "database" && !content.host)
    throw wrong("host", "HOST_EMPTY", "Name the database's host.");
}
