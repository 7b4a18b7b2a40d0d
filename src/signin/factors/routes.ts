// The pages of second factors.
import { post, type Route } from '#platform/http/route.ts'
import * as code from './code.citizen.ts'
import * as enrolment from './enrolment.citizen.ts'
import { AskLinkInput, CodeInput, EnrolFirstInput, EnrolInput, NothingInput } from './inputs.ts'

const face = 'citizen'
const [signIn, secure] = ['account.sign_in', 'account.secure']

export const factorRoutes: readonly Route[] = [
  { get: '/connexion/code', action: signIn, title: 'Code à six chiffres', face, handle: code.showCode },
  post({
    post: '/connexion/code',
    action: signIn,
    title: 'Code à six chiffres',
    face,
    input: CodeInput,
    handle: code.doCode,
    again: code.codeAgain,
  }),
  {
    get: '/connexion/secours',
    action: signIn,
    title: 'Code de secours',
    face,
    handle: code.showRecoveryCode,
  },
  post({
    post: '/connexion/secours',
    action: signIn,
    title: 'Code de secours',
    face,
    input: CodeInput,
    handle: code.doRecoveryCode,
    again: code.recoveryCodeAgain,
  }),
  post({
    post: '/connexion/code/lien',
    action: signIn,
    title: 'Recevoir le lien',
    face,
    input: AskLinkInput,
    handle: code.doAskLink,
  }),
  {
    get: '/connexion/code/message',
    action: signIn,
    title: 'Message envoyé',
    face,
    handle: code.showLinkSent,
  },
  {
    get: '/connexion/activer',
    action: signIn,
    title: 'Associer une application de codes',
    face,
    handle: enrolment.showFirst,
  },
  post({
    post: '/connexion/activer',
    action: signIn,
    title: 'Associer une application de codes',
    face,
    input: EnrolFirstInput,
    handle: enrolment.doFirst,
    again: enrolment.firstAgain,
  }),

  {
    get: '/compte/securite/code',
    action: secure,
    title: 'Associer une application de codes',
    face,
    handle: enrolment.showEnrol,
  },
  post({
    post: '/compte/securite/code',
    action: secure,
    title: 'Associer une application de codes',
    face,
    input: EnrolInput,
    handle: enrolment.doEnrol,
    again: enrolment.enrolAgain,
  }),
  post({
    post: '/compte/securite/code/retrait',
    action: secure,
    title: 'Retirer la double vérification',
    face,
    input: NothingInput,
    handle: enrolment.doRemove,
  }),
  post({
    post: '/compte/securite/codes-de-secours',
    action: secure,
    title: 'Nouveaux codes de secours',
    face,
    input: NothingInput,
    handle: enrolment.doRenewCodes,
  }),
]
