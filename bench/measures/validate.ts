import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { parseWorkflow } from '../../src/workflow/index.ts';
import { percentile, type Row } from '../figures.ts';
import { longWorkflow } from '../setup/long-workflow.ts';
import { isInstalled, time } from '../setup/processes.ts';
import type { Measure } from './context.ts';

const FILES = 1_000;

/** Checking workflow files: one in a warm process, one and a thousand by the command line. */
export const validate: Measure = {
  name: 'validate',
  async run({ root, folder }) {
    const sources = Array.from({ length: FILES }, (_, index) => longWorkflow(`Long ${index}`));
    const files = join(folder, 'files');
    await mkdir(files);
    await Promise.all(sources.map((source, index) => writeFile(join(files, `${index}.yml`), source)));
    return [warm(), ...(await commandLine(join(root, 'dist/runbook.js'), files, sources))];
  },
};

function warm(): Row {
  const validation: number[] = [];
  const yaml: number[] = [];
  // In turns, so that what else the machine does meets both alike; each time another file, which nobody has read.
  for (let sample = 0; sample < 300; sample++) {
    const source = longWorkflow(`Sample ${sample}`);
    validation.push(
      milliseconds(() => {
        const { problems } = parseWorkflow(source, '.runbook/long.yml');
        if (problems.length > 0) throw new Error(`The sample is not valid: ${problems[0]?.message ?? ''}`);
      }),
    );
    yaml.push(milliseconds(() => void parseDocument(source)));
  }
  return {
    measure: `validating a ${longWorkflow().split('\n').length}-line workflow, warm`,
    figure: `${settled(validation)} (first ${validation[0]?.toFixed(0) ?? '-'})`,
    floor: `${settled(yaml)} (reading it as YAML)`,
    peers: '-',
    goal: '2 ms',
  };
}

/** The median and the best of all but the first samples. */
function settled(samples: readonly number[]): string {
  const warmed = samples.slice(100);
  return `${percentile(warmed, 0.5).toFixed(2)} ms (best ${percentile(warmed, 0).toFixed(2)})`;
}

async function commandLine(program: string, files: string, sources: readonly string[]): Promise<Row[]> {
  const one: number[] = [];
  const node: number[] = [];
  for (let sample = 0; sample < 5; sample++) {
    one.push(await time(process.execPath, [program, 'validate', join(files, '0.yml')]));
    node.push(await time(process.execPath, ['-e', '0']));
  }
  const all: Usage[] = [];
  for (let sample = 0; sample < 3; sample++) all.push(await usageOf([program, 'validate', files]));
  const best = all.toSorted((a, b) => a.wall - b.wall)[0];
  const yaml = milliseconds(() => sources.forEach((source) => parseDocument(source)));
  return [
    {
      measure: 'runbook validate of one such file',
      figure: `${percentile(one, 0.5).toFixed(0)} ms`,
      floor: `${percentile(node, 0.5).toFixed(0)} ms (node itself)`,
      peers: await peer([join(files, '0.yml')]),
      goal: '-',
    },
    {
      measure: `runbook validate of ${FILES.toLocaleString('en')} such files: time; processor; peak memory`,
      figure:
        best === undefined
          ? '-'
          : `${seconds(best.wall)}; ${seconds(best.processor)}; ${(best.memory / 1e6).toFixed(0)} MB`,
      floor: `${seconds(yaml)} (reading them as YAML)`,
      peers: await peer(sources.map((_, index) => join(files, `${index}.yml`))),
      goal: '3 s',
    },
  ];
}

/** Milliseconds that a call takes. */
function milliseconds(call: () => void): number {
  const begin = performance.now();
  call();
  return performance.now() - begin;
}

/** What a program took: milliseconds, milliseconds of the processor, bytes at its peak. */
interface Usage {
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
}

/** Says at the end of a process what it took, on standard error. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(JSON.stringify(process.resourceUsage())))';

async function usageOf(args: readonly string[]): Promise<Usage> {
  const begin = performance.now();
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', REPORT, ...args]);
  const wall = performance.now() - begin;
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr) as NodeJS.ResourceUsage;
  return { wall, processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 };
}

/** What actionlint takes for the same files, where it is installed. */
async function peer(files: readonly string[]): Promise<string> {
  if (!(await isInstalled('actionlint'))) return '-';
  return `${seconds(await time('actionlint', ['-shellcheck=', '-pyflakes=', ...files]))} actionlint`;
}

function seconds(span: number): string {
  return span < 1_000 ? `${span.toFixed(0)} ms` : `${(span / 1_000).toFixed(2)} s`;
}
