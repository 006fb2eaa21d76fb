import type { HelpTopic } from "../../shell/help";

export const accountsHelp: HelpTopic = {
  title: "Accounts",
  body: (
    <>
      <p>
        <b>Practice</b> is an account inside Gatehouse. Use it to try things out: creating a role there takes
        the same steps as in AWS and costs nothing.
      </p>
      <p>
        <b>A profile</b> is an entry of your AWS config files. It names a Region and where credentials come
        from. Gatehouse reads the same files as the AWS CLI and changes none of them.
      </p>
      <h3>Read-only first</h3>
      <p>
        A real account opens read-only. To apply a plan, unlock writing by typing the account's name. It is
        locked again when you close the window.
      </p>
      <h3>When credentials have expired</h3>
      <p>Gatehouse shows the command to run in a terminal. Run it, then open the profile again.</p>
    </>
  ),
  reading: [
    {
      text: "Config and credential files of the AWS CLI",
      url: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    },
  ],
};
