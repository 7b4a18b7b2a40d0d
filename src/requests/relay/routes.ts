// Table of what town halls without the desk do by their links, and of what the metropolis does with these.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { MOST_CHARACTERS } from '#threads'
import { changeLinks } from './relay.agent.ts'
import { linkAgain, sayWho, sendFile, showLink, takeByLink } from './relay.citizen.ts'

const TOO_LONG = `Écrivez ${MOST_CHARACTERS.toLocaleString('fr-FR')} caractères au plus.`
const text = z.string(TOO_LONG).max(MOST_CHARACTERS, TOO_LONG).default('')
const jeton = z.string().max(100).default('')
/** Two letters at least, on one line: a name that a story can tell. */
const NAME = /^.*\p{L}.*\p{L}.*$/u
const WHO = 'Écrivez votre nom et votre fonction, en 2 à 80 caractères.'

const WhoInput = z.object({ jeton, nom: z.string(WHO).trim().regex(NAME, WHO).max(80, WHO) })
const ActInput = z.object({
  jeton,
  message: text,
  explanation: text,
  reason: text,
  date: z.string().max(20).default(''),
})
const LinksInput = z.object({
  faire: z.enum(['fermer', 'renvoyer'], 'Choisissez ce que vous faites du lien.'),
})

const shared = { action: 'request.open_by_link', title: 'Demande pour une mairie', face: 'citizen' } as const

export const relayRoutes: readonly Route[] = [
  { ...shared, get: '/mairie', handle: showLink },
  post({ ...shared, post: '/mairie', input: WhoInput, handle: sayWho, again: linkAgain }),
  post({
    ...shared,
    post: '/mairie/actions/:transition',
    input: ActInput,
    resend: true,
    handle: takeByLink,
    again: linkAgain,
  }),
  { ...shared, get: '/mairie/fichiers/:id', face: 'machine', handle: sendFile },
  post({
    post: '/agents/demandes/:ref/lien',
    action: 'request.relay',
    title: 'Lien d’une mairie',
    face: 'agent',
    input: LinksInput,
    handle: changeLinks,
  }),
]
