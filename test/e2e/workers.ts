/**
 * How many apps are tested at a time, each on a display of its own: a window that comes or goes under the pointer of a
 * display is felt by the other windows there, as the pointer leaving them or moving over them, and takes their focus.
 */

/** Each is an Electron; two are what a small machine carries. */
export const workers = 2

/** Names a display for each worker, with spaces between; not set where there is a screen. */
export const displaysVariable = 'TEST_DISPLAYS'

/** That of the worker whose process this is. */
export function ownDisplay(env: NodeJS.ProcessEnv): string | undefined {
  return env[displaysVariable]?.split(' ')[Number(env['TEST_PARALLEL_INDEX'])]
}
