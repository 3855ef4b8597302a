import { describe, expect, it } from 'vitest';
import type { PresenceDraft, WorkerId } from '../../../src/events/index.ts';
import { stampPresence } from '../../../src/events/index.ts';
import {
  applyPresence,
  createPresence,
  PRESENCE_MEMORY_MS,
} from '../../../src/orchestrator/presence/index.ts';

const heartbeat = (worker: string): PresenceDraft => ({
  type: 'worker_heartbeat',
  worker: worker as WorkerId,
  name: worker,
  labels: [],
  capacity: 1,
  running: [],
  draining: false,
});

describe('presence', () => {
  const at = (draft: PresenceDraft) => stampPresence(draft, { by: 'test', now: 0 });

  it('knows who is there and when the log last heard of them', () => {
    const presence = createPresence();
    applyPresence(presence, at(heartbeat('w')), 1_000);
    applyPresence(presence, at({ type: 'tick', owner: 'o' as never, partition: 0 }), 2_000);
    expect(presence.now).toBe(2_000);
    expect(presence.workers.get('w' as WorkerId)).toMatchObject({ heardAt: 1_000, left: null });
  });

  it('does not let an identity that left come back', () => {
    const presence = createPresence();
    applyPresence(presence, at(heartbeat('w')), 1_000);
    applyPresence(presence, at({ type: 'worker_left', worker: 'w' as WorkerId, reason: 'It ended.' }), 2_000);
    applyPresence(presence, at(heartbeat('w')), 3_000);
    expect(presence.workers.get('w' as WorkerId)?.left).toBe('It ended.');
  });

  it('forgets who was silent for an hour', () => {
    const presence = createPresence();
    applyPresence(presence, at(heartbeat('old')), 1_000);
    applyPresence(presence, at(heartbeat('new')), 1_001 + PRESENCE_MEMORY_MS);
    expect([...presence.workers.keys()]).toEqual(['new']);
  });
});
