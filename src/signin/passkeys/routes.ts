// The pages of passkeys; the questions are asked by scripts.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { AnswerInput } from './answers.ts'
import { doDecline } from './offer.ts'
import * as passkeys from './passkeys.citizen.ts'

const face = 'citizen'
const input = z.object({})
const [signIn, secure] = ['account.sign_in', 'account.secure']

export const passkeyRoutes: readonly Route[] = [
  post({
    post: '/connexion/cle/defi',
    action: signIn,
    title: 'Clé d’accès',
    face,
    input,
    handle: passkeys.askToSignIn,
    script: true,
  }),
  post({
    post: '/compte/confirmation/cle/defi',
    action: secure,
    title: 'Clé d’accès',
    face,
    input,
    handle: passkeys.askToConfirm,
    script: true,
  }),
  post({
    post: '/compte/securite/cles/defi',
    action: secure,
    title: 'Clé d’accès',
    face,
    input,
    handle: passkeys.askToMake,
    script: true,
  }),
  post({
    post: '/compte/securite/cles',
    action: secure,
    title: 'Ajouter une clé d’accès',
    face,
    input: AnswerInput,
    handle: passkeys.doMake,
  }),
  post({
    post: '/compte/securite/cles/plus-tard',
    action: secure,
    title: 'Clé d’accès plus tard',
    face,
    input,
    handle: doDecline,
  }),
  post({
    post: '/compte/securite/cles/:id/retrait',
    action: secure,
    title: 'Retirer une clé d’accès',
    face,
    input,
    handle: passkeys.doRemove,
  }),
]
