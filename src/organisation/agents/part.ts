// What the room of agents brings to the module.
import { keepers } from '#people'
import type { Relation } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { agentAccess } from './access.ts'
import {
  DEPART,
  departNow,
  DEPARTURES,
  FOLLOW_DEPARTURE,
  followDeparture,
  HANDED,
  planDepartures,
} from './hand-over.ts'
import { LOOK_BACK, lookAccess } from './look.admin.ts'
import { countAgents } from './list.ts'
import { agentRoutes } from './routes.ts'
import { agentNotices, TELL_AGENT, tellAgent } from './tell.ts'
import { SILENT } from './tell-silent.ts'
import { HERE } from './words.ts'

/** What somebody else did with an agent’s posts and absences. */
const TOLD = ['post.given', 'post.changed', 'post.ended', 'absence.set', 'absence.ended', 'look.begun']

const keeping: Relation = {
  name: 'keeper of agents',
  ever: (actor) => keepers.some(({ ever }) => ever(actor)),
}

export const agentsPart = {
  access: { ...agentAccess, ...lookAccess },
  door: { ownEyes: LOOK_BACK },
  routes: agentRoutes,
  notices: [...agentNotices, HANDED, SILENT],
  listeners: {
    ...Object.fromEntries(TOLD.map((event) => [event, [TELL_AGENT]])),
    'departure.set': [FOLLOW_DEPARTURE],
    'departure.undone': [FOLLOW_DEPARTURE],
  },
  jobs: ({ publicUrl }, _held, { heldByPeople: charges }) => {
    const writer = { site: { name: 'Parvis' }, origin: publicUrl }
    return {
      [TELL_AGENT]: tellAgent(writer),
      [DEPARTURES]: planDepartures,
      [DEPART]: departNow(charges, writer),
      [FOLLOW_DEPARTURE]: followDeparture(charges),
    }
  },
  recurring: [{ task: DEPARTURES, minutes: 15 }],
  navigation: [
    {
      menu: 'administration',
      order: 23,
      href: HERE,
      words:
        'comptes, postes, absences, intérim, remplaçants, suppléance, départs, invitations, import, annuaire, connexion, voir comme',
      label: 'Agents',
      group: 'Qui travaille où',
      who: keeping,
      count: ({ db, actor }) => db.read(actor, countAgents),
    },
  ],
} satisfies Omit<Module, 'name'>
