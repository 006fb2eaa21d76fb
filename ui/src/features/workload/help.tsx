import type { HelpTopic } from "../../shell/help";

export const workloadHelp: HelpTopic = {
  title: "Set up a workload",
  body: (
    <>
      <p>
        You say what the job does; Gatehouse writes the role for it, and what goes with it: a key, a secret,
        the endpoints of a VPC. The role gets the rights that are needed and no others.
      </p>
      <p>
        Nothing happens before the last step. There you see each call to AWS, the policies it writes, and how
        it is undone. <b>Save for later</b> keeps what you entered, on this computer, and creates nothing.
      </p>
      <h3>Two identities</h3>
      <p>
        The <b>execution role</b> is what the job runs as. You, or the pipeline that starts the job, are the{" "}
        <b>caller</b> and need a right of your own: to pass this role to SageMaker. The last step shows that
        policy too.
      </p>
    </>
  ),
  reading: [
    {
      text: "SageMaker execution roles",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    },
  ],
};

export const personaHelp: HelpTopic = {
  title: "Who uses the role",
  body: (
    <>
      <p>
        SageMaker's Role Manager tells three kinds of users apart, and so does this step. The choice ticks the{" "}
        <b>activities</b> that such a user begins with. You can tick others, and untick what is not needed:
        every activity is a right that the role has all day.
      </p>
      <p>
        <b>A job alone</b> is the least: a role for jobs that nobody works with by hand. A person who explores
        data needs more, and should not share a role with jobs that run unattended.
      </p>
    </>
  ),
  reading: [
    {
      text: "Personas of the Role Manager",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-personas.html",
    },
    {
      text: "Activities of the Role Manager",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/role-manager-ml-activities.html",
    },
  ],
};

export const roleNameHelp: HelpTopic = {
  title: "Role name",
  body: (
    <>
      <p>
        A name is unique in the account, whatever its letters' case. Begin with the service and the purpose,
        so that a list of roles reads itself: <code>sagemaker-training-churn</code>.
      </p>
      <p>
        Give each workload a role of its own. Shared roles collect rights that none of their users needs
        alone.
      </p>
    </>
  ),
};

export const dataHelp: HelpTopic = {
  title: "Data",
  body: (
    <>
      <p>
        S3 has no folders, only keys that begin alike. A <b>prefix</b> such as <code>train</code> limits the
        role to the object of that name and to what is below <code>train/</code>, and never means{" "}
        <code>training-old/</code>.
      </p>
      <p>
        Reading needs two rights: to list the bucket (only below the prefix) and to get its objects. Writing
        needs one, to put objects. The role gets no right to delete.
      </p>
      <p>A bucket policy may still refuse what the role allows. Gatehouse does not change the bucket.</p>
    </>
  ),
  reading: [
    {
      text: "Bucket naming rules",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    },
  ],
};

export const imageHelp: HelpTopic = {
  title: "Training image",
  body: (
    <>
      <p>
        SageMaker pulls the container from ECR with the rights of the role. Three actions on the repository
        are enough, and one on everything: the login to ECR knows no resource.
      </p>
      <p>
        For an image that AWS provides, paste its URI. It lives in an account of AWS, so the ARN has another
        account id than yours.
      </p>
    </>
  ),
};

export const kmsHelp: HelpTopic = {
  title: "Encryption",
  body: (
    <>
      <p>
        A key of your own lets you decide who may read the data, see each use in CloudTrail, and shut it off
        at once.
      </p>
      <p>
        <b>Data in S3</b>: the role may use the key only by way of S3. <b>Training volumes</b>: SageMaker gets
        a grant on the key, for the disks of the machines, as long as the job runs.
      </p>
      <p>
        The key has a policy, too. It must let IAM of this account decide, or name the role. A <b>new key</b>{" "}
        gets such a policy; of an existing one, the last step says what is missing.
      </p>
      <p>
        <b>Rotation</b> gives a key new material every year. What was encrypted before stays readable, and
        neither its id nor its alias changes.
      </p>
    </>
  ),
  reading: [
    { text: "Key policies", url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html" },
    {
      text: "Rotate keys",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    },
  ],
};

export const secretHelp: HelpTopic = {
  title: "Secret",
  body: (
    <>
      <p>
        Code that signs in to a database asks Secrets Manager for the password while it runs. So the password
        stands in no code, no image and no environment variable, and can be changed without either.
      </p>
      <p>
        The role gets the right to read this one secret. Of a <b>new</b> secret the password is drawn by AWS:
        Gatehouse shows it nowhere and keeps it in no file. Afterwards, give it to the database; the secret's
        own page reveals it.
      </p>
      <p>
        A secret that is encrypted with a key of your own needs the right to decrypt as well. That goes with
        it, if you ticked the new secret under Encryption.
      </p>
    </>
  ),
  reading: [
    {
      text: "What is Secrets Manager?",
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    },
    {
      text: "Permissions for secrets",
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html",
    },
  ],
};

export const vpcHelp: HelpTopic = {
  title: "Network",
  body: (
    <>
      <p>
        In your VPC a job sends its traffic through your subnets. That lets you keep it away from the internet
        and reach private databases. For that the role may create, describe and delete network interfaces.
      </p>
      <p>
        Without a way to S3 the job cannot read its data, and without one to CloudWatch Logs it leaves no
        trace. <b>Make what the network lacks</b> adds the endpoints, routes and rules to the plan.
      </p>
      <p>
        If you choose no VPC yet, the role is prepared for one; you name the subnets and security groups when
        you start the job.
      </p>
    </>
  ),
  reading: [
    {
      text: "Training jobs in a VPC",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/train-vpc.html",
    },
    {
      text: "Gateway endpoints",
      url: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    },
  ],
};

export const reviewHelp: HelpTopic = {
  title: "Review",
  body: (
    <>
      <p>
        This is one plan over all services. Each step is one call to AWS. Open a step to see it as a command
        that you could run yourself, and what takes it back.
      </p>
      <p>
        <b>Create</b> saves the workload under its name and carries the steps out, one after another. If AWS
        refuses one, Gatehouse stops there, and you can finish or undo what was begun.
      </p>
      <p>
        The size beside a policy counts its characters without white space, as IAM does, against IAM's limit.
      </p>
    </>
  ),
};

export const createdHelp: HelpTopic = {
  title: "After creating",
  body: (
    <>
      <p>
        The steps are kept under Activity, with the id of each request. You can undo them from there, today or
        later.
      </p>
      <p>
        The workload is kept under Workloads. Its page shows the chain of all that must agree for a job to
        run, and what has become different in the account since.
      </p>
      <p>
        In code, the SageMaker SDK takes the ARN as the <code>role</code> of the estimator. If starting the
        job is refused with <code>iam:PassRole</code>, the one who starts it lacks the right to pass the role.
      </p>
    </>
  ),
};

export const codeHelp: HelpTopic = {
  title: "Code",
  body: (
    <>
      <p>
        The first files <b>use</b> the role: they start a training job with it, from Python. The others{" "}
        <b>make</b> the role, for those who keep their account in code. Make it in one way only: what
        Gatehouse created, Terraform and CloudFormation do not know.
      </p>
      <p>
        The comments at the top say what must be replaced, such as the subnets of a job in a VPC. The machine,
        the volume and the time are a beginning: a small machine for at most an hour.
      </p>
      <p>No file has a secret in it. What is secret is asked for or read when the file is run.</p>
    </>
  ),
  reading: [
    {
      text: "Estimators of the SageMaker Python SDK, version 2",
      url: "https://sagemaker.readthedocs.io/en/v2/api/training/estimators.html",
    },
    {
      text: "CreateTrainingJob",
      url: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html",
    },
  ],
};
