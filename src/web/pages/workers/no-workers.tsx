import type { ReactNode } from 'react';
import { CommandBlock } from '../../kit/command-block.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';

/** What stands where no worker is there: jobs wait, and how to start one. */
export function NoWorkers(): ReactNode {
  return (
    <EmptyState title="No worker is there">
      <p>
        Jobs wait until a worker takes them. <code>runbook serve</code> has one of its own, unless its{' '}
        <code>--roles</code> leave it out; it is heard of some seconds after the start, and this page shows it
        then.
      </p>
      <p>
        With Kafka, this starts one on any machine. Its token is in <code>keys/worker-token</code> of the
        server’s data folder:
      </p>
      <CommandBlock
        text={`runbook worker --brokers kafka:9092 \\\n  --server ${location.origin} --token-file worker-token`}
        label="the command that starts a worker"
      />
    </EmptyState>
  );
}
