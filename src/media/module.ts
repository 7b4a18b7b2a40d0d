// What the library of media brings to the program.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './access.ts'
import { jobs, listeners, RIGHT, TELL_RIGHTS } from './jobs.ts'
import { HERE, list } from './list.ts'
import { PICTURE } from './picture.ts'
import { countToMend } from './queries.ts'
import { routes } from './routes.ts'

export const media: Module = {
  name: 'media',
  access,
  routes,
  jobs,
  listeners,
  recurring: [{ task: TELL_RIGHTS, minutes: 360 }],
  notices: [RIGHT],
  styles: [{ sheet: 'desk.css', file: new URL('media.css', import.meta.url) }],
  carried: [
    {
      table: 'media.picture',
      rows: ITS_OWN,
      end: { erased: 'Images' },
      subject: { kind: PICTURE, by: 'id' },
    },
  ],
  navigation: [
    {
      menu: 'administration',
      order: 33.5,
      words: 'médiathèque, photos, illustrations, crédits, droits, légendes',
      href: HERE,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
      count: ({ actor, db }) => db.read(actor, countToMend),
    },
  ],
}
