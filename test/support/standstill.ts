// Knows whether the machine itself stood still during a run (a host that suspends it, to move it or to serve others): every test that
// was looking at a clock then fails at once, and says nothing of the code.

/** Shorter silences are those of a busy machine, which tests must bear. */
const SILENCE_SECONDS = 30

const BEAT_MS = 1000

export interface Standstill {
  /** Ends the watch. */
  stop: () => void
  /** How long the machine stood still, whole seconds; 0 when it never did. */
  seconds: () => number
}

/** Watches from a process that does nothing else: a beat that comes very late was late for everybody. `now` in milliseconds. */
export function watchStandstill(now = () => performance.now(), beatMs = BEAT_MS): Standstill {
  let last = now()
  let still = 0
  const beat = () => {
    const silence = (now() - last) / 1000
    if (silence >= SILENCE_SECONDS) still += silence
    last = now()
  }
  const timer = setInterval(beat, beatMs)
  timer.unref()
  return { stop: () => clearInterval(timer), seconds: () => Math.round(still) }
}

/** The files that the reporter names before each test that failed, once each. */
export function failedFiles(faults: string): string[] {
  return [
    ...new Set([...faults.matchAll(/^test at (\S+\.test\.ts):\d+:\d+$/gm)].map(([, path]) => path ?? '')),
  ]
}
