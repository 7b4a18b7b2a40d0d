// The pages of whoever has lost a second factor, and of whoever is in charge of them.
import { post, type Route } from '#platform/http/route.ts'
import { NothingInput, TokenInput } from '../factors/inputs.ts'
import * as lost from './lost.citizen.ts'
import * as team from './team.citizen.ts'

const face = 'citizen'
const [signIn, secure, reset] = ['account.sign_in', 'account.secure', 'account.reset_factors']

export const lostRoutes: readonly Route[] = [
  {
    get: '/connexion/perdu',
    action: signIn,
    title: 'Application de codes perdue',
    face,
    handle: lost.showLost,
  },
  post({
    post: '/connexion/perdu',
    action: signIn,
    title: 'Application de codes perdue',
    face,
    input: NothingInput,
    handle: lost.doAskLost,
  }),
  post({
    post: '/compte/securite/reinitialisation/annulation',
    action: secure,
    title: 'Garder mes moyens de connexion',
    face,
    input: NothingInput,
    handle: lost.doRefuseLost,
  }),
  {
    get: '/connexion/reinitialisation',
    action: signIn,
    title: 'Garder mes moyens de connexion',
    face,
    handle: team.showRefuse,
  },
  post({
    post: '/connexion/reinitialisation',
    action: signIn,
    title: 'Garder mes moyens de connexion',
    face,
    input: TokenInput,
    handle: team.doRefuse,
  }),
  {
    get: '/compte/equipe',
    action: reset,
    title: 'Double vérification de mon équipe',
    face,
    handle: team.showTeam,
  },
  post({
    post: '/compte/equipe/:person/reinitialisation',
    action: reset,
    title: 'Réinitialiser',
    face,
    input: NothingInput,
    handle: team.doAskReset,
  }),
  post({
    post: '/compte/equipe/:person/proconnect',
    action: 'account.unlink_agent',
    title: 'Retirer ProConnect',
    face,
    input: NothingInput,
    handle: team.doUnlink,
  }),
]
