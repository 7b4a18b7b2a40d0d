// What mandates bring to the program.
import { type AccessTable, signedIn, signedInFor } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Module } from '#platform/module.ts'
import { simple } from '#platform/retention.ts'
import { closeOver, MAIL_ENDED, mailEnded } from './over.ts'
import { mandateHolding } from './personal.ts'
import { forgetMandates } from './queries.ts'
import { mandateRoutes } from './routes.ts'

const access: AccessTable = {
  'mandate.list': [signedIn],
  'mandate.give': [signedIn],
  'mandate.answer': [signedIn],
  'mandate.use': [signedIn],
  'mandate.end': [signedIn],
  'mandate.stop': [signedInFor],
}

export const mandates: Module = {
  name: 'mandates',
  access,
  door: { ownName: '/compte/proches/arret' },
  routes: mandateRoutes,
  // The two sides of a mandate learn its end by mail.
  listeners: { 'person.mandate_ended': [MAIL_ENDED] },
  jobs: ({ publicUrl }) => ({
    [MAIL_ENDED]: mailEnded({ site: { name: 'Parvis' }, origin: publicUrl }),
    // Once an hour: those that ran out are closed.
    'mandates.sweep': (db) => db.write(system, closeOver),
  }),
  recurring: [{ task: 'mandates.sweep', minutes: 60 }],
  navigation: [{ menu: 'account', order: 60, href: '/compte/proches', label: 'Proches et aidants' }],
  personal: [mandateHolding],
  retention: [simple('mandate.delete', 'Mandats terminés', forgetMandates)],
}
