import type { HelpTopic } from "../../shell/help";

export const policiesHelp: HelpTopic = {
  title: "Policies",
  body: (
    <>
      <p>
        A policy is a text of JSON that allows or denies. Gatehouse edits every kind: of identities, of roles'
        trust, of keys, buckets, secrets and endpoints, and those of an organization.
      </p>
      <h3>Files</h3>
      <p>
        A file comes out as it went in, letter by letter, but for what you changed: line ends, blanks and the
        order of keys stay yours.
      </p>
    </>
  ),
  reading: [
    {
      text: "Policies and permissions in IAM",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    },
  ],
};

export const editorHelp: HelpTopic = {
  title: "The policy editor",
  body: (
    <>
      <p>
        Picture, form and text show one document. The text is the truth: a change in the form changes its own
        letters only, and Undo takes back changes of all three, one by one.
      </p>
      <h3>While the text is no JSON</h3>
      <p>
        Form and picture show the last state that could be read, and say so. The text points at the place.
      </p>
      <h3>Asking</h3>
      <p>
        Under <b>Ask</b> you put a request to the policy as it stands. A question that you keep is asked again
        at each change, so that you see at once when an edit takes away what must be allowed, or allows what
        must stay denied.
      </p>
      <h3>By keyboard</h3>
      <p>
        In the text, Control and Space offers what can stand at the cursor, F2 explains it, and F8 goes to the
        next finding. Tab indents; Escape and then Tab leaves the text.
      </p>
    </>
  ),
  reading: [
    {
      text: "Grammar of the policy language",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    },
  ],
};
