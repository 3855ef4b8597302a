import type { ReactNode } from 'react';
import type { Problem } from '../../../../events/index.ts';
import styles from './file-errors.module.css';

/** The line of a mistake with the part marked that is wrong. */
export function Snippet({ problem }: { readonly problem: Problem }): ReactNode {
  const { snippet, snippetColumn = 1, column, line, endLine, endColumn } = problem;
  if (snippet === undefined) return null;
  const from = Math.min(snippet.length, Math.max(0, column - snippetColumn));
  const to = endLine > line ? snippet.length : Math.max(from, endColumn - snippetColumn);
  return (
    // Scrolls where it is wide, so it can have the focus: keyboards scroll it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles['snippet']} tabIndex={0} role="group" aria-label={`Line ${line}`}>
      <span aria-hidden="true">{line}</span>
      <code>
        {snippet.slice(0, from)}
        <mark>{snippet.slice(from, to)}</mark>
        {snippet.slice(to)}
      </code>
    </pre>
  );
}
