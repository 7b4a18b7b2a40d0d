// What real time brings to the program: what is followed elsewhere, read by a job, shown on the home of agents.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { WRITING } from '#platform/roles.ts'
import { access } from './access.ts'
import { addressed, CONNECTOR } from './act.ts'
import { blocks } from './home.ts'
import { READ_LIVE, readingJob } from './read.ts'
import { list, screens } from './screens.ts'

export const live: Module = {
  name: 'live',
  access,
  routes: screens,
  blocks,
  addressed: [addressed],
  jobs: ({ publicUrl }) => ({ [READ_LIVE]: readingJob({ publicUrl, fetch: guardedFetch }) }),
  recurring: [{ task: READ_LIVE, minutes: 5 }],
  carried: [
    {
      table: 'live.connector',
      rows: ITS_OWN,
      end: { erased: 'Suivis en temps réel' },
      subject: { kind: CONNECTOR, by: 'id' },
    },
  ],
  styles: [{ sheet: 'desk.css', file: new URL('live.css', import.meta.url) }],
  navigation: [
    {
      menu: 'administration',
      order: 33.8,
      words: 'trafic, travaux, météo, vigilance, autopartage, vélos, connecteurs, intranet',
      href: list.at,
      label: list.title,
      group: 'Ce qui est proposé aux habitants',
      who: agent(...WRITING).anywhere,
    },
  ],
}
