/** The speeds that can be chosen, and how they are written. */

export const speeds: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]

export const slower = (speed: number): number => speeds.findLast((each) => each < speed) ?? speed
export const faster = (speed: number): number => speeds.find((each) => each > speed) ?? speed

/** The nearest speed there is, for one that was stored. */
export const knownSpeed = (speed: number): number => (speeds.includes(speed) ? speed : 1)

export const speedWords = (speed: number): string => `${speed}×`
