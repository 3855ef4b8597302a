import { dirname } from 'node:path';
import type { OutputWanted } from '../../events/index.ts';
import type { LogFiles } from '../../store/index.ts';
import { Shipment, type ShipmentHost } from './shipment.ts';

/** Logs of jobs that are over and stored, sent again because a server misses them. */
export class Repeats {
  readonly #files: LogFiles;
  readonly #host: ShipmentHost;
  /** By path. */
  readonly #shipments = new Map<string, Shipment>();

  constructor(files: LogFiles, host: ShipmentHost) {
    this.#files = files;
    this.#host = host;
  }

  /**
   * Sends a log again from a byte on, unless it does so already.
   * @returns whether it is here
   * @throws LogPathError where the path cannot be
   */
  async send(wanted: OutputWanted): Promise<boolean> {
    const { repository, run, runNumber, job, worker, folder, step, file, from } = wanted;
    const ref = { repository, runNumber, folder, file };
    const path = this.#files.path(ref);
    const size = await this.#files.size(ref);
    if (size === null) return false;
    const known = this.#shipments.get(path);
    const of = { repository, run, runNumber, job, worker, folder, step, file };
    const shipment = known ?? new Shipment(of, path, size, this.#host);
    this.#shipments.set(path, shipment);
    shipment.grow(size);
    shipment.resend(from);
    return true;
  }

  /** Whether files of this folder are being sent. */
  needs(folder: string): boolean {
    for (const path of this.#shipments.keys()) if (dirname(path) === folder) return true;
    return false;
  }

  /** Forgets what could be asked for again. */
  forgetRested(): void {
    for (const [path, shipment] of this.#shipments) if (shipment.rested) this.#shipments.delete(path);
  }

  /** Resolves when nothing is being sent, or the worker ends. */
  async idle(): Promise<void> {
    await Promise.all([...this.#shipments.values()].map((shipment) => shipment.idle()));
  }
}
