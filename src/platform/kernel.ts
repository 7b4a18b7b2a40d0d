// What the kernel brings to the program by itself, as a module does: what it forgets, and the mails that nobody sent.
import { system } from './actor.ts'
import { LIMITS } from './http/keep.ts'
import { planForgotten } from './mail/outbox.ts'
import type { Module } from './module.ts'
import { sweepPlatform } from './sweep.ts'

export const kernel: Module = {
  name: 'platform',
  limits: LIMITS,
  visitorTables: [{ table: 'platform.kept_post', mayBePersonal: true, claimed: 'beside the browser' }],
  jobs: (config) => ({
    'platform.sweep': sweepPlatform(config),
    'platform.plan_mails': async (db) => void (await db.write(system, planForgotten)),
  }),
  recurring: [
    { task: 'platform.sweep', minutes: 60 },
    { task: 'platform.plan_mails', minutes: 5 },
  ],
}
