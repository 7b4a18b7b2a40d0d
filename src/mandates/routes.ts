// The pages of mandates: who helps me, whom I help, my children.
import { post, type Route } from '#platform/http/route.ts'
import { AnswerInput, ChildInput, GiveInput, NothingInput, StopInput } from './inputs.ts'
import * as acting from './acting.citizen.ts'
import * as mandates from './mandates.citizen.ts'

const face = 'citizen'

export const mandateRoutes: readonly Route[] = [
  {
    get: '/compte/proches',
    action: 'mandate.list',
    title: 'Proches et aidants',
    face,
    handle: mandates.showMandates,
  },
  {
    get: '/compte/proches/confier',
    action: 'mandate.give',
    title: 'Confier mes démarches',
    face,
    handle: mandates.showGive,
  },
  post({
    post: '/compte/proches/confier',
    action: 'mandate.give',
    title: 'Confier mes démarches',
    face,
    input: GiveInput,
    handle: mandates.doGive,
    again: mandates.giveAgain,
  }),
  {
    get: '/compte/proches/enfants',
    action: 'mandate.give',
    title: 'Ajouter un enfant',
    face,
    handle: mandates.showChild,
  },
  post({
    post: '/compte/proches/enfants',
    action: 'mandate.give',
    title: 'Ajouter un enfant',
    face,
    input: ChildInput,
    handle: mandates.doDeclare,
    again: mandates.childAgain,
  }),
  post({
    post: '/compte/proches/enfants/:enfant/numero',
    action: 'mandate.use',
    title: 'Numéro de compte d’un enfant',
    face,
    input: NothingInput,
    handle: mandates.doChildNumber,
  }),
  {
    get: '/compte/proches/invitation',
    action: 'mandate.answer',
    title: 'Aider quelqu’un',
    face,
    handle: acting.showInvitation,
  },
  post({
    post: '/compte/proches/invitation',
    action: 'mandate.answer',
    title: 'Aider quelqu’un',
    face,
    input: AnswerInput,
    handle: acting.doAnswer,
  }),
  post({
    post: '/compte/proches/arret',
    action: 'mandate.stop',
    title: 'Arrêter d’agir pour quelqu’un',
    face,
    input: StopInput,
    handle: acting.doStop,
  }),
  post({
    post: '/compte/proches/:id/agir',
    action: 'mandate.use',
    title: 'Agir pour quelqu’un',
    face,
    input: StopInput,
    handle: acting.doAct,
  }),
  post({
    post: '/compte/proches/:id/fin',
    action: 'mandate.end',
    title: 'Mettre fin à un mandat',
    face,
    input: NothingInput,
    handle: mandates.doEnd,
  }),
]
