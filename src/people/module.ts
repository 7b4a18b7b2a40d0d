// What people bring to the program.
import { openingSteps } from './posts/opening-steps.ts'
import { system } from '#platform/actor.ts'
import { type AccessTable, anyone, signedIn } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { atMain } from './passage/main-host.ts'
import { deletePassages } from './passage/queries.ts'
import { passageRoutes } from './passage/routes.ts'
import { carried } from './carried.ts'
import { keys } from './keys.ts'
import { whyIdle } from './posts/standing.ts'
import { absenceListeners, departureListeners, postListeners } from './posts/events.ts'
import { agents } from './posts/held.ts'
import { listeners } from './person/events.ts'
import { personal } from './personal.ts'
import { retention } from './retention.ts'
import { profileRoutes } from './profile/routes.ts'
import { closeLooks, lookListeners, noteLooked } from './sessions/look.ts'
import { deleteEnded } from './sessions/queries.ts'
import { identify, toldOver } from './sessions/identity.ts'

const access: AccessTable = {
  'account.cross': [anyone],
  'account.profile': [signedIn],
}

const ACCOUNT = new URL('account/account.css', import.meta.url)

export const people: Module = {
  name: 'people',
  access,
  door: { identify, told: toldOver, looked: noteLooked, whyIdle },
  routes: atMain([...profileRoutes, ...passageRoutes]),
  listeners: { ...listeners, ...postListeners, ...absenceListeners, ...departureListeners, ...lookListeners },
  keys,
  heldByUnits: [agents],
  carried,
  opening: openingSteps,
  // Once an hour: ended sessions and tickets from one host to another prove nothing any more.
  jobs: () => ({
    'people.sweep': (db) =>
      db.write(system, async (tx) => {
        await deleteEnded(tx)
        await closeLooks(tx)
        await deletePassages(tx)
      }),
  }),
  recurring: [{ task: 'people.sweep', minutes: 60 }],
  navigation: [{ menu: 'account', order: 20, href: '/compte/profil', label: 'Profil' }],
  personal,
  retention,
  styles: [
    { sheet: 'counter.css', file: ACCOUNT },
    { sheet: 'desk.css', file: ACCOUNT },
  ],
}
