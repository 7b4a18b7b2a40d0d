// What notices bring to the program.
import { type AccessTable, ownDesk, signedIn } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { simple } from '#platform/house/retention.ts'
import { blocks } from './blocks.ts'
import { personal } from './personal.ts'
import { ADDRESS, CHOICES, CHOOSE_TITLE, TITLE } from './places.ts'
import { forgetOld } from './queries.ts'
import { routes } from './routes.ts'

const access: AccessTable = {
  'notification.read': [signedIn],
  'notification.read_at_desk': [ownDesk],
}

export const notices: Module = {
  name: 'notices',
  access,
  routes,
  blocks,
  navigation: [
    { menu: 'account', order: 15, href: ADDRESS.account, label: TITLE.account },
    { menu: 'own', order: 5, href: ADDRESS.desk, label: TITLE.desk, who: ownDesk },
    {
      ...{ menu: 'preferences', order: 10, href: CHOICES.desk, label: CHOOSE_TITLE, who: ownDesk },
      says: 'Vos notifications, sujet par sujet\u00a0; les heures calmes\u00a0; le résumé et son rythme.',
    },
  ],
  personal,
  retention: [simple('notice.delete', 'Notifications', forgetOld)],
  styles: [
    { sheet: 'counter.css', file: new URL('notices.css', import.meta.url) },
    { sheet: 'desk.css', file: new URL('notices.css', import.meta.url) },
  ],
}
