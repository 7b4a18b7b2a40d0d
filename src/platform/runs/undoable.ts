// What a run makes part after part, and another undoes as one. What each part made is kept beside it: asked again, what was refused or
// stopped is made and nothing is twice; undone, it is never made again; and nobody makes it while somebody undoes it.
import { z } from 'zod'
import type { Read, Write } from '../db/db.ts'
import { Conflict, NotFound } from '../errors.ts'
import { type RunKind, type RunLine, runKind, type Stepped } from './kind.ts'
import { goingOn, holdUndoable, noteMade, noteTakenBack } from './queries.undoable.ts'
import { startRun } from './start.ts'

/** As its row holds it. */
export interface Asked<M> {
  id: number
  /** What stands of what its parts made, by their keys. */
  made: Readonly<Record<string, M>>
  undoneAt: Date | null
}

/** How many of its parts are as it made them. */
export const countMade = ({ made }: Pick<Asked<unknown>, 'made'>): number => Object.keys(made).length

interface RunWords {
  /** `bodies.import` */
  readonly kind: string
  /** What it is called in French: « Importer des agents ». */
  readonly title: string
}

export interface Undoable<A extends Asked<M>, P, M> {
  readonly does: RunWords
  readonly undoes: RunWords
  /** Of both runs, as of any (kind.ts). */
  readonly action: string
  readonly one: string
  readonly several: string
  /** Of its rows: `id`, `made`, `undone_at`. */
  readonly table: string
  find(tx: Read, id: number): Promise<A | undefined>
  /** By their keys, in their order: whatever becomes of one, the others are done. */
  partsOf(asked: A): ReadonlyMap<number, P>
  make(tx: Write, asked: A, part: P): Promise<{ made: M; lines: readonly RunLine[] }>
  /** @returns what is to be said of it */
  takeBack(tx: Write, asked: A, part: P, made: M): Promise<readonly RunLine[]>
  /** Where it is read again, and undone: said last of what was made. */
  href(id: number): string
  /** What is said of a part that is refused, the first being 1. */
  refused(why: string, place: number): string
}

const UNDONE = 'Cela est défait\u00a0: il n’en reste rien à faire ni à défaire.'
const ALL_MADE = 'Tout est déjà fait\u00a0: il ne reste rien à faire.'
const NONE_MADE = 'Rien n’est fait\u00a0: il n’y a rien à défaire.'
const BUSY =
  'Un autre de vos travaux s’en occupe\u00a0: attendez sa fin, ou arrêtez-le dans «\u00a0Mes travaux\u00a0».'

const input = z.object({ id: z.number(), parts: z.number() })
type Input = z.infer<typeof input>
type Run = RunKind<Input, number>

/** What became of one part; `isOver`: nothing is left to do. */
interface Became {
  readonly lines: readonly RunLine[]
  readonly isOver?: boolean
}

/**
 * The two runs, and the verbs that ask for them.
 * `start` and `startUndo` return the id of a run, of the one under way when it does that already.
 * @throws NotFound; Conflict when nothing is to be done, or while the other is under way
 */
export function undoable<A extends Asked<M>, P, M>(it: Undoable<A, P, M>) {
  const { action, one, several, table } = it

  /** Held until the transaction ends. */
  async function held(tx: Write, id: number): Promise<A> {
    const isOpen = await holdUndoable(tx, table, id)
    const asked = await it.find(tx, id)
    if (asked === undefined) throw new NotFound()
    if (!isOpen) throw new Conflict(UNDONE)
    return asked
  }

  const nextOf = (at: number | null, parts: number): number | null =>
    (at ?? 0) + 1 < parts ? (at ?? 0) + 1 : null

  /** Said after the last part. */
  const lastly = (next: number | null, id: number): RunLine[] =>
    next === null
      ? [{ sentence: 'Relire cet import ou le défaire', isProblem: false, href: it.href(id) }]
      : []

  const run = (
    { kind, title }: RunWords,
    isToDo: (made: M | undefined) => boolean,
    become: (tx: Write, asked: A, key: number, part: P) => Promise<Became>,
    closing: (next: number | null, id: number) => RunLine[] = () => [],
  ): Run =>
    runKind({
      ...{ kind, action, one, several, input, title: () => title },
      async step(tx, { id, parts }, at): Promise<Stepped<number>> {
        const asked = await held(tx, id)
        const next = nextOf(at, parts)
        const [here] = [...it.partsOf(asked)].slice(at ?? 0)
        const last = closing(next, id)
        if (here === undefined || !isToDo(asked.made[here[0]])) return { next, done: 0, lines: last }
        const { lines, isOver = false } = await become(tx, asked, ...here)
        return { next: isOver ? null : next, done: 1, lines: [...lines, ...last] }
      },
      refused({ id, parts }, at, why) {
        const next = nextOf(at, parts)
        const refusal = { sentence: it.refused(why.message, (at ?? 0) + 1), isProblem: true }
        return { next, done: 0, lines: [refusal, ...closing(next, id)] }
      },
    })

  const DO = run(
    it.does,
    (made) => made === undefined,
    async (tx, asked, key, part) => {
      const { made, lines } = await it.make(tx, asked, part)
      await noteMade(tx, table, asked.id, { part: key, made })
      return { lines }
    },
    lastly,
  )
  const UNDO = run(
    it.undoes,
    (made) => made !== undefined,
    async (tx, asked, key, part) => {
      const lines = await it.takeBack(tx, asked, part, asked.made[key] as M)
      return { lines, isOver: await noteTakenBack(tx, table, asked.id, key) }
    },
  )

  async function ask(
    tx: Write,
    kind: Run,
    id: number,
    { total, none }: { total: (asked: A, parts: number) => number; none: string },
  ): Promise<number> {
    const asked = await held(tx, id)
    const going = await goingOn(tx, [DO.kind, UNDO.kind], id)
    if (going?.kind === kind.kind) return going.id
    if (going !== undefined) throw new Conflict(BUSY)
    const parts = it.partsOf(asked).size
    const count = total(asked, parts)
    if (count === 0) throw new Conflict(none)
    return startRun(tx, kind, { id, parts }, { total: count })
  }

  return {
    DO,
    UNDO,
    start: (tx: Write, id: number): Promise<number> =>
      ask(tx, DO, id, { total: (asked, parts) => parts - countMade(asked), none: ALL_MADE }),
    startUndo: (tx: Write, id: number): Promise<number> =>
      ask(tx, UNDO, id, { total: countMade, none: NONE_MADE }),
  }
}
