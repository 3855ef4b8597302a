import type { JobSpec } from '../../events/index.ts';
import { interpolate, type Scope } from '../../workflow/index.ts';

/** What every called workflow has of its caller's secrets, whatever the call says (GitHub docs, `jobs.*.secrets`). */
const ALWAYS = 'GITHUB_TOKEN';

/**
 * The secrets of a job: all of the repository's, or, where it stands in a called workflow, what the calls around it
 * hand on of them, one after the other from the outermost.
 * @param all in the clear
 * @throws ExpressionError
 */
export function secretsOf(
  { contexts, secretMappings = [] }: Pick<JobSpec, 'contexts' | 'secretMappings'>,
  all: { readonly [name: string]: string },
): { readonly [name: string]: string } {
  return secretMappings.reduce((secrets, mapping) => {
    const { vars } = contexts;
    const github = { ...contexts.github, job: mapping.job };
    const scope: Scope = { contexts: { ...mapping.contexts, github, runbook: github, vars, secrets } };
    const handed = Object.entries(mapping.secrets).map(([name, value]) => [name, interpolate(value, scope)]);
    const token = Object.entries(secrets).filter(([name]) => name.toUpperCase() === ALWAYS);
    return Object.fromEntries([...token, ...handed]);
  }, all);
}
