import type { ReactNode } from 'react';
import type { RegistrationShape } from '../../server/shapes/index.ts';
import { CommandBlock } from '../kit/command-block.tsx';
import { localTarget, pushCommand, WORKFLOW_COMMAND } from './commands.ts';
import { Step, Steps } from './steps.tsx';

/** What is left to do where a repository is registered. */
export function PushSteps({ repository }: { readonly repository: RegistrationShape }): ReactNode {
  return (
    <>
      <p>
        <strong>{repository.full_name}</strong> is registered.
      </p>
      <Steps>
        <WorkflowStep />
        <PushStep to={localTarget(repository)} />
      </Steps>
    </>
  );
}

/** The workflow file. */
export function WorkflowStep(): ReactNode {
  return (
    <Step title="Write a workflow, in a checkout of the repository">
      <CommandBlock text={WORKFLOW_COMMAND} label="the command that writes the workflow" />
    </Step>
  );
}

/** @param props.to as `pushCommand` takes it */
export function PushStep({ to }: { readonly to: string | null }): ReactNode {
  return (
    <Step title="Commit and push">
      <CommandBlock text={pushCommand(to)} label="the commands that push" />
    </Step>
  );
}
