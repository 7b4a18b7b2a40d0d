// Table of second signatures: the draft that waits, and the link that was mailed.
import { z } from 'zod'
import { type AccessTable, anyone } from '#platform/access.ts'
import { post, type Route } from '#platform/http/route.ts'
import { readToSign, refuseToSign, showAskedToSign, signToo, toSignAgain } from './cosign.citizen.ts'
import { ReadInput, RefuseInput, SignInput } from './inputs.ts'
import { showWaiting, stopWaiting } from './waiting.citizen.ts'

// What a link opens is its holder’s: the database asks for its token each time.
export const cosignAccess: AccessTable = { 'cosigning.answer': [anyone] }

const face = 'citizen'
const title = 'Signer une demande'

export const cosignRoutes: readonly Route[] = [
  {
    get: '/demarches/:slug/demande/:draft/attente',
    action: 'draft.read',
    title: 'En attente d’une signature',
    face,
    handle: showWaiting,
  },
  post({
    post: '/demarches/:slug/demande/:draft/attente',
    action: 'draft.write',
    title: 'Retirer la demande de signature',
    face,
    input: z.looseObject({}),
    handle: stopWaiting,
  }),
  { get: '/cosignature', action: 'cosigning.answer', title, face, handle: showAskedToSign },
  post({
    post: '/cosignature',
    action: 'cosigning.answer',
    title,
    face,
    input: ReadInput,
    handle: readToSign,
    again: toSignAgain,
  }),
  post({
    post: '/cosignature/signature',
    action: 'cosigning.answer',
    title,
    face,
    input: SignInput,
    handle: signToo,
    again: toSignAgain,
  }),
  post({
    post: '/cosignature/refus',
    action: 'cosigning.answer',
    title,
    face,
    input: RefuseInput,
    handle: refuseToSign,
    again: toSignAgain,
  }),
]
