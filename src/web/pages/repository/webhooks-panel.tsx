import type { ReactNode } from 'react';
import type { WebhooksShape } from '../../../server/shapes/index.ts';
import { CommandBlock } from '../../kit/command-block.tsx';
import { Panel } from '../../kit/panel.tsx';
import styles from './setup-panel.module.css';

/** Where deliveries go to. */
export function WebhooksPanel({
  webhooks: { github, git },
}: {
  readonly webhooks: WebhooksShape;
}): ReactNode {
  return (
    <Panel title="Webhooks">
      <div className={styles['setup']}>
        <p>
          GitHub’s payload URL, with the content type <code>application/json</code> and the secret that{' '}
          <code>runbook repo add</code> printed:
        </p>
        <CommandBlock text={github} label="the webhook for GitHub" />
        <p>
          The address for the hook of a bare repository, which <code>runbook hook install</code> writes:
        </p>
        <CommandBlock text={git} label="the webhook for a bare repository" />
      </div>
    </Panel>
  );
}
