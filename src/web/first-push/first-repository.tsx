import { type ReactNode, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { CommandBlock } from '../kit/command-block.tsx';
import { bareRepositoryCommand, gitHubCommand } from './commands.ts';
import styles from './first-repository.module.css';
import { PushStep, WorkflowStep } from './push-steps.tsx';
import { Step, Steps } from './steps.tsx';

/** How the first repository is registered and pushed: one on the server's machine, or one of GitHub. */
export function FirstRepository(): ReactNode {
  const [kind, choose] = useState<'bare' | 'github'>('bare');
  return (
    <>
      <div role="group" aria-label="Where the repository is" className={styles['kinds']}>
        <Button aria-pressed={kind === 'bare'} onClick={() => choose('bare')}>
          On the server’s machine
        </Button>
        <Button aria-pressed={kind === 'github'} onClick={() => choose('github')}>
          On GitHub
        </Button>
      </div>
      {kind === 'bare' ? <BareRepository /> : <GitHubRepository />}
    </>
  );
}

function BareRepository(): ReactNode {
  return (
    <Steps>
      <Step title="Make a bare repository and install its hook">
        <CommandBlock text={bareRepositoryCommand(location.origin)} label="the commands for the repository" />
        <p>
          The server must have been started with <code>--allow-local-repositories</code>. Where it has a{' '}
          <code>--data</code> of its own, give <code>hook install</code> the same: the token is there.
        </p>
      </Step>
      <WorkflowStep />
      <PushStep to="~/git/project.git" />
    </Steps>
  );
}

function GitHubRepository(): ReactNode {
  const webhook = `${location.origin}/webhooks/github`;
  return (
    <Steps>
      <Step title="Register the repository">
        <CommandBlock text={gitHubCommand(location.origin)} label="the command for the repository" />
        <p>It prints the webhook’s secret, once.</p>
      </Step>
      <Step title="Add a webhook in the repository’s settings on GitHub">
        <CommandBlock text={webhook} label="the payload URL" />
        <p>
          That is its payload URL. Choose the content type <code>application/json</code>, the secret, and the
          push event. GitHub must reach this address: see <code>--host</code> and <code>--url</code> of{' '}
          <code>runbook serve</code>.
        </p>
      </Step>
      <WorkflowStep />
      <PushStep to={null} />
    </Steps>
  );
}
