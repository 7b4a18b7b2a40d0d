// What kiosks bring to the program: a shared device where agents without a computer read, answer and find a number, for some minutes.
import { atMain } from '#people'
import { agent, ownDesk } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { access } from './access.ts'
import { deviceScreens, HERE } from './device/screens.ts'
import { personal, retention } from './personal.ts'
import { LIMITS } from './pin/limits.ts'
import { ownRoutes, TITLE } from './pin/own.citizen.ts'
import { OWN, TEAM } from './pin/places.ts'
import { teamRoutes, TITLE as TEAM_TITLE } from './pin/team.citizen.ts'
import { KIOSK, TELL_TRIES, tellTries } from './pin/tell.ts'
import { PAY } from './stand/pay.ts'
import { standRoutes } from './stand/routes.ts'

const leading = agent('manager', 'admin').anywhere

export const kiosk: Module = {
  name: 'kiosk',
  access,
  routes: [...standRoutes, ...atMain([...ownRoutes, ...teamRoutes]), ...deviceScreens],
  limits: LIMITS,
  notices: [KIOSK],
  settings: [PAY],
  jobs: ({ publicUrl }) => ({ [TELL_TRIES]: tellTries({ site: { name: 'Parvis' }, origin: publicUrl }) }),
  islands: [new URL('stand/kiosk-time.ts', import.meta.url), new URL('stand/kiosk-pad.ts', import.meta.url)],
  styles: [{ sheet: 'desk.css', file: new URL('kiosk.css', import.meta.url) }],
  personal,
  retention,
  carried: [
    {
      table: 'kiosk.device',
      rows: ITS_OWN,
      end: { erased: 'Bornes des agents' },
      without: {
        code_hash: 'opens this installation, and no other',
        token_hash: 'opens this installation, and no other',
      },
    },
  ],
  navigation: [
    {
      menu: 'administration',
      order: 24,
      href: HERE,
      label: 'Bornes',
      words: 'kiosque, borne, dépôt, atelier, badge, agents sans ordinateur',
      group: 'Qui travaille où',
      who: agent('admin').anywhere,
    },
    { menu: 'account', order: 85, href: OWN, label: TITLE, who: ownDesk },
    { menu: 'account', order: 86, href: TEAM, label: TEAM_TITLE, who: leading },
  ],
}
