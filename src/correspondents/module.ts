// What the network of correspondents brings to the program: who, in each directorate, gathers and writes; by which mission sheet, validated by both.
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { intranetFrame } from '#territory'
import { board } from './network/board.ts'
import { keepingRoutes } from './network/keeping.ts'
import { list } from './network/list.ts'
import { awaitedSheets, blocks } from './network/shown.ts'
import { personal, retention } from './personal.ts'
import { access } from './record/access.ts'
import { CORRESPONDENT } from './record/act.ts'
import { NETWORK } from './record/keys.ts'
import { HERE } from './record/words.ts'
import { sheetForms } from './sheet/forms.ts'
import { sheetRoutes } from './sheet/page.ts'
import { meetingRoutes } from './training/meetings.ts'
import { sessionRoutes, trainingPanel } from './training/sessions.ts'
import { MEETING } from './training/train.ts'
import { thanksRoute } from './network/thanks.ts'
import { END_GONE, jobs, listeners, TOLD_KIND } from './tell/tell.ts'

const DAY_MINUTES = 1440

export const correspondents: Module = {
  name: 'correspondents',
  access,
  keys: [NETWORK],
  routes: [
    ...listRoutes(list, intranetFrame, 'agent'),
    ...listRoutes(board, intranetFrame, 'agent'),
    ...keepingRoutes,
    ...sheetForms,
    ...sessionRoutes,
    ...meetingRoutes,
    thanksRoute,
    ...sheetRoutes(trainingPanel),
  ],
  blocks,
  awaited: [awaitedSheets],
  notices: [TOLD_KIND],
  styles: [{ sheet: 'desk.css', file: new URL('correspondents.css', import.meta.url) }],
  listeners,
  jobs: ({ publicUrl }) => jobs({ site: { name: 'Parvis' }, origin: publicUrl }),
  recurring: [{ task: END_GONE, minutes: DAY_MINUTES }],
  personal,
  retention,
  carried: [
    { table: 'correspondents.sheet', rows: ITS_OWN, end: { erased: 'Fiches mission des correspondants' } },
    {
      table: 'correspondents.correspondent',
      rows: ITS_OWN,
      end: { erased: 'Correspondants' },
      subject: { kind: CORRESPONDENT, by: 'id' },
    },
    {
      table: 'correspondents.session',
      rows: ITS_OWN,
      end: { erased: 'Formations du réseau des correspondants' },
    },
    {
      table: 'correspondents.seat',
      rows: { column: 'session_id', of: 'correspondents.session' },
      end: { erased: 'Inscriptions à ces formations' },
    },
    {
      table: 'correspondents.meeting',
      rows: ITS_OWN,
      end: { erased: 'Réunions du réseau des correspondants' },
      subject: { kind: MEETING, by: 'id' },
    },
  ],
  navigation: [{ menu: 'intranet', order: 45, href: HERE, label: 'Réseau', who: agent().anywhere }],
}
