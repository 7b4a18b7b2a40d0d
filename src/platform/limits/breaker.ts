// Stops asking an outside service that fails, so that nobody waits for it.

const FAILURES_TO_OPEN = 3
/** Milliseconds without asking. */
export const OPEN_FOR = 60_000

export interface Breaker {
  isOpen(): boolean
  succeeded(): void
  failed(): void
  /** The service itself asks to wait. */
  openFor(milliseconds: number): void
}

/** After three failures in a row nobody waits for the service any more during one minute; then one call tries again. */
export function circuitBreaker(now: () => number): Breaker {
  let failures = 0
  let openUntil = 0
  return {
    isOpen: () => now() < openUntil,
    succeeded: () => {
      failures = 0
    },
    failed: () => {
      failures++
      if (failures >= FAILURES_TO_OPEN) openUntil = now() + OPEN_FOR
    },
    openFor: (milliseconds: number) => {
      openUntil = now() + milliseconds
    },
  }
}
