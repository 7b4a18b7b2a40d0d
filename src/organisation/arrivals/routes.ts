// Table of the pages by which agents come: invitations, imports.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminForm } from '#territory'
import { HERE } from '../agents/words.ts'
import { directoryChange, readDirectory } from './directory.admin.ts'
import {
  doImport,
  doPaste,
  doUndoImport,
  pasteAgain,
  pasteInput,
  showImport,
  showPaste,
  takeSample,
} from './import.admin.ts'
import { AGENTS } from './import.ts'
import { doInviteAgain, doTakeBack, invitation, showInvitation } from './invite.ts'
import { DIRECTORY_AT, IMPORT_AT } from './pages/import.ts'

const face = 'admin'
const nothing = z.object({})
const invite = 'agent.invite'

export const arrivalRoutes: readonly Route[] = [
  ...adminForm(invitation),
  ...adminForm(directoryChange),
  post({
    post: `${DIRECTORY_AT}/:collectivite/lecture`,
    action: 'directory.change',
    title: 'Lire l’annuaire des agents',
    face,
    input: nothing,
    atOnce: 3,
    handle: readDirectory,
  }),
  {
    get: `${HERE}/invitations/:invitation`,
    action: invite,
    title: 'Invitation',
    face,
    handle: showInvitation,
  },
  post({
    post: `${HERE}/invitations/:invitation/relance`,
    action: invite,
    title: 'Envoyer un nouveau lien',
    face,
    input: nothing,
    handle: doInviteAgain,
  }),
  post({
    post: `${HERE}/invitations/:invitation/retrait`,
    action: invite,
    title: 'Retirer l’invitation',
    face,
    input: nothing,
    handle: doTakeBack,
  }),
  { get: IMPORT_AT, action: invite, title: 'Importer des agents', face, handle: showPaste },
  {
    get: `${IMPORT_AT}/exemple`,
    action: invite,
    title: 'Exemple de fichier d’agents',
    face,
    handle: takeSample,
  },
  post({
    post: IMPORT_AT,
    action: invite,
    title: 'Importer des agents',
    face,
    input: pasteInput,
    takesFiles: 'sheets',
    handle: doPaste,
    again: pasteAgain,
  }),
  { get: `${IMPORT_AT}/:import`, action: invite, title: 'Import d’agents', face, handle: showImport },
  post({
    post: `${IMPORT_AT}/:import/faire`,
    action: invite,
    title: 'Faire un import d’agents',
    face,
    input: nothing,
    run: AGENTS.DO,
    handle: doImport,
  }),
  post({
    post: `${IMPORT_AT}/:import/annulation`,
    action: invite,
    title: 'Défaire un import d’agents',
    face,
    input: nothing,
    run: AGENTS.UNDO,
    handle: doUndoImport,
  }),
]
