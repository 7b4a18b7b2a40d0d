// Table of the resident's follow-up: by tracking code without an account, or in one's account.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import {
  actionAgain,
  attachToAccount,
  codeAgain,
  followAgain,
  giveRating,
  keepMessage,
  messageAgain,
  openCode,
  sendMessage,
  showAction,
  showCode,
  showFollow,
  takeAction,
} from './follow.citizen.ts'
import { MOST_CHARACTERS } from '#threads'
import { showOwnRequests } from './own-requests.citizen.ts'

const face = 'citizen'

const TOO_LONG = `Écrivez ${MOST_CHARACTERS.toLocaleString('fr-FR')} caractères au plus.`
const text = z.string(TOO_LONG).max(MOST_CHARACTERS, TOO_LONG).default('')

const CodeInput = z.object({
  code: z.string('Tapez un seul numéro de suivi.').default(''),
  suite: z.string().default(''),
})
const MessageInput = z.object({ message: text })
const ActionInput = z.object({ message: text, reason: text })
const RatingInput = z.object({
  score: z.enum(
    ['good', 'middling', 'bad'],
    'Choisissez «\u00a0Bien\u00a0», «\u00a0Moyen\u00a0» ou «\u00a0Mauvais\u00a0».',
  ),
})
const NothingInput = z.object({})

export const followRoutes: readonly Route[] = [
  { get: '/suivi', action: 'request.open_by_code', title: 'Suivre une demande', face, handle: showCode },
  post({
    post: '/suivi',
    action: 'request.open_by_code',
    title: 'Suivre une demande',
    face,
    input: CodeInput,
    resend: true,
    handle: openCode,
    again: codeAgain,
  }),
  { get: '/suivi/:ref', action: 'request.follow', title: 'Suivi d’une demande', face, handle: showFollow },
  post({
    post: '/suivi/:ref/messages',
    takesFiles: true,
    action: 'request.follow_act',
    title: 'Écrire au service',
    face,
    input: MessageInput,
    resend: true,
    // Whoever followed it by its code gives the code again, not an account.
    askAt: '/suivi',
    handle: sendMessage,
    again: messageAgain,
  }),
  post({
    post: '/suivi/:ref/brouillon',
    takesFiles: true,
    action: 'request.follow_act',
    title: 'Garder un message',
    face: 'machine',
    input: NothingInput,
    script: true,
    handle: keepMessage,
  }),
  {
    get: '/suivi/:ref/actions/:transition',
    action: 'request.follow_act',
    title: 'Agir sur une demande',
    face,
    handle: showAction,
  },
  post({
    post: '/suivi/:ref/actions/:transition',
    takesFiles: true,
    action: 'request.follow_act',
    title: 'Agir sur une demande',
    face,
    input: ActionInput,
    resend: true,
    // Whoever followed it by its code gives the code again, not an account.
    askAt: '/suivi',
    handle: takeAction,
    again: actionAgain,
  }),
  post({
    post: '/suivi/:ref/avis',
    action: 'request.follow_act',
    title: 'Donner son avis',
    face,
    input: RatingInput,
    resend: true,
    // Whoever followed it by its code gives the code again, not an account.
    askAt: '/suivi',
    handle: giveRating,
    again: followAgain,
  }),
  post({
    post: '/suivi/:ref/rattacher',
    action: 'request.follow_act',
    title: 'Rattacher une demande',
    face,
    input: NothingInput,
    handle: attachToAccount,
    again: followAgain,
  }),
  { get: '/compte', action: 'request.own_list', title: 'Mes demandes', face, handle: showOwnRequests },
]
