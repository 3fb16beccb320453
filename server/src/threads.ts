// What a thread of the bundle is started for (engine.ts): its `workerData`.

/** It reads the files of cases; threads without it decode. */
export const READS = 'reads';
