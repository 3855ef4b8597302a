import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../checker/history.ts';
import type { Random } from './random.ts';
import type { Pushed } from './repository.ts';

/** The secret of all repositories' webhooks. */
export const WEBHOOK_SECRET = 'chaos-secret';

/** Milliseconds that a server may take; a frozen one answers later, or never. */
const ANSWER_MS = 3_000;
const PAUSE_MS = 500;
/** How often a sender gives up at the first failure: then it never learns what became of the delivery. */
const GIVES_UP = 0.15;
/** How often an accepted delivery is sent once more, as forges do. */
const REPEATS = 0.2;

/** Sends webhooks as a repository's hook does, and knows exactly which were answered with 202. */
export class Sender {
  readonly #servers: readonly string[];
  readonly #random: Random;
  readonly #deliveries: Delivery[] = [];
  readonly #sending = new Set<Promise<void>>();
  /** How often anything but a 202 came back, for the summary. */
  refusals = 0;

  constructor(servers: readonly string[], random: Random) {
    this.#servers = servers;
    this.#random = random;
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Sends in the background until a server says 202, or gives up. */
  send(pushed: Pushed, undisturbed: boolean): void {
    const { repository, sha, paths, broken } = pushed;
    const delivery = { id: randomUUID(), repository, sha, paths, broken, accepted: false, undisturbed };
    const position = this.#deliveries.push(delivery) - 1;
    const givesUp = !undisturbed && this.#random.chance(GIVES_UP);
    const repeats = this.#random.chance(REPEATS);
    const sending = (async () => {
      for (;;) {
        if (await this.#post(pushed, delivery.id)) break;
        this.refusals += 1;
        if (givesUp) return;
        await wait(PAUSE_MS);
      }
      this.#deliveries[position] = { ...delivery, accepted: true };
      // Often another server, which may not have read of it yet.
      if (repeats) await this.#post(pushed, delivery.id);
    })();
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  /** Resolves when nothing is being sent. */
  async allSent(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }

  /** Whether a server, any of them, has it: 202, or 200 where it had it already. */
  async #post({ repository, sha, before }: Pushed, delivery: string): Promise<boolean> {
    const actor = 'chaos';
    const body = JSON.stringify({ repository, delivery, ref: 'refs/heads/main', before, after: sha, actor });
    try {
      const response = await fetch(`${this.#random.pick(this.#servers)}/webhooks/git`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-runbook-signature-256': `sha256=${createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex')}`,
        },
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await response.arrayBuffer();
      return response.status === 202 || response.status === 200;
    } catch {
      return false;
    }
  }
}
