// Table of the form of a service, from its first page to its receipt.
import { z } from 'zod'
import { type AccessTable, anyone } from '#platform/access.ts'
import { post, type Route } from '#platform/http/route.ts'
import { beginApplication, savePage, savePageAgain, showPage } from './apply.citizen.ts'
import { WhoseDraftInput } from './inputs.ts'
import { autosave, exchangeFiles } from './script.citizen.ts'
import { askRemoval, removeDraft, resumeDraft, sayWhoseDraft, showDrafts } from './drafts.citizen.ts'
import { sendAgain, sendApplication, sendReceiptPaper, showReceipt, showReview } from './send.citizen.ts'

// A draft is its visitor's or its account's: the second wall shows no other.
export const applyAccess: AccessTable = { 'draft.read': [anyone], 'draft.write': [anyone] }

const face = 'citizen'
/** The form itself judges what was posted, by its definition (apply.ts). */
const AsPosted = z.looseObject({})

export const applyRoutes: readonly Route[] = [
  {
    get: '/demarches/:slug/demande',
    action: 'draft.write',
    title: 'Commencer',
    face,
    handle: beginApplication,
  },
  {
    get: '/demarches/:slug/demande/:draft/reprendre',
    action: 'draft.read',
    title: 'Reprendre',
    face,
    handle: resumeDraft,
  },
  {
    get: '/demarches/:slug/demande/:draft/verifier',
    action: 'draft.read',
    title: 'Vérifier',
    face,
    handle: showReview,
  },
  post({
    post: '/demarches/:slug/demande/:draft/envoyer',
    action: 'draft.write',
    title: 'Envoyer',
    face,
    input: AsPosted,
    resend: true,
    handle: sendApplication,
    again: sendAgain,
  }),
  {
    get: '/demarches/:slug/demande/:draft/recu',
    action: 'draft.read',
    title: 'Accusé de réception',
    face,
    handle: showReceipt,
  },
  {
    get: '/demarches/:slug/demande/:draft/recu/papier',
    action: 'draft.read',
    title: 'Accusé de réception à garder',
    face,
    handle: sendReceiptPaper,
  },
  {
    get: '/demarches/:slug/demande/:draft/:page',
    action: 'draft.read',
    title: 'Votre demande',
    face,
    handle: showPage,
  },
  post({
    post: '/demarches/:slug/demande/:draft/:page',
    takesFiles: 'documents',
    action: 'draft.write',
    title: 'Votre demande',
    face,
    input: AsPosted,
    resend: true,
    handle: savePage,
    again: savePageAgain,
  }),
  post({
    post: '/demarches/:slug/demande/:draft/:page/sauver',
    action: 'draft.write',
    title: 'Enregistrer',
    face: 'machine',
    input: AsPosted,
    handle: autosave,
    script: true,
  }),
  post({
    post: '/demarches/:slug/demande/:draft/:page/fichiers',
    takesFiles: 'documents',
    action: 'draft.write',
    title: 'Joindre un fichier',
    face: 'machine',
    input: AsPosted,
    handle: exchangeFiles,
    script: true,
  }),
  { get: '/brouillons', action: 'draft.read', title: 'Mes brouillons', face, handle: showDrafts },
  post({
    post: '/brouillons/:draft/reprise',
    action: 'draft.write',
    title: 'Reprendre un brouillon',
    face,
    input: WhoseDraftInput,
    handle: sayWhoseDraft,
  }),
  {
    get: '/brouillons/:draft/effacement',
    action: 'draft.read',
    title: 'Effacer un brouillon',
    face,
    handle: askRemoval,
  },
  post({
    post: '/brouillons/:draft/effacement',
    action: 'draft.write',
    title: 'Effacer un brouillon',
    face,
    input: AsPosted,
    handle: removeDraft,
  }),
]
