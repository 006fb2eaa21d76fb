import type { CodeView } from "../../bindings/CodeView";
import type { WorkloadInput } from "../../bindings/WorkloadInput";

/** A sketch of the code that the application writes: enough to show each language. */
export function workloadCode(input: WorkloadInput, account: string): CodeView[] {
  const role = `arn:aws:iam::${account}:role/${input.roleName}`;
  const image = `${account}.dkr.ecr.us-east-1.amazonaws.com/${input.image}:latest`;
  const open = input.vpc
    ? "# To be replaced: subnet-REPLACE by a subnet of the job, sg-REPLACE by a security group of the job."
    : "# Nothing must be replaced.";
  return [
    {
      kind: "sageMakerSdk",
      title: "SageMaker Python SDK",
      language: "python",
      fileName: "train_sagemaker.py",
      text: [
        `# Starts a training job that runs as the role ${input.roleName}.`,
        open,
        '# Needs: pip install "sagemaker>=2.200,<3"',
        "",
        "from sagemaker.estimator import Estimator",
        "",
        "estimator = Estimator(",
        `    role="${role}",`,
        `    image_uri="${image}",`,
        '    instance_type="ml.m5.xlarge",',
        "    instance_count=1,",
        `    output_path="s3://${input.outputBucket}/${input.outputPrefix}",`,
        ...(input.vpc ? ['    subnets=["subnet-REPLACE"],', '    security_group_ids=["sg-REPLACE"],'] : []),
        ")",
        `estimator.fit({"training": "s3://${input.inputBucket}/${input.inputPrefix}"})`,
        "",
      ].join("\n"),
    },
    {
      kind: "boto3",
      title: "boto3",
      language: "python",
      fileName: "train_boto3.py",
      text: [
        `# Starts a training job that runs as the role ${input.roleName}.`,
        open,
        "",
        "import boto3",
        "",
        'sagemaker = boto3.client("sagemaker", region_name="us-east-1")',
        "response = sagemaker.create_training_job(",
        `    RoleArn="${role}",`,
        `    EnableInterContainerTrafficEncryption=${input.vpc ? "True" : "False"},`,
        ")",
        "",
      ].join("\n"),
    },
    {
      kind: "awsCli",
      title: "AWS CLI",
      language: "bash",
      fileName: "set-up.sh",
      text: [
        "#!/usr/bin/env bash",
        open,
        "set -euo pipefail",
        "aws iam create-role \\",
        `  --role-name ${input.roleName} \\`,
        "  --assume-role-policy-document '{",
        '  "Version": "2012-10-17"',
        "}'",
        "JOB_NAME=training-$(date -u +%Y%m%d-%H%M%S)",
        "",
      ].join("\n"),
    },
    {
      kind: "terraform",
      title: "Terraform",
      language: "hcl",
      fileName: "main.tf",
      text: [
        "# Nothing must be replaced. Needs: terraform init, then terraform apply.",
        'resource "aws_iam_role" "training" {',
        `  name                 = "${input.roleName}"`,
        "  max_session_duration = 3600",
        "}",
        "",
      ].join("\n"),
    },
    {
      kind: "cloudFormation",
      title: "CloudFormation",
      language: "yaml",
      fileName: "template.yaml",
      text: [
        "# Nothing must be replaced.",
        'AWSTemplateFormatVersion: "2010-09-09"',
        "Resources:",
        "  Role:",
        "    Type: AWS::IAM::Role",
        "    Properties:",
        `      RoleName: ${input.roleName}`,
        "      EnableKeyRotation: true",
        "",
      ].join("\n"),
    },
  ];
}
