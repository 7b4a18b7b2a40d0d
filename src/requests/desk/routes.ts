// Table of the agents' pages on one request, and on several at once.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { saveDeskDraft } from './draft.agent.ts'
import { addNote, deskTextAgain, takeTransition } from './desk.agent.ts'
import { showAct, showRequest } from './show.agent.ts'
import { actOnSelection, composeForSelection, selectionAgain, saveSelection } from './bulk.agent.ts'
import { MOST_CHARACTERS } from '#threads'

const text = z
  .string()
  .max(MOST_CHARACTERS, `Ce texte est trop long : ${MOST_CHARACTERS} caractères au plus.`)
  .optional()
const typed = z.object({ message: text, reason: text, explanation: text })

export const deskRoutes: readonly Route[] = [
  {
    get: '/agents/demandes/lot',
    action: 'request.list',
    title: 'Plusieurs demandes',
    face: 'agent',
    handle: composeForSelection,
  },
  post({
    post: '/agents/demandes/lot',
    action: 'request.list',
    title: 'Plusieurs demandes',
    face: 'agent',
    input: typed,
    resend: true,
    handle: actOnSelection,
    again: selectionAgain,
  }),
  post({
    post: '/agents/demandes/lot/brouillon',
    action: 'request.list',
    title: 'Garder un texte pour plusieurs demandes',
    face: 'agent',
    input: typed,
    handle: saveSelection,
    again: selectionAgain,
  }),
  {
    get: '/agents/demandes/:ref',
    action: 'request.read',
    title: 'Demande',
    face: 'agent',
    handle: showRequest,
  },
  {
    get: '/agents/demandes/:ref/agir/:transition',
    action: 'request.act',
    title: 'Agir sur une demande',
    face: 'agent',
    handle: showAct,
  },
  post({
    post: '/agents/demandes/:ref/actions/:transition',
    takesFiles: true,
    action: 'request.act',
    title: 'Agir sur une demande',
    face: 'agent',
    input: typed,
    resend: true,
    handle: takeTransition,
    again: deskTextAgain,
  }),
  post({
    post: '/agents/demandes/:ref/brouillon',
    takesFiles: true,
    action: 'request.note',
    title: 'Garder un brouillon',
    face: 'agent',
    input: typed,
    handle: saveDeskDraft,
    again: deskTextAgain,
  }),
  post({
    post: '/agents/demandes/:ref/notes',
    takesFiles: true,
    action: 'request.note',
    title: 'Noter une demande',
    face: 'agent',
    input: typed,
    resend: true,
    handle: addNote,
    again: deskTextAgain,
  }),
]
