// What feeds bring to the program: addresses at which any list of the house is read by programs.
import { z } from 'zod'
import { type AccessTable, anyone, ownDesk, signedIn } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Module } from '#platform/house/module.ts'
import { post } from '#platform/http/route.ts'
import { SUBSCRIBE } from './links.ts'
import { blocks } from './blocks.ts'
import { LIMITS } from './limits.ts'
import { personal } from './personal.ts'
import { OWN, OWN_TITLE, SHOWN } from './places.ts'
import { endFallen } from './queries.ts'
import { readFeed } from './read.ts'
import { endAddress, renewAddress, showAddress, showOwn, showSubscribe } from './subscribe.citizen.ts'

const access: AccessTable = {
  // As anybody, or as whoever the secret of the address is of.
  'feed.read': [anyone],
  'feed.address': [signedIn],
}

const END_FALLEN = 'feeds.end_fallen'

export const feeds: Module = {
  name: 'feeds',
  access,
  routes: [
    { get: SUBSCRIBE, action: 'feed.read', title: 'S’abonner', face: 'citizen', handle: showSubscribe },
    {
      get: `${SUBSCRIBE}/:liste`,
      action: 'feed.read',
      title: 'Liste suivie',
      face: 'machine',
      handle: readFeed,
    },
    { get: OWN, action: 'feed.address', title: OWN_TITLE, face: 'citizen', handle: showOwn },
    {
      get: SHOWN,
      action: 'feed.address',
      title: 'Mon adresse personnelle',
      face: 'citizen',
      handle: showAddress,
    },
    post({
      post: OWN,
      action: 'feed.address',
      title: 'Nouvelle adresse d’abonnement',
      face: 'citizen',
      input: z.object({}),
      handle: renewAddress,
    }),
    post({
      post: `${OWN}/fin`,
      action: 'feed.address',
      title: 'Supprimer l’adresse d’abonnement',
      face: 'citizen',
      input: z.object({}),
      handle: endAddress,
    }),
  ],
  navigation: [
    { menu: 'sitemap', order: 44, href: SUBSCRIBE, label: 'S’abonner', group: 'S’informer' },
    {
      ...{ menu: 'preferences', order: 20, href: OWN, label: OWN_TITLE, who: ownDesk },
      says: 'L’adresse par laquelle votre agenda et vos lecteurs suivent ce qui est pour vous.',
    },
  ],
  // An address that has ended does not stand again when its holder comes back.
  jobs: () => ({ [END_FALLEN]: (db) => db.write(system, endFallen) }),
  recurring: [{ task: END_FALLEN, minutes: 360 }],
  limits: LIMITS,
  personal,
  blocks,
  // Read among the pages of an elected member too.
  styles: (['counter.css', 'desk.css'] as const).map((sheet) => ({
    sheet,
    file: new URL('feeds.css', import.meta.url),
  })),
}
