import type { TestCase, TestProject } from 'vitest/node';
import { type Need, NEEDS } from './needs.ts';

const RULE = '='.repeat(100);

/** Vitest's globalSetup: says last of all, so that it cannot be missed, which tests were left out and why. */
export default function setup({ vitest }: TestProject): () => void {
  return () => {
    const skipped = vitest.state
      .getTestModules()
      .flatMap((module) => [...module.children.allTests('skipped')]);
    for (const need of NEEDS) {
      const text = leftOut(
        need,
        skipped.filter(({ name }) => name === need.test),
      );
      if (text !== null) process.stderr.write(`\n${RULE}\n${text}\n${RULE}\n`);
    }
  };
}

/** What to say of the tests that one need left out; null: none. */
function leftOut({ tests }: Need, skipped: readonly TestCase[]): string | null {
  const result = skipped[0]?.result();
  if (result?.state !== 'skipped') return null;
  const files = skipped.map(({ module }) => `  ${module.relativeModuleId}`);
  const heading = `${tests} WERE LEFT OUT; this run says nothing about these files:`;
  return [heading, ...files, result.note ?? ''].join('\n');
}
