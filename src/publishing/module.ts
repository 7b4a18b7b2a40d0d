// What publishing brings to the program.
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { agent } from '#platform/access.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './information/access.ts'
import { addressedNotices } from './information/addressed.ts'
import { blocks } from './information/blocks.ts'
import { noticesSet } from './information/found.ts'
import { information } from './information/findable.ts'
import { routes } from './information/routes.citizen.ts'
import { list, screens } from './information/screens.ts'

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
