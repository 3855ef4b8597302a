import { describe, expect, it } from 'vitest';
import type { SecretMapping } from '../../../src/events/index.ts';
import { secretsOf } from '../../../src/worker/job/secrets.ts';
import { jobSpec } from './support/job-spec.ts';

const ALL = { TOKEN: 'one', OTHER: 'two', GITHUB_TOKEN: 'three' };

/** A call that hands these secrets on. */
function mapping(
  secrets: SecretMapping['secrets'],
  contexts: Partial<SecretMapping['contexts']> = {},
): SecretMapping {
  return {
    secrets,
    job: 'deploy',
    contexts: { needs: {}, strategy: {}, matrix: null, inputs: {}, ...contexts },
  };
}

function known(...secretMappings: readonly SecretMapping[]): { readonly [name: string]: string } {
  return secretsOf({ ...jobSpec([]), secretMappings }, ALL);
}

describe('the secrets of a job', () => {
  it('are all of them where no call restricts them', () => {
    expect(secretsOf(jobSpec([]), ALL)).toEqual(ALL);
  });

  it('are only those that its call names, under the names that it gives them, and GITHUB_TOKEN', () => {
    expect(known(mapping({ DEPLOY: '${{ secrets.token }}' }))).toEqual({
      DEPLOY: 'one',
      GITHUB_TOKEN: 'three',
    });
    expect(known(mapping({}))).toEqual({ GITHUB_TOKEN: 'three' });
  });

  it('go through every call: what the outer one does not hand on, the inner one cannot', () => {
    const inner = mapping({ X: '${{ secrets.DEPLOY }}', Y: '${{ secrets.TOKEN }}' });
    expect(known(mapping({ DEPLOY: '${{ secrets.TOKEN }}' }), inner)).toMatchObject({ X: 'one', Y: '' });
  });

  it('may be made of everything that the calling job sees', () => {
    const contexts = {
      matrix: { name: 'OTHER' },
      inputs: { to: 'mars' },
      needs: { a: { outputs: { v: 7 } } },
    };
    const text = '${{ secrets[matrix.name] }} ${{ inputs.to }} ${{ needs.a.outputs.v }} ${{ github.job }}';
    expect(known(mapping({ X: text }, contexts))).toMatchObject({ X: 'two mars 7 deploy' });
  });
});
