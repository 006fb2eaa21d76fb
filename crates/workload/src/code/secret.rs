//! How the training script reads its secret: at run time, with the role's rights, and without showing it.

use super::parts::SECRET_VARIABLE;
use super::{Secret, Setup, text};

pub(super) fn write(setup: &Setup, secret: &Secret) -> String {
    let mut out = text::comment("For the training script in the image: reads the secret when the job runs.");
    out += "# Nothing must be replaced. Never print or log what it returns: a job's output goes to CloudWatch Logs.\n";
    out += "# Needs: pip install boto3\n\nimport json\nimport os\n\nimport boto3\n\n\n";
    out += "def read_secret():\n";
    out += "    \"\"\"What the secret holds: a dict if it was stored as JSON, else its text.\"\"\"\n";
    out += &format!(
        "    client = boto3.client(\"secretsmanager\", region_name={})\n",
        text::python(&setup.job.site.region)
    );
    out += &format!("    name = os.environ.get(\"{SECRET_VARIABLE}\", {})\n", text::python(&Setup::secret_id(secret)));
    out += "    text = client.get_secret_value(SecretId=name)[\"SecretString\"]\n";
    out += "    try:\n        return json.loads(text)\n    except ValueError:\n        pass\n";
    out += "    # Not within \"except\": no traceback of what comes after shows the text that was no JSON.\n";
    out += "    return text\n";
    out
}
