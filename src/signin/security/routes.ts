// The page that asks again who one is, by password or passkey, and devices that are closed.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { AnswerInput } from '../passkeys/answers.ts'
import * as passkeys from '../passkeys/passkeys.citizen.ts'
import { confirmAgain } from './passkey.citizen.ts'
import * as devices from './devices.citizen.ts'

const face = 'citizen'
const action = 'account.secure'
const input = z.object({})

const ConfirmInput = z.object({
  current: z
    .string('Écrivez votre mot de passe.')
    .min(1, 'Écrivez votre mot de passe.')
    .max(1000, 'Ce mot de passe est trop long.'),
  suite: z.string().max(2000).optional().catch(undefined),
})

export const securityRoutes: readonly Route[] = [
  {
    get: '/compte/confirmation',
    action,
    title: 'Confirmez que c’est vous',
    face,
    handle: devices.showConfirm,
  },
  post({
    post: '/compte/confirmation',
    action,
    title: 'Confirmez que c’est vous',
    face,
    input: ConfirmInput,
    handle: devices.doConfirm,
    again: devices.confirmAgain,
  }),
  post({
    post: '/compte/securite/appareils/fermeture',
    action,
    title: 'Fermer les autres appareils',
    face,
    input,
    handle: devices.doCloseOthers,
  }),
  post({
    post: '/compte/securite/appareils/:id/fermeture',
    action,
    title: 'Fermer un appareil',
    face,
    input,
    handle: devices.doClose,
  }),
  post({
    post: '/compte/confirmation/cle',
    action,
    title: 'Confirmer',
    face,
    input: AnswerInput,
    handle: passkeys.doConfirm,
    again: confirmAgain,
  }),
]
