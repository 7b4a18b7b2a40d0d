// The pages of sign-in through providers. Those of a provider that is not used answer « not found ».
import { post, type Route } from '#platform/http/route.ts'
import * as account from './account.citizen.ts'
import * as checks from './checks.admin.ts'
import { CodeInput, DecisionInput, EmailInput, LinkInput, NothingInput } from './inputs.ts'
import { showDeparture, showReturn, showSignedOut } from './sign-in.citizen.ts'

const open = { action: 'account.federate', face: 'citizen' } as const
const own = { action: 'account.link_identity', face: 'citizen' } as const
const check = { action: 'account.check_identity', face: 'admin' } as const

export const federationRoutes: readonly Route[] = [
  {
    ...open,
    get: '/connexion/franceconnect',
    title: 'S’identifier avec FranceConnect',
    handle: showDeparture('franceconnect'),
  },
  {
    ...open,
    get: '/connexion/franceconnect/retour',
    title: 'Retour de FranceConnect',
    handle: showReturn('franceconnect'),
  },
  {
    ...open,
    get: '/connexion/proconnect',
    title: 'S’identifier avec ProConnect',
    handle: showDeparture('proconnect'),
  },
  {
    ...open,
    get: '/connexion/proconnect/retour',
    title: 'Retour de ProConnect',
    handle: showReturn('proconnect'),
  },
  { ...open, get: '/deconnexion/retour', title: 'Déconnexion', handle: showSignedOut },

  {
    ...open,
    get: '/connexion/franceconnect/compte/:id',
    title: 'Ouvrir un compte avec FranceConnect',
    handle: account.showNewcomer,
  },
  post({
    ...open,
    post: '/connexion/franceconnect/compte/:id',
    title: 'Ouvrir un compte avec FranceConnect',
    input: EmailInput,
    handle: account.doAskCode,
    again: account.askCodeAgain,
  }),
  { ...open, get: '/connexion/franceconnect/compte/:id/code', title: 'Code reçu', handle: account.showCode },
  post({
    ...open,
    post: '/connexion/franceconnect/compte/:id/code',
    title: 'Code reçu',
    input: CodeInput,
    handle: account.doOpenAccount,
    again: account.codeAgain,
  }),
  post({
    ...open,
    post: '/connexion/franceconnect/compte/:id/effacement',
    title: 'Effacer cette identité',
    input: NothingInput,
    handle: account.doTurnAway,
  }),

  { ...own, get: '/compte/connexions', title: 'Connexions de mon compte', handle: account.showLinks },
  post({
    ...own,
    post: '/compte/connexions/franceconnect',
    title: 'Relier FranceConnect',
    input: LinkInput,
    handle: account.doLink,
    again: account.linksAgain,
  }),
  post({
    ...own,
    post: '/compte/connexions/:id/retrait',
    title: 'Ne plus relier',
    input: NothingInput,
    handle: account.doUnlink,
    again: account.linksAgain,
  }),

  { ...check, get: '/administration/identites', title: 'Identités à vérifier', handle: checks.showChecks },
  post({
    ...check,
    post: '/administration/identites/:id',
    title: 'Décider d’une identité',
    input: DecisionInput,
    handle: checks.doDecide,
  }),
]
