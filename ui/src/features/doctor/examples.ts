/** Errors to try, one of each sort. Roles and buckets are those of the practice account. */
export const examples = (account: string): readonly { title: string; text: string }[] => [
  {
    title: "A job that never begins",
    text: `An error occurred (ValidationException) when calling the CreateTrainingJob operation: Could not assume role arn:aws:iam::${account}:role/fraud-batch-scoring. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
  },
  {
    title: "An object that cannot be read",
    text: `botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::${account}:assumed-role/churn-training/SageMaker is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::example-churn-raw/2026/a.csv" because no identity-based policy allows the s3:GetObject action`,
  },
  {
    title: "A connection that times out",
    text: 'botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://kms.us-east-1.amazonaws.com/"',
  },
  {
    title: "A refusal from above",
    text: `User: arn:aws:iam::${account}:user/student is not authorized to perform: sagemaker:CreateNotebookInstance on resource: arn:aws:sagemaker:us-east-1:${account}:notebook-instance/explore with an explicit deny in a service control policy`,
  },
];
