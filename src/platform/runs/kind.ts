// Long work, once for every module (docs/decisions/056-runs.md): a kind says its name, what it is asked, its steps and its file. What
// runs them, keeps them and shows them is src/runs.
import type { ZodType } from 'zod'
import type { Read, Write } from '../db/db.ts'
import type { ParvisError } from '../errors.ts'

/** A sentence of the result, for whoever asked. */
export interface RunLine {
  readonly sentence: string
  /** Could something not be done? */
  readonly isProblem: boolean
  /** Where it leads: a path of this site. */
  readonly href?: string
}

/** What one step did. */
export interface Stepped<C> {
  /** Where the next step begins; null: nothing is left. */
  readonly next: C | null
  /** How many of what the work counts. */
  readonly done: number
  readonly lines?: readonly RunLine[]
  /** What it adds to the file. */
  readonly said?: string
}

export interface RunKind<I = unknown, C = unknown, S = unknown> {
  /** `requests.bulk`: unique in the program, the module’s name first; `export` for lists. */
  readonly kind: string
  /** The action that whoever asks must still be allowed at each step: a row of an access table. */
  readonly action: string
  /** What is done, in French: « Clore 340 demandes ». */
  title(input: I): string
  readonly input: ZodType<I>
  /** Its steps are the system’s, under the name of whoever asked: what it changes is nobody’s to write. Their right is asked each time. */
  readonly asSystem?: true
  /** What each step needs, as whoever asked reads it just before: what the system then writes of it is nobody’s to say. */
  reads?(tx: Read, input: I): Promise<S>
  /** What is counted: « demande », « demandes ». */
  readonly one: string
  readonly several: string
  /**
   * A bounded piece of the work, as whoever asked, in a transaction of its own that keeps where it stopped: killed in the middle, it
   * has done nothing. @param cursor where the step before stopped; null for the first. @param read what `reads` gave
   */
  step(tx: Write, input: I, cursor: C | null, read: S): Promise<Stepped<C>>
  /**
   * What a step that was refused leaves, once it is undone: a line, and where the next begins. Absent: a refusal ends the work.
   * @param cursor where that step began
   */
  refused?(input: I, cursor: C | null, why: ParvisError): Stepped<C>
  /** The file that what steps said makes; absent when there is none. `isArchive`: what they said is lines of `packedLine`. */
  file?(input: I): { readonly name: string; readonly mediaType: string; readonly isArchive?: true }
}

/** What an archive holds: a text, those of one name after each other; or a stored file, as far as whoever asked may see it then. */
export type Packed = { readonly name: string } & ({ readonly text: string } | { readonly fileId: string })

/** One of them, as a step says it. */
export const packedLine = (packed: Packed): string => `${JSON.stringify(packed)}\n`

/** Says a kind with the types of what it is asked and of where it stops. */
export const runKind = <I, C, S = unknown>(kind: RunKind<I, C, S>): RunKind<I, C, S> => kind
