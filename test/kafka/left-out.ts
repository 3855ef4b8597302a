import type { TestCase, TestProject } from 'vitest/node';

/** As in describe-with-kafka.ts, which runs where the tests run. */
const NEEDS_BROKER = 'needs a Kafka broker';
const RULE = '='.repeat(100);

/** Vitest's globalSetup: says last of all, so that it cannot be missed, which tests had no Kafka broker. */
export default function setup({ vitest }: TestProject): () => void {
  return () => {
    const leftOut: TestCase[] = [];
    for (const module of vitest.state.getTestModules()) {
      for (const test of module.children.allTests('skipped'))
        if (test.name === NEEDS_BROKER) leftOut.push(test);
    }
    const result = leftOut[0]?.result();
    if (result?.state !== 'skipped') return;
    const files = leftOut.map(({ module }) => `  ${module.relativeModuleId}`);
    const text = ['THE TESTS ON KAFKA WERE LEFT OUT; this run says nothing about these files:', ...files];
    process.stderr.write(`\n${RULE}\n${[...text, result.note ?? ''].join('\n')}\n${RULE}\n`);
  };
}
