import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { AccountView } from "../../bindings/AccountView";
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { WorkloadReview } from "../../bindings/WorkloadReview";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { NoticeList } from "../../shared/notices";
import { Consequences, PlanSteps } from "../../shared/plan-steps";
import { PolicyDocument } from "../../shared/policy-document";
import { ProblemAlert } from "../../shared/problem";
import { ReadOnlyNotice } from "../accounts/read-only-notice";
import { CodeSection } from "./code-section";
import { fieldLabels, stepOfField } from "./fields";
import { ReviewChoices } from "./review-choices";

interface Props {
  input: WorkloadInput;
  account: AccountView;
  /** Why creating was refused, if it was. */
  refused: unknown;
  onReview: (review: WorkloadReview | null) => void;
  onRefused: (problems: readonly FieldProblem[]) => void;
  onEdit: (step: number) => void;
}

export function ReviewStep({ input, account, refused, onReview, onRefused, onEdit }: Props) {
  const review = useQuery({
    queryKey: ["review-workload", account.kind, account.id, account.region, input],
    queryFn: () => commands.reviewWorkload(input),
    gcTime: 0,
    staleTime: 0,
  });
  const report = useEffectEvent(onReview);
  const refuse = useEffectEvent(onRefused);
  useEffect(() => {
    report(review.isFetching ? null : (review.data ?? null));
    return () => report(null);
  }, [review.data, review.isFetching]);
  useEffect(() => {
    if (review.error) refuse(asProblem(review.error).fields);
  }, [review.error]);

  return (
    <SpaceBetween size="l">
      {refused !== null && (
        <ProblemAlert
          error={refused}
          header="Nothing was changed"
          action={<Button onClick={() => void review.refetch()}>Make the plan again</Button>}
        />
      )}
      {review.error && (
        <SpaceBetween size="m">
          <ProblemAlert error={review.error} header="There is no plan yet" />
          <WrongFields problems={asProblem(review.error).fields} onEdit={onEdit} />
        </SpaceBetween>
      )}
      {review.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Making the plan
        </Box>
      )}
      {review.data && <ReadOnlyNotice />}
      {review.data && <ReviewedPlan review={review.data} />}
      {review.data && <CodeSection input={input} />}
      <ReviewChoices input={input} onEdit={onEdit} />
    </SpaceBetween>
  );
}

function WrongFields({
  problems,
  onEdit,
}: {
  problems: readonly FieldProblem[];
  onEdit: (step: number) => void;
}) {
  const [first] = problems;
  if (!first) return null;
  return (
    <Alert
      type="info"
      header="What to change"
      action={
        <Button onClick={() => onEdit(stepOfField(first.field))} data-testid="edit-first-problem">
          Go to {fieldLabels[first.field] ?? "the field"}
        </Button>
      }
    >
      <ul className="gh-plain-list">
        {problems.map(({ field, code, message }) => (
          <li key={field + code}>
            {fieldLabels[field] ?? field}: {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function ReviewedPlan({ review }: { review: WorkloadReview }) {
  const { plan, grants, callerPolicy, roleArn, notices } = review;
  return (
    <SpaceBetween size="l">
      <NoticeList notices={notices} />
      <Container
        header={
          <Header variant="h2" description="Besides these, the role may do nothing.">
            What the job will be able to do
          </Header>
        }
      >
        <ul className="gh-grants">
          {grants.map((grant) => (
            <li key={grant}>{grant}</li>
          ))}
        </ul>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            counter={`(${plan.steps.length})`}
            description="In this order. Each can be undone."
          >
            What Gatehouse will do
          </Header>
        }
      >
        <SpaceBetween size="m">
          {plan.steps.length === 0 ? (
            <Box color="text-body-secondary">
              Nothing: all of it is in the account as it was chosen. Saving keeps what you entered.
            </Box>
          ) : (
            <PlanSteps steps={plan.steps} />
          )}
          <Consequences header="What must hold besides" sentences={plan.consequences} />
        </SpaceBetween>
      </Container>
      {plan.documents.length > 0 && (
        <Container
          header={
            <Header variant="h2" description="The texts as they will stand in the account.">
              Policies
            </Header>
          }
        >
          <SpaceBetween size="m">
            {plan.documents.map(({ title, text, size, limit }) => (
              <ExpandableSection key={title} headerText={title} headingTagOverride="h3" defaultExpanded>
                <PolicyDocument title={title} text={text} size={{ used: size, limit }} />
              </ExpandableSection>
            ))}
          </SpaceBetween>
        </Container>
      )}
      <Container
        header={
          <Header
            variant="h2"
            description="Gatehouse does not change this. Whoever starts the job needs it, besides the right to create jobs."
          >
            What you need yourself
          </Header>
        }
      >
        <SpaceBetween size="s">
          <div>
            Starting a job hands the role to SageMaker. That takes the right to pass{" "}
            <code className="gh-break">{roleArn}</code>.
          </div>
          <ExpandableSection headerText={callerPolicy.title} headingTagOverride="h3">
            <PolicyDocument
              title={callerPolicy.title}
              text={callerPolicy.text}
              size={{ used: callerPolicy.size, limit: callerPolicy.limit }}
            />
          </ExpandableSection>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
