// What a module counts of the authorities that use it: the yearly report of each partner is made of these, whatever the module.
import type { Read } from '../db/db.ts'

/** Between two instants: the first is in it, the second is not. */
export interface Between {
  readonly from: Date
  readonly until: Date
}

export interface Measure {
  /** `module.name`. */
  readonly id: string
  /** « Demandes reçues ». */
  readonly label: string
  /** A number of things; a share between 0 and 1. */
  readonly kind: 'count' | 'share'
  /** It concerns some alone: those absent have nothing that is counted, and are compared with nobody. */
  readonly ofSome?: true
  /** By authority; those absent have none. Aggregates alone, of nobody. Act as the system. */
  readonly of: (tx: Read, between: Between) => Promise<ReadonlyMap<number, number>>
}

/** Says a measure with its type. */
export const measure = (declared: Measure): Measure => declared
