// Time is injected everywhere: tests and the demo move it.

/** Gives the present instant. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
