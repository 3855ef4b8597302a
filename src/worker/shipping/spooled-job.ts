import type { Shipment } from './shipment.ts';
import type { ShippedJob, UnsentJob } from './unsent-jobs.ts';

/** A job attempt whose logs are in the spool, and whose output is on its way. */
export class SpooledJob {
  readonly job: ShippedJob;
  readonly #steps = new Map<string, { readonly step: number; readonly shipment: Shipment }>();
  /** Logs that are being written. */
  #open = 0;
  /** What the file on the disk says was acknowledged, in all. */
  #noted = 0;

  constructor(job: ShippedJob) {
    this.job = job;
  }

  get shipments(): readonly Shipment[] {
    return [...this.#steps.values()].map(({ shipment }) => shipment);
  }

  /** Bytes that are not stored on the log. */
  get unsent(): number {
    return this.shipments.reduce((sum, { unsent }) => sum + unsent, 0);
  }

  /** Whether no log is open and all that was written is stored. */
  get stored(): boolean {
    return this.#open === 0 && this.unsent === 0;
  }

  /** Whether, besides, nothing of it is being sent again. */
  get settled(): boolean {
    return this.stored && this.shipments.every(({ resting }) => resting);
  }

  /** Whether more is acknowledged than `note` said last. */
  get changed(): boolean {
    return this.#acknowledged > this.#noted;
  }

  shipment(file: string): Shipment | undefined {
    return this.#steps.get(file)?.shipment;
  }

  add(file: string, step: number, shipment: Shipment): void {
    this.#steps.set(file, { step, shipment });
  }

  opened(): void {
    this.#open += 1;
  }

  closed(): void {
    this.#open -= 1;
  }

  /** What the next start has to know, to be written down now. */
  note(): UnsentJob {
    this.#noted = this.#acknowledged;
    const steps = [...this.#steps].map(
      ([
        file,
        {
          step,
          shipment: { acknowledged },
        },
      ]) => ({
        step,
        file,
        acknowledged,
      }),
    );
    return { job: this.job, steps };
  }

  get #acknowledged(): number {
    return this.shipments.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  }
}
