"""What stands in the account at AWS_ENDPOINT_URL: the role, and what was set up around it."""

import json
import sys

import boto3

region, role_name, policy_name = sys.argv[1:]
iam = boto3.client("iam", region_name=region)
kms = boto3.client("kms", region_name=region)
secrets = boto3.client("secretsmanager", region_name=region)
ec2 = boto3.client("ec2", region_name=region)
sagemaker = boto3.client("sagemaker", region_name=region)

keys = []
for alias in kms.list_aliases()["Aliases"]:
    if "TargetKeyId" in alias and not alias["AliasName"].startswith("alias/aws/"):
        key = kms.describe_key(KeyId=alias["TargetKeyId"])["KeyMetadata"]
        policy = kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]
        keys.append({
            "alias": alias["AliasName"],
            "key": key,
            "policy": json.loads(policy),
            "rotation": kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"],
            "tags": kms.list_resource_tags(KeyId=key["KeyId"])["Tags"],
        })
jobs = [
    sagemaker.describe_training_job(TrainingJobName=job["TrainingJobName"])
    for job in sagemaker.list_training_jobs()["TrainingJobSummaries"]
]
answer = {
    "role": iam.get_role(RoleName=role_name)["Role"],
    "permissions": iam.get_role_policy(RoleName=role_name, PolicyName=policy_name)["PolicyDocument"],
    "keys": keys,
    "secrets": [
        {"secret": secret, "value": secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]}
        for secret in secrets.list_secrets()["SecretList"]
    ],
    "endpoints": ec2.describe_vpc_endpoints()["VpcEndpoints"],
    "jobs": jobs,
}
json.dump(answer, sys.stdout, default=str)
