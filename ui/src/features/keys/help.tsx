import type { HelpTopic } from "../../shell/help";

export const keysHelp: HelpTopic = {
  title: "Keys",
  body: (
    <>
      <p>
        A KMS key encrypts what other services keep: objects in S3, volumes of training instances, secrets.
        The key itself never leaves KMS; whoever wants to read the data must be allowed to use the key too.
      </p>
      <h3>Yours and AWS's</h3>
      <p>
        Keys whose alias begins with <i>aws/</i> were made by AWS for its services. Nobody changes their
        policies, and other accounts can never use them. A key of your own says who may use it.
      </p>
      <h3>Named in policy or grants</h3>
      <p>
        Whom the key policy and the grants name. A policy that names the account lets IAM decide as well: open
        a key and look at <i>Who can use it</i> for the whole answer.
      </p>
    </>
  ),
  reading: [
    {
      text: "KMS keys",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
    },
  ],
};

export const keyHelp: HelpTopic = {
  title: "A key",
  body: (
    <>
      <p>
        <b>Policy</b> is the first word on the key: without its leave, no policy of IAM helps. Most key
        policies name the account itself, and so leave the rest to IAM.
      </p>
      <p>
        <b>Who can use it</b> is asked of the policy engine, over every role of the account. What depends on a
        request, such as the service that it comes through, is shown as under conditions.
      </p>
      <p>
        <b>Rotation</b> gives the key new material. Its id and ARN stay, and what was encrypted before is
        decrypted as before.
      </p>
      <p>
        <b>Grants</b> let a program use the key without a change of policy. AWS services make them for you.
      </p>
      <h3>Deleting</h3>
      <p>
        KMS waits 7 to 30 days. Until then the deletion can be cancelled; after that, nobody can read what the
        key encrypted. Disabling does the same for now, and can be undone at any time: try that first.
      </p>
    </>
  ),
  reading: [
    {
      text: "Key policies",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    },
    {
      text: "Deleting keys",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    },
  ],
};

export const createKeyHelp: HelpTopic = {
  title: "Create a key",
  body: (
    <>
      <p>
        For training data, models and volumes take a symmetric key that encrypts and decrypts. The others are
        for signatures and for programs that call KMS themselves.
      </p>
      <h3>Who may do what</h3>
      <p>
        Administrators change the key and cannot read data with it. Users encrypt and decrypt. An execution
        role of SageMaker gets less: the key through S3, for volumes, and nothing else.
      </p>
      <p>
        The account itself always stays in the policy. Without it, a key whose administrators are gone could
        be changed by nobody.
      </p>
    </>
  ),
  reading: [
    {
      text: "Creating keys",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html",
    },
  ],
};
