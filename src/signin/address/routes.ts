// The pages of a change of address.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { RecoverInput } from '../entry/inputs.ts'
import * as address from './address.citizen.ts'

const face = 'citizen'
const action = 'account.secure'
const input = z.object({})
const AnswerInput = z.object({
  jeton: z.string('Ce lien est incomplet.').max(100).default(''),
  choix: z.enum(['accepter', 'refuser'], 'Acceptez ou refusez.').default('accepter'),
})

export const addressRoutes: readonly Route[] = [
  {
    get: '/compte/securite/adresse',
    action,
    title: 'Changer d’adresse e-mail',
    face,
    handle: address.showChange,
  },
  post({
    post: '/compte/securite/adresse',
    action,
    title: 'Changer d’adresse e-mail',
    face,
    input: RecoverInput,
    handle: address.doChange,
    again: address.changeAgain,
  }),
  post({
    post: '/compte/securite/adresse/annulation',
    action,
    title: 'Garder mon adresse',
    face,
    input,
    handle: address.doCancel,
  }),
  {
    get: '/connexion/adresse',
    action: 'account.sign_in',
    title: 'Changement d’adresse',
    face,
    handle: address.showLink,
  },
  post({
    post: '/connexion/adresse',
    action: 'account.sign_in',
    title: 'Changement d’adresse',
    face,
    input: AnswerInput,
    handle: address.doAnswer,
  }),
]
