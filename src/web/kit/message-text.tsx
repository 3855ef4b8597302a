import type { ReactNode } from 'react';

/** A sentence of Runbook's: what stands in backticks is code. */
export function MessageText({ text }: { readonly text: string }): ReactNode {
  // Splitting at a captured part puts it at the odd places.
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? <code key={`${index} ${part}`}>{part}</code> : part));
}
