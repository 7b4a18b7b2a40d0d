// Table of the pages of bodies.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import { importRoutes } from './arrivals/import.admin.ts'
import { showBody } from './screens/body.admin.ts'
import {
  bodyChange,
  newBody,
  newSeat,
  newTerm,
  seatChange,
  seatWithdrawn,
  termDays,
} from './screens/edit.admin.ts'
import { doInviteAgain, doTakeBack, invitation, unlinking } from './screens/invite.admin.ts'
import { list } from './screens/list.ts'
import { bodyWithdrawn, termWithdrawn } from './screens/withdraw.admin.ts'
import { AT, SEAT, TERM } from './screens/words.ts'

const page = { action: 'body.read', title: 'Instance', face: 'admin', handle: showBody } as const

export const routes: readonly Route[] = [
  ...adminList(list),
  ...importRoutes,
  ...adminForm(newBody),
  { get: AT, ...page },
  { get: TERM, ...page },
  ...adminForm(bodyChange),
  ...adminForm(newTerm),
  ...adminForm(termDays),
  ...adminForm(bodyWithdrawn),
  ...adminForm(termWithdrawn),
  ...adminForm(newSeat),
  ...adminForm(seatChange),
  ...adminForm(seatWithdrawn),
  ...adminForm(invitation),
  ...adminForm(unlinking),
  post({
    post: `${SEAT}/invitation/relance`,
    action: 'body.change',
    title: 'Envoyer un nouveau lien',
    face: 'admin',
    input: z.object({}),
    handle: doInviteAgain,
  }),
  post({
    post: `${SEAT}/invitation/retrait`,
    action: 'body.change',
    title: 'Retirer l’invitation',
    face: 'admin',
    input: z.object({}),
    handle: doTakeBack,
  }),
]
