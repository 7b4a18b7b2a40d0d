// Who is here: visits and departures in memory, found by a cookie, forgotten after a while and when there are too many.
import { randomBytes } from 'node:crypto'

interface Kept<T> {
  value: T
  until: number
}

/** A shelf of things found by an unguessable name. */
export interface Shelf<T> {
  /** Keeps it, under that name or a new one. @returns its name */
  put(value: T, name?: string): string
  get(name: string | null): T | null
  remove(name: string | null): void
  /** Replaces those that `change` does not leave as they are. */
  each(change: (value: T) => T): void
}

/** @param most beyond it, the oldest go */
export function shelf<T>(lifeMs: number, most: number): Shelf<T> {
  const kept = new Map<string, Kept<T>>()
  const forget = () => {
    for (const [name, { until }] of kept) if (until < Date.now() || kept.size > most) kept.delete(name)
  }
  return {
    put(value, name = randomBytes(24).toString('base64url')) {
      kept.set(name, { value, until: Date.now() + lifeMs })
      forget()
      return name
    },
    get(name) {
      const found = name === null ? undefined : kept.get(name)
      return found === undefined || found.until < Date.now() ? null : found.value
    },
    remove: (name) => void (name !== null && kept.delete(name)),
    each(change) {
      for (const item of kept.values()) item.value = change(item.value)
    },
  }
}
