// What is owed to private partners for the month that is over, by itself.
import { system } from '#platform/actor.ts'
import type { Jobs, Recurring } from '#platform/jobs.ts'
import { settleLastMonth } from './settlement.ts'

const SETTLE = 'pass.settle'

export const settleJobs = (): Jobs => ({ [SETTLE]: (db) => db.write(system, settleLastMonth) })

export const settleOften: readonly Recurring[] = [{ task: SETTLE, minutes: 720 }]
