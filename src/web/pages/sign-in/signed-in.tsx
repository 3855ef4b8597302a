import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sendJson } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { ButtonLink } from '../../kit/button-link.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { focusHeading } from '../../kit/page.tsx';
import { Panel } from '../../kit/panel.tsx';
import styles from './sign-in.module.css';

/** What a signed-in browser may do, and the way out. */
export function SignedIn(): ReactNode {
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => sendJson('DELETE', '/api/session'),
    onSuccess: async () => {
      await client.invalidateQueries();
      focusHeading();
    },
  });
  return (
    <Panel title="This browser is signed in">
      <div className={styles['stack']}>
        <p>It may start, cancel and repeat runs, for 30 days after it signed in or until you sign out.</p>
        {signOut.isError && <ErrorNotice what="You are still signed in" error={signOut.error} />}
        <div className={styles['row']}>
          <ButtonLink href="/" kind="primary">
            See the runs
          </ButtonLink>
          <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        </div>
      </div>
    </Panel>
  );
}
