import type { Callees } from '../callees/index.ts';
import { calledWorkflowPath, localActionFolder } from '../project/index.ts';
import { type DeclaredOutputs, NO_DECLARED_OUTPUTS } from '../types/index.ts';

/** The outputs that the actions and workflows of the repository declare, as far as that is all that they have. */
export function declaredOutputs(callees: Callees | null): DeclaredOutputs {
  if (callees === null) return NO_DECLARED_OUTPUTS;
  return {
    ofAction: (uses) => {
      const folder = localActionFolder(uses);
      const lookup = folder === null ? null : callees.action(folder);
      if (lookup?.kind !== 'found') return null;
      // What a program sets without declaring it is there all the same; a composite action gives what it declares.
      return lookup.declaration.using === 'composite' ? lookup.declaration.outputs : null;
    },
    ofWorkflow: (uses) => {
      const path = calledWorkflowPath(uses);
      const lookup = path === null ? null : callees.workflow(path);
      return lookup?.kind === 'found' ? (lookup.declaration?.outputs ?? null) : null;
    },
  };
}
