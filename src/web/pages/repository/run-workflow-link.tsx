import type { ReactNode } from 'react';
import type { RepositoryWorkflowShape } from '../../../server/shapes/index.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { VisuallyHidden } from '../../kit/visually-hidden.tsx';

/** The way to the form that starts a workflow by hand. */
export function RunWorkflowLink({
  repository,
  workflow: { name, file },
}: {
  readonly repository: string;
  readonly workflow: RepositoryWorkflowShape;
}): ReactNode {
  return (
    <ButtonLink href={`/dispatch/${repository}/${encodeURIComponent(file)}`}>
      Run workflow<VisuallyHidden> {name}</VisuallyHidden>
    </ButtonLink>
  );
}
