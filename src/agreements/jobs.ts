// What agreements do by themselves.
import { system } from '#platform/actor.ts'
import type { Jobs, Recurring } from '#platform/jobs.ts'
import { turn } from './record/turn.ts'

export const jobs = (): Jobs => ({
  'agreements.turn': (db) => db.write(system, turn),
})

export const recurring: readonly Recurring[] = [{ task: 'agreements.turn', minutes: 60 }]
