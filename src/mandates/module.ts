// What mandates bring to the program.
import { type AccessTable, signedIn, signedInFor } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Module } from '#platform/house/module.ts'
import { simple } from '#platform/house/retention.ts'
import { noteActed } from './acting.ts'
import { closeOver } from './over.ts'
import { mandateHolding } from './personal.ts'
import { forgetMandates } from './queries.ts'
import { mandateRoutes } from './routes.ts'
import { mandateNotices, tellEnded, tellEnding } from './tell.ts'

const access: AccessTable = {
  'mandate.list': [signedIn],
  'mandate.give': [signedIn],
  'mandate.answer': [signedIn],
  'mandate.use': [signedIn],
  'mandate.end': [signedIn],
  'mandate.stop': [signedInFor],
}

/** The job that tells all sides that a mandate is over. */
const MAIL_ENDED = 'accounts.mail_mandate_ended'

export const mandates: Module = {
  name: 'mandates',
  access,
  door: { ownName: '/compte/proches/arret', acted: noteActed },
  routes: mandateRoutes,
  listeners: { 'person.mandate_ended': [MAIL_ENDED] },
  jobs({ publicUrl }) {
    const writer = { site: { name: 'Parvis' }, origin: publicUrl }
    return {
      [MAIL_ENDED]: tellEnded(writer),
      // Once an hour: those that end soon are said, those that ran out are closed.
      'mandates.sweep': (db) =>
        db.write(system, async (tx) => {
          await tellEnding(tx, writer)
          await closeOver(tx)
        }),
    }
  },
  notices: mandateNotices,
  recurring: [{ task: 'mandates.sweep', minutes: 60 }],
  navigation: [{ menu: 'account', order: 60, href: '/compte/proches', label: 'Proches et aidants' }],
  personal: [mandateHolding],
  retention: [simple('mandate.delete', 'Mandats terminés', forgetMandates)],
}
