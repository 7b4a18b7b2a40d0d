// The same act on many requests, as long work: one step each, a line for each that could not be done.
import { z } from 'zod'
import { type RunLine, runKind } from '#platform/runs/kind.ts'
import { number } from '#platform/ui/french.ts'
import { actOnOne, type BulkOrder, isSent, KINDS, whyOf } from './bulk.ts'

const order = z.object({
  kind: z.enum(KINDS),
  agentId: z.number().optional(),
  message: z.string().optional(),
  date: z.string().optional(),
  promise: z.boolean().optional(),
  once: z.string().optional(),
})
const input = z.object({ refs: z.array(z.string()), order })

const VERBS: Readonly<Record<BulkOrder['kind'], string>> = {
  prendre: 'Prendre en charge',
  affecter: 'Affecter',
  repondre: 'Répondre à',
  noter: 'Noter',
  programmer: 'Programmer l’intervention de',
  clore: 'Clore',
}

const problem = (ref: string, why: string): RunLine => ({
  sentence: `${ref}\u00a0: ${why}`,
  isProblem: true,
  href: `/agents/demandes/${ref}`,
})

const nextOf = (refs: readonly string[], here: number): number | null =>
  here + 1 < refs.length ? here + 1 : null

export const BULK = runKind<z.infer<typeof input>, number>({
  kind: 'requests.bulk',
  action: 'request.list',
  title: ({ refs, order: { kind } }) => `${VERBS[kind]} ${number(refs.length)}\u00a0demandes`,
  one: 'demande',
  several: 'demandes',
  input,
  async step(tx, { refs, order: asked }, at) {
    const here = at ?? 0
    const ref = refs[here] ?? ''
    // Absent and not said are the same to whoever acts.
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const { contactEmail } = await actOnOne(tx, ref, given as unknown as BulkOrder)
    const isUntold = isSent(asked.kind) && contactEmail === null
    const lines = isUntold ? [problem(ref, 'la personne est à prévenir autrement, sans adresse e-mail.')] : []
    return { next: nextOf(refs, here), done: 1, lines }
  },
  refused({ refs }, at, why) {
    const here = at ?? 0
    return { next: nextOf(refs, here), done: 1, lines: [problem(refs[here] ?? '', `laissée, ${whyOf(why)}`)] }
  },
})
