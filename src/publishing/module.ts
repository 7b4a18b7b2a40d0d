// What publishing brings to the program.
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { agent } from '#platform/access.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './access.ts'
import { addressedNotices } from './addressed.ts'
import { blocks } from './blocks.ts'
import { noticesSet } from './found.ts'
import { information } from './findable.ts'
import { routes } from './routes.citizen.ts'
import { list, screens } from './screens.ts'

const publisher = agent(...WRITING).anywhere

export const publishing: Module = {
  name: 'publishing',
  access,
  carried: [
    {
      table: 'publishing.notice',
      rows: ITS_OWN,
      end: { erased: 'Informations publiques' },
      subject: { kind: 'information', by: 'id' },
    },
  ],
  routes: [...routes, ...screens],
  blocks,
  addressed: [addressedNotices],
  searches: [information],
  sought: [{ id: 'notice', label: 'Informations', one: 'Information', href: (id) => `/informations/${id}` }],
  found: [noticesSet],
  navigation: [
    {
      menu: 'administration',
      order: 33,
      words: 'travaux, fermetures, actualités',
      href: list.at,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: publisher,
    },
  ],
}
