import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { runAddress } from '../../addresses.ts';
import { isAbsent } from '../../api/api-problem.ts';
import { runGraphQuery, workflowFileQuery } from '../../api/runs.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Panel } from '../../kit/panel.tsx';
import { RunPlace } from '../../kit/run-place.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { FileProblems } from './file-problems.tsx';
import { lineNotes } from './line-notes.ts';
import { SourceView } from './source-view.tsx';

/** The workflow file of a run as it was at its commit: with its mistakes, or with how its steps went. */
export default function WorkflowFilePage({ run }: { readonly run: string }): ReactNode {
  const file = useQuery(workflowFileQuery(run));
  const graph = useQuery(runGraphQuery(run));
  const of = graph.data?.run;
  const name = file.data?.path ?? 'Workflow file';
  return (
    <Page
      title={of === undefined ? name : `${name} of ${of.repository.full_name} #${of.run_number}`}
      heading={name}
      above={of === undefined ? <Link href={runAddress(run)}>Run {run}</Link> : <RunPlace run={of} />}
      actions={isAbsent(file.error) ? undefined : <ButtonLink href={runAddress(run)}>See the run</ButtonLink>}
    >
      {graph.isPending && <Skeleton height="1.5rem" />}
      {of !== undefined && (
        <p>
          As it was at commit <code title={of.head_sha}>{of.head_sha.slice(0, 12)}</code>
          {of.head_branch === null ? '' : ` on ${of.head_branch}`}. A later push does not change it.
        </p>
      )}
      {file.isError && isAbsent(file.error) && (
        <EmptyState title={`There is no run ${run}`}>
          <p>Runs are kept for as long as the server was told to; this one may have been removed.</p>
          <p>
            <ButtonLink href="/">See all runs</ButtonLink>
          </p>
        </EmptyState>
      )}
      {file.isError && !isAbsent(file.error) && (
        <ErrorNotice
          what="The workflow file could not be read"
          error={file.error}
          onRetry={() => void file.refetch()}
        />
      )}
      {file.isPending && <Skeleton lines={16} height="1.25rem" />}
      {file.data !== undefined && file.data.errors.length > 0 && <FileProblems problems={file.data.errors} />}
      {file.data !== undefined &&
        (file.data.available ? (
          <Panel title="File" flush>
            <SourceView source={file.data.source} notes={lineNotes(file.data, graph.data)} />
          </Panel>
        ) : (
          <EmptyState title="The file's text is not there">
            <p>The commit could not be read, or an older version of Runbook took this run in.</p>
          </EmptyState>
        ))}
    </Page>
  );
}
