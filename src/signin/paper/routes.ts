// The pages of accounts on paper: those of the desk, and those of whoever has one.
import { post, type Route } from '#platform/http/route.ts'
import * as desk from './desk.agent.ts'
import {
  FindInput,
  NothingInput,
  OpenInput,
  PaperConfirmInput,
  PaperSignInInput,
  ProveInput,
  ReplaceInput,
} from './inputs.ts'
import * as signIn from './sign-in.citizen.ts'

const atDesk = { face: 'agent' } as const
const atHome = { face: 'citizen' } as const
const open = { ...atDesk, action: 'account.open_at_desk', title: 'Ouvrir un compte sur papier' }
const paper = { ...atHome, action: 'account.sign_in', title: 'Se connecter avec un papier' }

export const paperRoutes: readonly Route[] = [
  {
    ...atDesk,
    get: '/agents/comptes',
    action: 'account.find_at_desk',
    title: 'Comptes',
    handle: desk.showFind,
  },
  post({
    ...atDesk,
    post: '/agents/comptes',
    action: 'account.find_at_desk',
    title: 'Compte trouvé',
    input: FindInput,
    handle: desk.doFind,
    again: desk.findAgain,
  }),
  { ...open, get: '/agents/comptes/nouveau', handle: desk.showOpen },
  post({
    ...open,
    post: '/agents/comptes/nouveau',
    input: OpenInput,
    handle: desk.doOpen,
    again: desk.openAgain,
  }),
  post({
    ...atDesk,
    post: '/agents/comptes/code',
    action: 'account.replace_code',
    title: 'Papier à remettre',
    input: ReplaceInput,
    handle: desk.doReplace,
    again: desk.accountAgain,
  }),
  post({
    ...atDesk,
    post: '/agents/comptes/preuve',
    action: 'account.prove_value',
    title: 'Noter une preuve',
    input: ProveInput,
    handle: desk.doProve,
    again: desk.accountAgain,
  }),

  { ...paper, get: '/connexion/papier', handle: signIn.showPaperSignIn },
  post({
    ...paper,
    post: '/connexion/papier',
    input: PaperSignInInput,
    handle: signIn.doPaperSignIn,
    again: signIn.paperSignInAgain,
  }),
  post({
    ...atHome,
    post: '/compte/confirmation/papier',
    action: 'account.secure',
    title: 'Confirmez que c’est vous',
    input: PaperConfirmInput,
    handle: signIn.doPaperConfirm,
    again: signIn.paperConfirmAgain,
  }),
  post({
    ...atHome,
    post: '/compte/securite/numero',
    action: 'account.secure',
    title: 'Obtenir un numéro de compte',
    input: NothingInput,
    handle: signIn.doAskNumber,
  }),
  post({
    ...atHome,
    post: '/compte/securite/papier/retrait',
    action: 'account.secure',
    title: 'Renoncer au code sur papier',
    input: NothingInput,
    handle: signIn.doGiveUp,
  }),
]
