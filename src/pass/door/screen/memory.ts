// What a door keeps between two codes, and where: the page in IndexedDB, a turnstile where it wants (docs/guides/doors.md).
import { type Head, START } from '../../gate/journal.ts'
import { type Kept, type Known, NOTHING_KEPT } from '../../gate/state.ts'
import type { Line } from './calls.ts'

/** How the door, what it opens and who it is of are called. */
export interface Names {
  door: string
  place: string
  partner: string
  sector: string
  products: Readonly<Record<string, string>>
  /** Of each product, by id. A door that fetched before they were told has none. */
  classes?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface Memory {
  /** Null: nothing was fetched yet, or the server refused this door. */
  known: Known | null
  kept: Kept
  /** The last line of its chain, sent or not. */
  head: Head
  names: Names | null
  /** The server took this door back. */
  isRefused: boolean
  /** The first line that the server could not follow. */
  broken: number | null
  /** What the server found in what was sent, by its word. */
  found: Readonly<Record<string, number>>
  /** A code of which the server was asked, whose answer never came: asked again for the same line. */
  doubt: { seq: number; text: string; challenge: string | null } | null
}

export const NEW: Memory = {
  known: null,
  kept: NOTHING_KEPT,
  head: START,
  names: null,
  isRefused: false,
  broken: null,
  found: {},
  doubt: null,
}

export interface Store {
  read(): Promise<Memory>
  /** All of it, with those lines after those that are there, or nothing. */
  write(memory: Memory, lines?: readonly Line[]): Promise<void>
  /** The first lines that were not sent. */
  lines(most: number): Promise<Line[]>
  /** Forgets lines up to that one, and keeps the rest of it, at once. */
  sent(upTo: number, memory: Memory): Promise<void>
}

/** Of one program that lives as long as its door does not matter: tests, the bench. */
export function memoryStore(): Store {
  let memory = NEW
  let kept: Line[] = []
  return {
    read: () => Promise.resolve(memory),
    write: (next, lines = []) => {
      memory = next
      kept = [...kept, ...lines]
      return Promise.resolve()
    },
    lines: (most) => Promise.resolve(kept.slice(0, most)),
    sent: (upTo, next) => {
      memory = next
      kept = kept.filter(({ seq }) => seq > upTo)
      return Promise.resolve()
    },
  }
}
