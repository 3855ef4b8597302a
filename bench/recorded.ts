/**
 * Figures of other systems, recorded on a machine of two cores (laminar 1.4, Buildbot 4.3, act 0.2.87 in host
 * mode, medians). Shown where the program is not on PATH; a recorded figure is a hint, not a comparison in the
 * same run.
 */
export const recorded = {
  deliveryToStep: 'recorded: laminar 25 ms (no fetch), act 58 ms (no checkout), Buildbot 1,041 ms',
  pushToStep: 'recorded: laminar 45 ms (no fetch), Buildbot 1,063 ms',
  lineToReader: 'recorded: laminar 1-5 ms, act 1 ms, Buildbot up to 5,000 ms',
  oneMoreStep: 'recorded: act 8 ms, Buildbot 135 ms',
  jobsPerSecond: 'recorded: laminar 100 (off), act 25 (off), Buildbot 3 (off)',
  flood: 'recorded: laminar 14.7 s, 3.2 GB, 11.7 s; act 61 s, 28 MB; Buildbot over 300 s',
  ready: 'recorded: laminar 13 ms, 9 MB; Buildbot 1.2 s, 150 MB',
} as const;
