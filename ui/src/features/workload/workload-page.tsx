import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Wizard from "@cloudscape-design/components/wizard";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { WorkloadReview } from "../../bindings/WorkloadReview";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { Dialog } from "../../shared/dialog";
import { ProblemWords } from "../../shared/problem";
import { useRuns } from "../../shared/runs/runs";
import { useFlashes } from "../../shell/flashes";
import { InfoLink, useHelp } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { href, navigate, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { rememberCreated } from "./created";
import { DataStep } from "./data-step";
import { changedWorkload, clearDraft, draftIsEmpty, useDraft } from "./draft";
import { EncryptionStep } from "./encryption-step";
import { fieldIds, REVIEW_STEP, stepOfField } from "./fields";
import { dataHelp, imageHelp, kmsHelp, reviewHelp, secretHelp, vpcHelp, workloadHelp } from "./help";
import { ImageStep } from "./image-step";
import { NetworkStep } from "./network-step";
import { ReviewStep } from "./review-step";
import { RoleStep } from "./role-step";
import { SecretStep } from "./secret-step";
import { useFieldErrors } from "./use-field-errors";
import { WizardButtons } from "./wizard-buttons";

const stepHelp = [workloadHelp, dataHelp, imageHelp, kmsHelp, secretHelp, vpcHelp, reviewHelp];

export function WorkloadPage() {
  const changing = changedWorkload();
  const title = changing === null ? "Set up a workload" : `Change ${changing}`;
  useScreen({ title, help: workloadHelp, contentType: "wizard" });
  const account = useAccount();
  const client = useQueryClient();
  const { put } = useFlashes();
  const runs = useRuns();
  const [input, change] = useDraft();
  const errors = useFieldErrors(input);
  const [stepText, setStepText] = usePlaceParam("step", "1");
  const step = Math.min(Math.max(Number(stepText) - 1 || 0, 0), REVIEW_STEP);
  const [leaving, setLeaving] = useState(false);
  const [review, setReview] = useState<WorkloadReview | null>(null);
  const [busy, setBusy] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const { setScreenTopic } = useHelp();
  useEffect(() => setScreenTopic(stepHelp[step] ?? workloadHelp), [step, setScreenTopic]);

  const goTo = (next: number) => {
    setRefused(null);
    setStepText(String(next + 1));
    window.scrollTo(0, 0);
  };

  /** Forward only over steps that are right; the first one that is not is shown, with its errors. */
  const goForward = async (target: number) => {
    for (let at = step; at < target; at += 1) {
      const wrong = await errors.ofStep(at);
      if (wrong.length > 0) {
        if (at !== step) goTo(at);
        focusField(wrong[0]);
        return;
      }
    }
    goTo(target);
  };

  const save = async () => {
    await commands.saveWorkload(input);
    void client.invalidateQueries({ queryKey: keys.workloads(account) });
    void client.invalidateQueries({ queryKey: keys.workload(account, input.roleName) });
  };

  const saveForLater = async () => {
    setSaving(true);
    try {
      await save();
      put({
        id: "save-workload",
        type: "success",
        header: `${input.roleName} was saved`,
        content: "Nothing was created in the account.",
        dismissible: true,
      });
      clearDraft();
      navigate("/workloads", { force: true });
    } catch (error) {
      const { fields } = asProblem(error);
      put({
        id: "save-workload",
        type: "error",
        header: "The workload was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      });
      errors.refuse(fields);
      const [first] = fields;
      if (first) {
        goTo(stepOfField(first.field));
        focusField(first.field);
      }
      setSaving(false);
    }
  };

  const create = async () => {
    if (!review) return;
    setBusy(true);
    setRefused(null);
    let begun = false;
    try {
      // First, so that it can be repaired from its page if the run stops halfway.
      await save();
      if (review.plan.steps.length === 0) {
        clearDraft();
        navigate(href(["workloads", input.roleName]), { force: true });
        return;
      }
      await runs.apply(review.plan.id, {
        quiet: createdPageIsShown,
        onProgress: (run) => {
          if (begun) return;
          begun = true;
          rememberCreated(run.id, { roleName: input.roleName, roleArn: review.roleArn, input });
          clearDraft();
          navigate(href(["workload", run.id]), { replace: true, force: true });
        },
      });
    } catch (error) {
      errors.refuse(asProblem(error).fields);
      setRefused(error);
      setBusy(false);
    }
  };

  const cancel = () => {
    if (draftIsEmpty(input)) navigate("/");
    else setLeaving(true);
  };

  const form = { input, change, errors };
  const steps = [
    {
      title: "Workload and role",
      content: <RoleStep {...form} />,
      description: "The role, who uses it, and what for.",
    },
    {
      title: "Data",
      content: <DataStep {...form} />,
      description: "Where the job reads, and where it writes.",
    },
    { title: "Image", content: <ImageStep {...form} />, description: "The container that SageMaker runs." },
    {
      title: "Encryption",
      content: <EncryptionStep {...form} />,
      description: "Who can decrypt what the job reads and writes.",
      isOptional: true,
    },
    {
      title: "Secret",
      content: <SecretStep {...form} />,
      description: "What the job's code signs in with.",
      isOptional: true,
    },
    {
      title: "Network",
      content: <NetworkStep {...form} />,
      description: "Where the job runs, and how it reaches what it calls.",
      isOptional: true,
    },
    {
      title: "Review and create",
      description: "Nothing has happened yet. This is what will.",
      content: (
        <ReviewStep
          input={input}
          account={account}
          refused={refused}
          onReview={setReview}
          onRefused={errors.refuse}
          onEdit={goTo}
        />
      ),
    },
  ];

  return (
    <>
      <Wizard
        steps={steps.map((each, index) => ({
          ...each,
          info: <InfoLink topic={stepHelp[index] ?? workloadHelp} />,
        }))}
        activeStepIndex={step}
        onNavigate={({ detail }) => {
          if (detail.requestedStepIndex > step) void goForward(detail.requestedStepIndex);
          else goTo(detail.requestedStepIndex);
        }}
        customPrimaryActions={
          <WizardButtons
            step={step}
            busy={busy}
            saving={saving}
            canCreate={review !== null && (account.writable || review.plan.steps.length === 0)}
            createText={review?.plan.steps.length === 0 ? "Save" : changing === null ? "Create" : "Change"}
            onCancel={cancel}
            onSave={() => void saveForLater()}
            onPrevious={() => goTo(step - 1)}
            onNext={() => goForward(step + 1)}
            onCreate={create}
          />
        }
      />
      {leaving && (
        <LeaveModal
          onStay={() => setLeaving(false)}
          onLeave={() => {
            clearDraft();
            navigate(changing === null ? "/" : href(["workloads", changing]), { force: true });
          }}
        />
      )}
    </>
  );
}

const createdPageIsShown = () => window.location.hash.startsWith("#/workload/");

function focusField(field: string | undefined) {
  // The error must be on the screen first, so that it is read with the field.
  setTimeout(() => document.getElementById(fieldIds[field ?? ""] ?? "")?.focus(), 50);
}

function LeaveModal({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog
      header="Leave without creating the workload?"
      onDismiss={onStay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onStay}>
              Stay
            </Button>
            <Button variant="primary" onClick={onLeave} data-testid="confirm-leave">
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you entered is lost. Nothing was created in the account. "Save for later" keeps it.
    </Dialog>
  );
}
