import type { ReactNode } from 'react';
import type { RepositoryDetailShape } from '../../../server/shapes/index.ts';
import { CommandBlock } from '../../kit/command-block.tsx';
import { Panel } from '../../kit/panel.tsx';
import styles from './setup-panel.module.css';

/** The names of a repository's secrets, and how one is set; values never leave the server. */
export function SecretsPanel({
  repository: { full_name, secrets },
}: {
  readonly repository: Pick<RepositoryDetailShape, 'full_name' | 'secrets'>;
}): ReactNode {
  return (
    <Panel title="Secrets">
      <div className={styles['setup']}>
        {secrets.length === 0 ? (
          <p>None yet. A step reads one as an expression, such as the one for NAME:</p>
        ) : (
          <>
            <ul aria-label="Names of secrets" className={styles['names']}>
              {secrets.map((name) => (
                <li key={name}>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
            <p>Values are encrypted and never shown. A step reads one as an expression:</p>
          </>
        )}
        <CommandBlock text={`\${{ secrets.${secrets[0] ?? 'NAME'} }}`} label="the expression" />
        <p>This sets one; it asks for the value on standard input:</p>
        <CommandBlock
          text={`runbook secret set ${full_name} NAME \\\n  --server ${location.origin}`}
          label="the command that sets a secret"
        />
      </div>
    </Panel>
  );
}
