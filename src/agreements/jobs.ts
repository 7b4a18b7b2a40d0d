// What agreements do by themselves: take effect, are renewed and end; tell what comes; count the year for each partner.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Known } from '#platform/house/module.ts'
import type { Jobs, Recurring } from '#platform/jobs.ts'
import { tellErased } from './record/tell-erased.ts'
import { tellComing } from './dues/tell.ts'
import { turn } from './record/turn.ts'
import { makeReports } from './report/make.ts'

export const jobs = ({ publicUrl }: Config, _held: unknown, { measures }: Known): Jobs => ({
  'agreements.turn': (db) =>
    db.write(system, async (tx) => {
      await turn(tx)
      await tellComing(tx, { site: { name: 'Parvis' }, origin: publicUrl })
    }),
  'agreements.tell_erased': (db, { eventId }) =>
    db.write(system, (tx) => tellErased(tx, Number(eventId), publicUrl)),
  'agreements.report': (db) => db.write(system, (tx) => makeReports(tx, measures)),
})

export const recurring: readonly Recurring[] = [
  { task: 'agreements.turn', minutes: 60 },
  { task: 'agreements.report', minutes: 720 },
]
