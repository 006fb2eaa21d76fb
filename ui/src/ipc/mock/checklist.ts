import type { AcceptanceView } from "../../bindings/AcceptanceView";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { CheckFixView } from "../../bindings/CheckFixView";
import type { ChecklistReport } from "../../bindings/ChecklistReport";
import type { ChecklistView } from "../../bindings/ChecklistView";
import type { CheckView } from "../../bindings/CheckView";
import type { FindingCounts } from "../../bindings/FindingCounts";
import type { FindingRow } from "../../bindings/FindingRow";
import type { PlanView } from "../../bindings/PlanView";
import type { PracticeId } from "../../bindings/PracticeId";
import type { ReportFormat } from "../../bindings/ReportFormat";
import type { TrendPoint } from "../../bindings/TrendPoint";
import { mockChecks, practiceTitles } from "./checklist-checks";
import { type MockFinding, seedFindings } from "./checklist-findings";
import { problem } from "./problem";
import { daysAgo } from "./roles";

/** How the checklist of the mocked account stands at the start: it has run, never, or some days ago. */
export type MockChecklistStart = "never" | "old";

/** What is read, in order. */
export const checklistParts = ["roles", "keys", "secrets", "buckets", "trails", "jobs"] as const;

const ended: Record<ReportFormat, string> = {
  html: "checklist.html",
  json: "checklist.json",
  sarif: "checklist.sarif",
  csv: "checklist.csv",
  asff: "checklist-asff.json",
  conformancePack: "conformance-pack.yaml",
};

const shown = ({ row }: MockFinding) => ["failed", "unanswered", "accepted"].includes(row.state);

function counts(rows: readonly FindingRow[]): FindingCounts {
  const of = (state: FindingRow["state"]) => rows.filter((row) => row.state === state).length;
  return {
    passed: of("passed"),
    failed: of("failed"),
    accepted: of("accepted"),
    unanswered: of("unanswered"),
    notApplicable: of("notApplicable"),
  };
}

/** The checklist of the mocked account: what was found stands there, and what is mended passes from then on. */
export class MockChecklist {
  findings: MockFinding[];
  readAt: string | null;
  runs: TrendPoint[];

  constructor(empty: boolean, start?: MockChecklistStart) {
    this.findings = seedFindings();
    const never = empty || start === "never";
    const before = (days: number, failed: number, passed: number): TrendPoint => ({
      at: daysAgo(days),
      counts: { ...counts([]), failed, passed, unanswered: 4, accepted: 2 },
    });
    const last = start === "old" ? 3 : 0.1;
    this.readAt = never ? null : daysAgo(last);
    this.runs = never
      ? []
      : [before(35, 46, 18), before(28, 44, 20), before(21, 44, 22), before(14, 39, 26), before(7, 37, 28)];
    if (this.readAt) this.runs.push({ at: this.readAt, counts: counts(this.findings.map(({ row }) => row)) });
  }

  answer(command: string, args: Record<string, unknown>): unknown {
    switch (command) {
      case "get_checklist":
        return this.readAt === null ? null : this.view(this.readAt);
      case "list_check_findings":
        return this.findings.map(({ row }) => row).filter(({ check }) => check === args.check);
      case "get_finding":
      case "recheck_finding":
        return this.whole(this.find(args.key));
      case "accept_risk":
        return this.accept(this.find(args.key), args.acceptance as AcceptanceView);
      case "withdraw_acceptance": {
        const found = this.find(args.key);
        found.acceptance = null;
        found.row.state = "failed";
        return this.whole(found);
      }
      case "set_finding_note": {
        const found = this.find(args.key);
        found.note = String(args.note) || null;
        found.row.noted = found.note !== null;
        return this.whole(found);
      }
      case "checklist_report": {
        const format = args.format as ReportFormat;
        return { fileName: ended[format], text: `The checklist as ${format}` } satisfies ChecklistReport;
      }
      default:
        return undefined;
    }
  }

  /** The account was read. */
  ran(): ChecklistView {
    this.readAt = new Date().toISOString();
    this.runs.push({ at: this.readAt, counts: counts(this.findings.map(({ row }) => row)) });
    return this.view(this.readAt);
  }

  /** What mends a finding, and what becomes of it once that is done. */
  fix(key: unknown, base: Pick<PlanView, "id" | "accountId">): { fix: CheckFixView; done: () => void } {
    const { row } = this.find(key);
    const nothing = () => undefined;
    if (["EN-02", "EN-03", "SE-01"].includes(row.check))
      return {
        fix: { is: "code", language: "python", text: row.check === "SE-01" ? secretCode : keyCode },
        done: nothing,
      };
    if (row.kind === "notebook instance" && row.check !== "LP-16")
      return {
        fix: {
          is: "steps",
          steps: [
            `Stop the notebook instance ${row.name} and copy what is on its volume to S3.`,
            "Create a notebook instance with a KMS key, in a subnet of the VPC, without direct internet access.",
            `Try the new one out, then delete ${row.name}.`,
          ],
        },
        done: nothing,
      };
    const also = this.findings.filter(
      (each) =>
        each.row.name === row.name && each.row.state === "failed" && each.row.check === pairs[row.check],
    );
    const green = [row, ...also.map((each) => each.row)];
    return {
      fix: {
        is: "plan",
        plan: {
          ...base,
          title: `Mend ${row.check} of ${row.name}`,
          steps: [
            {
              number: 1,
              action: actions[row.check] ?? "iam:PutRolePolicy",
              words: words[row.check] ?? `Change the ${row.kind} ${row.name}.`,
              cli: `aws ${(actions[row.check] ?? "iam:PutRolePolicy").replace(":", " ")} --name ${row.name}`,
              undoWords: "Put back what was there before",
              undoCli: null,
            },
          ],
          consequences: [],
          documents: [],
        },
        turnsGreen: green.map(({ check, kind, name }) => `${check}: ${titleOf(check)} (${kind} ${name})`),
        turnsRed:
          row.check === "LP-05" ? ["LP-13: who may create may pass the role (role MLTrainingRole)"] : [],
        breaks:
          row.check === "LP-05"
            ? ["MLTrainingRole: the role MLTrainingRole could pass itself no longer."]
            : [],
      },
      done: () => {
        for (const each of green) each.state = "passed";
      },
    };
  }

  private accept(found: MockFinding, acceptance: AcceptanceView): CheckFindingView {
    if (acceptance.owner === "nobody")
      throw problem("FIELDS", "Some fields need a change.", {
        fields: [{ field: "owner", code: "OWNER", message: "Somebody must answer for it." }],
      });
    found.acceptance = acceptance;
    found.row.state = "accepted";
    return this.whole(found);
  }

  private find(key: unknown): MockFinding {
    const found = this.findings.find(({ row }) => row.key === key);
    if (!found)
      throw problem("NO_SUCH_FINDING", "This finding is not in the last run.", {
        nextStep: "Go back to the checklist, and check the account again.",
      });
    return found;
  }

  private whole(found: MockFinding): CheckFindingView {
    const check = this.checks().find(({ id }) => id === found.row.check);
    if (!check) throw problem("NO_SUCH_CHECK", `There is no check ${found.row.check}.`);
    return { ...found, check };
  }

  private checks(): CheckView[] {
    return mockChecks.map((check) => ({
      ...check,
      counts: counts(this.findings.map(({ row }) => row).filter((row) => row.check === check.id)),
    }));
  }

  private view(readAt: string): ChecklistView {
    const rows = this.findings.map(({ row }) => row);
    const before = this.runs.at(-2);
    return {
      readAt,
      practices: (Object.keys(practiceTitles) as PracticeId[]).map((id) => ({
        id,
        title: practiceTitles[id],
        counts: counts(rows.filter((row) => row.practice === id)),
      })),
      checks: this.checks(),
      findings: this.findings.filter(shown).map(({ row }) => row),
      trend: this.runs,
      change: before ? { at: before.at, fixed: 8, new: rows.filter((row) => row.new).length } : null,
      notices: [
        {
          level: "warning",
          code: "UNREAD",
          title: "3 checks could not be answered",
          message:
            "kms:GetKeyRotationStatus, ec2:DescribeVpcEndpoints and s3:GetEncryptionConfiguration are missing.",
        },
      ],
    };
  }
}

/** What the same change mends too. */
const pairs: Record<string, string> = { "LP-05": "LP-06", "BK-01": "BK-02", "CT-01": "CT-03" };

const actions: Record<string, string> = {
  "LP-09": "iam:UpdateAssumeRolePolicy",
  "EN-12": "kms:PutKeyPolicy",
  "EN-15": "kms:EnableKeyRotation",
  "BK-01": "s3:PutBucketPublicAccessBlock",
  "CT-01": "cloudtrail:UpdateTrail",
};

const words: Record<string, string> = {
  "LP-05": "Write the inline policy MLTrainingPolicy of MLTrainingRole, with the role named that it passes.",
  "EN-15": "Turn on the rotation of the key alias/notebook-volume.",
  "BK-01": "Block all public access to the bucket example-fraud-scores.",
};

const titleOf = (check: string) => mockChecks.find(({ id }) => id === check)?.title ?? check;

const secretCode = `import boto3, json

secrets = boto3.client("secretsmanager")
answer = secrets.get_secret_value(SecretId="fraud/warehouse")
password = json.loads(answer["SecretString"])["password"]
`;

const keyCode = `estimator = Estimator(
    image_uri=image,
    role=role,
    volume_kms_key="alias/fraud",
    output_kms_key="alias/fraud",
)
`;
