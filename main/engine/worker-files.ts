/** Where the engine's worker threads start: beside the bundle in the app, in the source when Node runs that. */
export type WorkerFiles = { readonly transfer: URL; readonly read: URL; readonly clip: URL }

export function workerFilesInSource(engineFolder: URL): WorkerFiles {
  return {
    transfer: new URL('./adapters/transfer/transfer-worker.ts', engineFolder),
    read: new URL('./reader/worker.ts', engineFolder),
    clip: new URL('./clips/worker.ts', engineFolder),
  }
}

export function workerFilesInBundle(bundleFolder: URL): WorkerFiles {
  return {
    transfer: new URL('./transfer-worker.js', bundleFolder),
    read: new URL('./read-worker.js', bundleFolder),
    clip: new URL('./clip-worker.js', bundleFolder),
  }
}
