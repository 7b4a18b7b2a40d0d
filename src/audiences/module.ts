// What audiences bring to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { WRITING } from '#platform/roles.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { access, keys } from './access.ts'
import { erasing } from './queries.ts'
import { list } from './list.ts'
import { screens } from './screens.ts'

export const audiences: Module = {
  name: 'audiences',
  access,
  carried: [
    {
      table: 'audiences.audience',
      rows: ITS_OWN,
      end: { by: erasing },
      subject: { kind: 'audience', by: 'id' },
    },
    {
      table: 'audiences.clause',
      rows: { column: 'audience_id', of: 'audiences.audience' },
      end: { with: 'audiences.audience' },
    },
  ],
  routes: screens,
  keys,
  navigation: [
    {
      menu: 'administration',
      order: 34,
      words: 'audience, cible, destinataires, qui voit, lecteurs',
      href: list.at,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
    },
  ],
}
