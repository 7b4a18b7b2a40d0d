// What a partner's programs read of its uses: the same counts of nobody as its pages, day by day or of a month that is over.
import { z } from 'zod'
import { type Call, call } from '#platform/api/call.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { addDays, todayThere } from '#territory'
import { usesBetween, usesByDay } from '../own/queries.ts'
import { toldUses, type ToldUses } from '../own/told.ts'
import { monthIn } from '../settlement/settlement.ts'
import { AT, callingPartner } from './calling.ts'

const MOST_DAYS = 92

const COUNT = z.int().nullable().meta({ description: 'Rien\u00a0: moins de cinq, ce qui ne se dit pas.' })
const PARTS = z
  .array(z.object({ title: z.string(), lines: z.array(z.object({ label: z.string(), count: COUNT })) }))
  .meta({ description: 'Par lieu, par produit, par classe\u00a0; les refus, par motif.' })

const told = ({ total, parts }: ToldUses) => ({
  accepted: total,
  parts: parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: lines.map(({ label, count }) => ({ label, count })) })),
})

const uses = { face: 'api', by: ['key'], action: 'passcall.uses', scope: 'pass.uses.read' } as const
const day = z.iso.date('Un jour, comme 2026-11-23.')

export const useCalls: readonly Call[] = [
  call({
    ...uses,
    call: `GET ${AT}/uses`,
    title: 'Passages, jour par jour',
    text: 'Des nombres, jamais des personnes\u00a0: par cinq, et rien en dessous de cinq, pour chaque jour où quelque chose a été montré. Trois mois au plus.',
    query: z.object({
      from: day.meta({ description: 'Premier jour.' }),
      to: day.meta({ description: 'Dernier jour, compris.' }),
    }),
    answer: z.object({ days: z.array(z.object({ day, accepted: COUNT, parts: PARTS })) }),
    handle: (ctx, { query: { from, to } }) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.uses')
        if (to < from || to > addDays(from, MOST_DAYS))
          throw new BadInput([{ field: 'to', message: 'De zéro à 92\u00a0jours après le premier.' }])
        // By fives on each day, over or not: exact figures of days, beside that of their month, would tell those that are few.
        const days = [...(await usesByDay(tx, id, { from, to }))].map(([date, own]) => ({
          day: date,
          ...told(toldUses(own, true)),
        }))
        return { body: { days } }
      }),
  }),
  call({
    ...uses,
    call: `GET ${AT}/uses/months/:month`,
    title: 'Passages d’un mois',
    text: 'Le rapport d’un mois fini, à l’unité\u00a0: un nombre en dessous de cinq est ajouté à son voisin. Le mois s’écrit 2026-10.',
    answer: z.object({ month: z.string(), accepted: COUNT, parts: PARTS }),
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.uses')
        const first = monthIn(ctx.params['month'])
        const last = first === null ? '' : addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1)
        if (first === null || last >= (await todayThere(tx)))
          throw new NotFound('Un mois se lit ici une fois fini.')
        const month = await usesBetween(tx, id, { from: first, to: last })
        return { body: { month: first.slice(0, 7), ...told(toldUses(month, false)) } }
      }),
  }),
]
