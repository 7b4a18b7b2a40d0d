// Table of the pages of agents.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import {
  AT,
  doEndAbsence,
  doEndPost,
  endPostAgain,
  newAbsence,
  lookAgain,
  newPost,
  postDays,
  showAgent,
  undoDepartAgain,
} from './agent.admin.ts'
import { departAgain, departInput, doDepart, doUndoDepart, showDepart } from './depart.admin.ts'
import { agents } from './list.ts'
import { doLook, doLookBack, LOOK_BACK, lookInput } from './look.admin.ts'
import { doEndSessions } from './ways-in.ts'

const face = 'admin'
const nothing = z.object({})
const change = 'agent.change'

export const agentRoutes: readonly Route[] = [
  ...adminList(agents),
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
    again: endPostAgain,
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
    again: undoDepartAgain,
  }),
  post({
    post: `${AT}/sessions`,
    action: 'account.end_sessions',
    title: 'Fermer les sessions d’un agent',
    face,
    input: nothing,
    handle: doEndSessions,
  }),
  post({
    post: `${AT}/voir-comme`,
    action: 'agent.look',
    title: 'Voir comme un agent',
    face,
    input: lookInput,
    handle: doLook,
    again: lookAgain,
  }),
  post({
    post: LOOK_BACK,
    action: 'agent.look_back',
    title: 'Revenir à son compte',
    face,
    input: nothing,
    handle: doLookBack,
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
