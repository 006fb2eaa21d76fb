/** Who a trust policy lets in, as it is said; the exact text stands in the policy. */
export function principalWords(principal: string): string {
  if (principal === "*") return "Anyone";
  if (/^\d{12}$/.test(principal)) return `Account ${principal}`;
  const service = /^([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(principal);
  if (service?.[1]) return names[service[1]] ?? principal;
  return principal.replace(/^arn:[^:]+:(iam|sts)::/, "");
}

const names: Record<string, string> = {
  sagemaker: "SageMaker",
  glue: "Glue",
  ec2: "EC2",
  lambda: "Lambda",
  states: "Step Functions",
  codebuild: "CodeBuild",
  bedrock: "Bedrock",
};
