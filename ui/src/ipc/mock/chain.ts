import type { ChainFixView } from "../../bindings/ChainFixView";
import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainNodeKind } from "../../bindings/ChainNodeKind";
import type { ChainNodeView } from "../../bindings/ChainNodeView";
import type { ChainView } from "../../bindings/ChainView";
import type { LinkState } from "../../bindings/LinkState";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import { ACCOUNT_ID } from "./roles";

const sentences: Record<LinkState, string> = {
  holds: "Allowed: an identity policy allows it, and nothing refuses it.",
  weak: "Allowed, for whichever account asks SageMaker to.",
  broken: "Refused: nothing allows it.",
  unknown: "What decides could not be read.",
};

/** A sketch of a workload's chain. What holds and what is broken is the application's to say. */
export function chainOf(input: WorkloadInput, made: boolean, drifted: boolean): ChainView {
  const name = input.roleName;
  const role = `arn:aws:iam::${ACCOUNT_ID}:role/${name}`;
  const nodes: ChainNodeView[] = [];
  const links: ChainLinkView[] = [];
  const node = (kind: ChainNodeKind, column: number, id: string, title: string, detail = "") => {
    nodes.push({ id, kind, title, detail, column });
  };
  const link = (
    from: string,
    to: string,
    title: string,
    action: string,
    resource: string,
    part: Partial<ChainLinkView> = {},
  ) => {
    const state = part.state ?? (made ? "holds" : "broken");
    const words = sentences[state];
    links.push({
      id: `${from}>${to}:${title}`,
      from,
      to,
      title,
      state,
      reasons: state === "holds" ? [] : [made ? words : `The role ${name} is not in the account.`],
      requests: action ? [{ action, resource, state, words }] : [],
      fixes: made ? [] : [repair("Make the workload: one plan over all that is missing.")],
      ...part,
    });
  };
  const repair = (words: string): ChainFixView => ({ words, repair: true, target: null, statement: null });

  node("caller", 0, "caller", "ana", "The one who starts the job");
  node("sageMaker", 1, "sagemaker", "SageMaker", "sagemaker.amazonaws.com");
  node("role", 2, "role", name, "What the job runs as");
  link("caller", "sagemaker", "starts a job", "sagemaker:CreateTrainingJob", "*");
  link("caller", "role", "passes the role", "iam:PassRole", role);
  link(
    "sagemaker",
    "role",
    "assumes the role",
    "sts:AssumeRole",
    role,
    drifted && made
      ? {
          state: "weak",
          reasons: ["The trust policy does not say for which account SageMaker may use the role."],
          fixes: [
            {
              words: "Name the account in the condition aws:SourceAccount of the trust policy.",
              repair: false,
              target: { is: "trust", role: name },
              statement: JSON.stringify(
                {
                  Effect: "Allow",
                  Principal: { Service: "sagemaker.amazonaws.com" },
                  Action: "sts:AssumeRole",
                  Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT_ID } },
                },
                null,
                2,
              ),
            },
          ],
        }
      : {},
  );

  const inVpc = input.vpc && input.vpcId !== "";
  if (inVpc) {
    node("network", 3, "network", "ml-workloads", `${input.subnets.length} subnets, ml-training`);
    link("role", "network", "attaches interfaces", "ec2:CreateNetworkInterface", "*");
    const services = ["s3", "kms", "secretsmanager", "ecr.api", "ecr.dkr", "logs", ...input.services];
    for (const service of services) {
      node("endpoint", 3, `endpoint-${service}`, service, service === "s3" ? "Gateway" : "Interface");
      const missing = service === "sts" && drifted;
      link(
        "network",
        `endpoint-${service}`,
        "reaches",
        "",
        "",
        missing
          ? {
              state: "broken",
              reasons: ["The VPC has no endpoint for sts, and its subnets have no way to the internet."],
              fixes: [repair("Make an endpoint for sts in the subnets of the workload.")],
            }
          : {},
      );
    }
  }

  const through = (service: string, to: string, action: string, resource: string) => {
    if (inVpc) link(`endpoint-${service}`, to, "lets it through", action, resource);
  };
  const bucket = (id: string, of: string, title: string, action: string, broken: boolean) => {
    const resource = `arn:aws:s3:::${of}/*`;
    node("bucket", 4, id, of, title);
    link(
      "role",
      id,
      title,
      action,
      resource,
      broken
        ? {
            state: "broken",
            reasons: ["The bucket's policy refuses what does not come through the VPC's endpoint."],
            requests: [
              { action, resource, state: "broken", words: "Refused by statement 2 (OnlyFromVpc)." },
              {
                action: "s3:ListBucket",
                resource: `arn:aws:s3:::${of}`,
                state: "holds",
                words: sentences.holds,
              },
            ],
            fixes: [
              repair("Write the role's permissions as the workload wants them."),
              {
                words: "Let the role through in its permissions policy.",
                repair: false,
                target: { is: "inline", role: name, policy: "MLTrainingPolicy" },
                statement: JSON.stringify({ Effect: "Allow", Action: action, Resource: resource }, null, 2),
              },
            ],
          }
        : {},
    );
    through("s3", id, action, resource);
  };
  bucket("bucket-in", input.inputBucket, "reads objects", "s3:GetObject", drifted && made);
  bucket("bucket-out", input.outputBucket, "writes objects", "s3:PutObject", false);
  if (input.key !== "none") {
    const key = input.kmsKey || `alias/${input.keyAlias}`;
    node("key", 4, "key", input.key === "new" ? key : "alias/churn-data", "Encrypts the data");
    link("role", "key", "decrypts", "kms:Decrypt", key);
    link(
      "role",
      "key",
      "makes data keys",
      "kms:GenerateDataKey",
      key,
      made && drifted ? { state: "unknown" } : {},
    );
    through("kms", "key", "kms:Decrypt", key);
  }
  if (input.secret !== "none") {
    node("secret", 4, "secret", input.secretName || "churn/warehouse", "Credentials of the warehouse");
    link("role", "secret", "reads the value", "secretsmanager:GetSecretValue", input.secretArn);
    through("secretsmanager", "secret", "secretsmanager:GetSecretValue", input.secretArn);
  }
  node("image", 4, "image", input.image, "In ECR");
  link("role", "image", "pulls the image", "ecr:BatchGetImage", input.image);
  through("ecr.api", "image", "ecr:BatchGetImage", input.image);
  through("ecr.dkr", "image", "ecr:GetDownloadUrlForLayer", input.image);
  node("logs", 4, "logs", "/aws/sagemaker", "Logs of the job");
  link("role", "logs", "writes logs", "logs:PutLogEvents", "*");
  through("logs", "logs", "logs:PutLogEvents", "*");
  return { nodes, links };
}
