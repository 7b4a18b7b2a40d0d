// What the rules of competence on screen bring to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { rulesSet } from './found.ts'
import { access } from './access.ts'
import { routes } from './routes.ts'
import { competenceTables, countTables } from './tables.ts'
import { competenceJobs, UNHEARD } from './tell.ts'

export const competence: Module = {
  name: 'competence',
  access,
  found: [rulesSet],
  routes,
  notices: [UNHEARD],
  listeners: {
    'request.received': ['competence.tell_unheard'],
    'request.corrected': ['competence.tell_unheard'],
  },
  jobs: ({ publicUrl }) => competenceJobs(publicUrl),
  navigation: [
    {
      menu: 'administration',
      order: 34,
      words: 'règles, compétences, communes, unité qui reçoit, pourquoi',
      href: competenceTables.at,
      label: competenceTables.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent('admin').anywhere,
      count: ({ db, actor }) => db.read(actor, countTables),
    },
  ],
}
