// Addresses of « Mes données ».
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { childAgain, doEraseChild, showEraseChild } from './erasure/child.citizen.ts'
import { dataAgain, doExport, doReport, showAccesses, showData } from './data/data.citizen.ts'
import { doErasure, erasureAgain, showCertificate, showErasure } from './erasure/erasure.citizen.ts'

const face = 'citizen'

const ExportInput = z.object({
  quoi: z
    .string('Choisissez ce que vous voulez emporter.')
    .regex(/^(tout|compte|\d{1,9}|[a-z0-9-]{1,40})$/, 'Choisissez ce que vous voulez emporter.'),
  format: z.enum(['lire', 'json'], 'Choisissez une forme.'),
})
const ErasureInput = z.object({
  accord: z.literal('oui', 'Cochez la case pour effacer vos données et fermer votre compte.'),
})

const ChildErasureInput = z.object({
  accord: z.literal('oui', 'Cochez la case pour effacer ce dossier.'),
})

export const routes: readonly Route[] = [
  { get: '/compte/donnees', action: 'privacy.read', title: 'Mes données', face, handle: showData },
  {
    get: '/compte/donnees/acces',
    action: 'privacy.read',
    title: 'Qui a ouvert mon dossier',
    face,
    handle: showAccesses,
  },
  post({
    post: '/compte/donnees/acces/:numero/signalement',
    action: 'privacy.report_access',
    title: 'Signaler un accès',
    face,
    input: z.object({}),
    handle: doReport,
  }),
  post({
    post: '/compte/donnees/export',
    action: 'privacy.export',
    title: 'Copie de mes données',
    face,
    input: ExportInput,
    handle: doExport,
    again: dataAgain,
  }),
  {
    get: '/compte/donnees/effacement',
    action: 'privacy.erase',
    title: 'Effacer mes données',
    face,
    handle: showErasure,
  },
  post({
    post: '/compte/donnees/effacement',
    action: 'privacy.erase',
    title: 'Effacer mes données',
    face,
    input: ErasureInput,
    handle: doErasure,
    again: erasureAgain,
  }),
  {
    get: '/compte/proches/enfants/:enfant/effacement',
    action: 'privacy.erase_child',
    title: 'Effacer le dossier d’un enfant',
    face,
    handle: showEraseChild,
  },
  post({
    post: '/compte/proches/enfants/:enfant/effacement',
    action: 'privacy.erase_child',
    title: 'Effacer le dossier d’un enfant',
    face,
    input: ChildErasureInput,
    handle: doEraseChild,
    again: childAgain,
  }),
  {
    get: '/effacement',
    action: 'privacy.read_certificate',
    title: 'Certificat d’effacement',
    face,
    handle: showCertificate,
  },
]
