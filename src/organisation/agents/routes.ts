// Table of the pages of agents.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import { AT, doEndAbsence, doEndPost, newAbsence, newPost, postDays, showAgent } from './agent.admin.ts'
import { departAgain, departInput, doDepart, doUndoDepart, showDepart } from './depart.admin.ts'
import { doInviteAgain, doTakeBack, invitation, showInvitation } from './invite.ts'
import { agents } from './list.ts'
import { doEndSessions } from './ways-in.ts'
import { HERE } from './words.ts'

const face = 'admin'
const nothing = z.object({})
const [invite, change] = ['agent.invite', 'agent.change'] as const

export const agentRoutes: readonly Route[] = [
  ...adminList(agents),
  ...adminForm(invitation),
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
  { get: AT, action: 'agent.read', title: 'Agent', face, handle: showAgent },
  ...adminForm(newPost),
  ...adminForm(postDays),
  post({
    post: `${AT}/fonctions/:fonction/fin`,
    action: change,
    title: 'Terminer une fonction',
    face,
    input: nothing,
    handle: doEndPost,
  }),
  { get: `${AT}/depart`, action: change, title: 'Départ d’un agent', face, handle: showDepart },
  post({
    post: `${AT}/depart`,
    action: change,
    title: 'Départ d’un agent',
    face,
    input: departInput,
    handle: doDepart,
    again: departAgain,
  }),
  post({
    post: `${AT}/depart/annulation`,
    action: change,
    title: 'Annuler un départ',
    face,
    input: nothing,
    handle: doUndoDepart,
  }),
  post({
    post: `${AT}/sessions`,
    action: 'account.end_sessions',
    title: 'Fermer les sessions d’un agent',
    face,
    input: nothing,
    handle: doEndSessions,
  }),
  ...adminForm(newAbsence),
  post({
    post: `${AT}/absences/:absence/fin`,
    action: change,
    title: 'Terminer une absence',
    face,
    input: nothing,
    handle: doEndAbsence,
  }),
]
