import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithKafka } from '../kafka/describe-with-kafka.ts';
import { Campaign } from './campaign/campaign.ts';
import { playRound } from './play-round.ts';
import { describeViolations, summary } from './report.ts';

/** `npm run chaos -- --kills 1000` is the long campaign. */
const FAULTS = Number(process.env['RUNBOOK_FAULTS'] ?? 30);
/** The same seed gives the same faults at the same moments, and the same workflows. */
const SEED = Number(process.env['RUNBOOK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describeWithKafka(`Runbook on Kafka while ${FAULTS} processes are killed or frozen`, () => {
  let folder: string;
  let campaign: Campaign;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runbook-chaos-'));
    campaign = await Campaign.begin({ folder, seed: SEED, onLine: () => undefined });
  }, 120_000);

  afterAll(async () => {
    await campaign?.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  it('keeps its promises', { timeout: 900_000 + FAULTS * 20_000 }, async () => {
    console.log(`seed ${SEED}`);
    const { history, violations } = await playRound(campaign, FAULTS);
    console.log(summary(history));
    expect(violations, describeViolations(history, violations)).toEqual([]);
  });
});
