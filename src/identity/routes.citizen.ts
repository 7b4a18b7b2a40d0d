// Addresses of the provider for people: the questions of a sign-in, and the sites that know them.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { doConsent, doRefuse, showQuestion } from './authorize/authorize.citizen.ts'
import { doWithdraw, showSites } from './consent/sites.citizen.ts'

const nothing = z.object({})
const values = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]))

export const routes: readonly Route[] = [
  {
    get: '/autorisation/:demande',
    action: 'identity.authorize',
    title: 'Se connecter à un site',
    face: 'citizen',
    handle: showQuestion,
  },
  post({
    post: '/autorisation/:demande',
    action: 'identity.authorize',
    title: 'Se connecter à un site',
    face: 'citizen',
    input: z.object({ valeur: values }),
    handle: doConsent,
  }),
  post({
    post: '/autorisation/:demande/refus',
    action: 'identity.authorize',
    title: 'Se connecter à un site',
    face: 'citizen',
    input: nothing,
    handle: doRefuse,
  }),
  {
    get: '/compte/sites',
    action: 'consent.read',
    title: 'Sites connectés',
    face: 'citizen',
    handle: showSites,
  },
  post({
    post: '/compte/sites/:site/retrait',
    action: 'consent.withdraw',
    title: 'Sites connectés',
    face: 'citizen',
    input: nothing,
    handle: doWithdraw,
  }),
]
