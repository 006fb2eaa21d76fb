import type { HelpTopic } from "../../shell/help";

export const dataHelp: HelpTopic = {
  title: "Data and jobs",
  body: (
    <>
      <p>
        <b>Buckets</b> hold data and models. Their policy counts together with the roles' policies. Block
        Public Access refuses a policy for everybody, and makes one that is there count for nobody but the
        account.
      </p>
      <p>
        <b>Images</b> are what jobs run from. Who may change an image decides what code runs with the role's
        rights; tags that cannot move keep an image what it was.
      </p>
      <h3>Jobs and notebooks</h3>
      <p>
        A <i>volume key</i> encrypts the disks while something runs, an <i>output key</i> what it leaves
        behind.
        <i> Network isolation</i> keeps the containers off every network; data comes and goes through
        SageMaker. What a job was started with cannot be changed afterwards: start the next one otherwise.
        Root access of a notebook instance can be, while it is stopped.
      </p>
      <p>
        Environment variables and hyperparameters are shown to everybody who may describe a job. A name that
        speaks of a secret is told here, its value is not: keep it in Secrets Manager.
      </p>
      <h3>Trails</h3>
      <p>
        A trail that logs all Regions and signs its files tells who did what, and would show that somebody
        tried to hide it. Who read which object is told by <i>data events</i> alone, bucket by bucket, and
        costs.
      </p>
    </>
  ),
  reading: [
    {
      text: "Blocking public access to your Amazon S3 storage",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    },
    {
      text: "Private repository policies in Amazon ECR",
      url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    },
    {
      text: "Run training and inference containers in internet-free mode",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
    },
    {
      text: "Logging data events",
      url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    },
  ],
};
