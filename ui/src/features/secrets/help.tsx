import type { HelpTopic } from "../../shell/help";

const reading = [
  {
    text: "What is in a secret",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html",
  },
  {
    text: "Best practices for Secrets Manager",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
  },
];

export const secretsHelp: HelpTopic = {
  title: "Secrets",
  body: (
    <>
      <p>
        A secret keeps a password, a key or a token, so that it stands in no code, no notebook and no
        environment variable. A job asks for it by its name when it starts.
      </p>
      <h3>What is read</h3>
      <p>
        This list and each secret's page are made without reading a value. A value is read when you press{" "}
        <i>Reveal</i> or <i>Copy</i>, and AWS records that in CloudTrail as any other reading.
      </p>
      <h3>Last read</h3>
      <p>AWS tells the day alone. A secret that nobody reads any more can most likely go.</p>
    </>
  ),
  reading,
};

export const secretHelp: HelpTopic = {
  title: "A secret",
  body: (
    <>
      <p>
        <b>Versions.</b> A new value makes a new version, which gets the label AWSCURRENT; the one before it
        gets AWSPREVIOUS. Making the previous one current again moves the label and types nothing anew.
      </p>
      <p>
        <b>Revealed</b> values are hidden after 30 seconds, when you press the button again, and when you
        leave the page.
      </p>
      <p>
        <b>Copied</b> values go to the clipboard without being shown, and are taken off again after 30 seconds
        or when you close the window, unless you copied something else in between. A history of the clipboard
        may keep what it saw: Gatehouse asks it not to.
      </p>
      <p>
        <b>Rotation</b> calls a Lambda function that changes the password where it is used and puts the new
        one here. The function must exist first.
      </p>
      <p>
        <b>The resource policy</b> can let another account in, or keep everybody else out. Gatehouse asks AWS
        to refuse one that lets everybody in.
      </p>
      <p>
        <b>Deleting</b> waits 7 to 30 days. Until then nobody can read the secret, and it can be restored.
      </p>
    </>
  ),
  reading: [
    ...reading,
    {
      text: "Rotation schedules",
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
    },
  ],
};

export const createSecretHelp: HelpTopic = {
  title: "Store a secret",
  body: (
    <>
      <p>
        The value stays in the memory of Gatehouse until it is written to AWS, and stands in no file, no log
        and no plan. If the program ends before, you are asked for it again.
      </p>
      <h3>Name</h3>
      <p>
        Slashes make groups: <i>ml/database-credentials</i>. Policies can then allow <i>ml/*</i>. Do not end
        the name with a hyphen and six characters; AWS puts such an ending behind every name in the ARN.
      </p>
      <h3>Database</h3>
      <p>
        The fields are those that the rotation functions of AWS expect. A generated password is drawn by AWS
        and never shown here.
      </p>
      <h3>Key</h3>
      <p>
        The account's own key is free, and whoever may read the secret may use it. A key of your own has a
        policy of its own; only with such a key can another account read the secret.
      </p>
    </>
  ),
  reading: [
    {
      text: "JSON structure of database secrets",
      url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html",
    },
  ],
};
