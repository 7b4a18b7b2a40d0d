// What the papers of an agreement are made of.
import type { ProcessingEntry } from '#register'
import type { Authority, Day, Territory } from '#territory'
import type { Line } from '../life/line.ts'
import type { Grid } from '../price/grid.ts'
import type { Erasure } from '../record/erasure.ts'
import type { AgreementRow, StepRow } from '../record/queries.ts'

export interface Said {
  row: AgreementRow
  commune: Authority
  metropolis: Authority
  place: Pick<Territory, 'metropolis' | 'authorityByCode' | 'zone'>
  grid: Grid
  lines: readonly Line[]
  steps: readonly StepRow[]
  /** Treatments of which the commune is the controller. */
  entries: readonly ProcessingEntry[]
  today: Day
  /** How what it names beside its offer is called: sectors of the pass. */
  opens: readonly string[]
  /** null: nothing is erased. */
  erasure: Erasure | null
}
