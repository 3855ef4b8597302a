import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { sendJson } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { CommandBlock } from '../../kit/command-block.tsx';
import { Field } from '../../kit/field.tsx';
import { focusHeading } from '../../kit/page.tsx';
import { Panel } from '../../kit/panel.tsx';
import styles from './sign-in.module.css';

/** The two ways in: a link from a terminal, or the token itself. */
export function SignInForm({
  next,
}: {
  /** Where to go then; null: stay here. */
  readonly next: string | null;
}): ReactNode {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => sendJson('POST', '/api/session', { token: token.trim() }),
    // What could not be read before can be now.
    onSuccess: async () => {
      await client.invalidateQueries();
      if (next === null) focusHeading();
      else navigate(next);
    },
  });
  const [tried, setTried] = useState(false);
  const isMissing = tried && token.trim() === '';
  return (
    <div className={styles['ways']}>
      <Panel title="With a link">
        <div className={styles['stack']}>
          <p>
            The server prints a link when it starts; opened once, it signs this browser in for 30 days. On the
            server&rsquo;s machine, this prints another:
          </p>
          <CommandBlock text={`runbook sign-in --server ${location.origin}`} label="the command" />
        </div>
      </Panel>
      <Panel title="With the token">
        <form
          className={styles['stack']}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (token.trim() !== '') signIn.mutate();
          }}
        >
          <Field
            label="Token"
            hint={
              <>
                It is in <code>keys/token</code> of the server&rsquo;s data folder.
              </>
            }
            error={isMissing ? 'Enter the token first.' : signIn.error?.message}
          >
            {(names) => (
              <input
                {...names}
                type="password"
                autoComplete="current-password"
                value={token}
                onChange={(event) => {
                  setToken(event.target.value);
                  signIn.reset();
                }}
              />
            )}
          </Field>
          <div>
            <Button kind="primary" type="submit" busy={signIn.isPending}>
              Sign in
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}
