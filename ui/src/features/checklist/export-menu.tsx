import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useState } from "react";
import type { ReportFormat } from "../../bindings/ReportFormat";
import { commands } from "../../ipc/commands";
import { ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { saveFile } from "../editor/save-file";

const formats: Record<ReportFormat, { text: string; description: string; use: string }> = {
  html: {
    text: "HTML page",
    description: "To be read and printed",
    use: "It opens in every browser, and prints from there.",
  },
  csv: { text: "CSV table", description: "For a spreadsheet", use: "A spreadsheet opens it." },
  json: { text: "JSON", description: "For programs of your own", use: "All findings stand in it." },
  sarif: {
    text: "SARIF 2.1.0",
    description: "For code scanning",
    use: "Code scanning shows it beside the code.",
  },
  asff: {
    text: "Security Hub findings (ASFF)",
    description: "For BatchImportFindings",
    use: "Import it with aws securityhub batch-import-findings.",
  },
  conformancePack: {
    text: "AWS Config conformance pack",
    description: "The managed rules that look for the same",
    use: "Deploy it with aws configservice put-conformance-pack.",
  },
};

/** What leaves the machine, in the form that somebody else can read. */
export function ExportMenu() {
  const { put } = useFlashes();
  const [saving, setSaving] = useState(false);
  const save = async (format: ReportFormat) => {
    setSaving(true);
    try {
      const { fileName, text } = await commands.checklistReport(format);
      const saved = await saveFile(fileName, text);
      if (saved)
        put({
          id: "save-checklist",
          type: "success",
          header: `${saved.name} was saved`,
          content: formats[format].use,
          dismissible: true,
        });
    } catch (error) {
      put({
        id: "save-checklist",
        type: "error",
        header: "The checklist was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      });
    } finally {
      setSaving(false);
    }
  };
  return (
    <ButtonDropdown
      loading={saving}
      items={Object.entries(formats).map(([id, { text, description }]) => ({
        id,
        text,
        secondaryText: description,
      }))}
      onItemClick={({ detail }) => void save(detail.id as ReportFormat)}
      data-testid="export-checklist"
    >
      Export
    </ButtonDropdown>
  );
}
