import type { ReactNode } from 'react';
import { CommandBlock } from '../../kit/command-block.tsx';
import { Panel } from '../../kit/panel.tsx';
import { gitHubCommand, hookCommand } from '../../first-push/commands.ts';
import styles from './register-another.module.css';

/** How one more repository is registered. */
export function RegisterAnother(): ReactNode {
  return (
    <Panel title="Register another">
      <div className={styles['ways']}>
        <div>
          <p>One that the server fetches, from GitHub or elsewhere:</p>
          <CommandBlock text={gitHubCommand(location.origin)} label="the command for a remote repository" />
        </div>
        <div>
          <p>A bare one on the server’s machine, with its hook:</p>
          <CommandBlock text={hookCommand(location.origin)} label="the command for a bare repository" />
        </div>
      </div>
    </Panel>
  );
}
