// What WebDAV brings to the program: the documents of spaces as a folder of one's computer, and the passwords that open it.
import { inOffice } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Module } from '#platform/house/module.ts'
import { forgetAwaited, forgetLocks } from '#spaces'
import { blocks } from './passwords/blocks.ts'
import { applicationCaller, LIMITS } from './passwords/caller.ts'
import { passwordRoutes } from './passwords/passwords.citizen.ts'
import { personal } from './passwords/personal.ts'
import { endFallen } from './passwords/queries.ts'
import { calls } from './routes.api.ts'

const TIDY = 'dav.tidy'
/** Milliseconds for which a name waits for its first version. */
const AWAITED = 3_600_000

export const dav: Module = {
  name: 'dav',
  access: {
    'password.keep': [inOffice],
    'file.dav': [inOffice],
  },
  routes: [...passwordRoutes, ...calls],
  callers: { application: applicationCaller },
  limits: LIMITS,
  blocks,
  jobs: () => ({
    [TIDY]: (db) =>
      db.write(system, async (tx) => {
        await endFallen(tx)
        await forgetLocks(tx)
        await forgetAwaited(tx, new Date(tx.now.getTime() - AWAITED))
      }),
  }),
  recurring: [{ task: TIDY, minutes: 60 }],
  personal,
}
