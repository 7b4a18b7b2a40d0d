// Table of the pages of an invitation.
import { post, type Route } from '#platform/http/route.ts'
import { InvitationInput } from '../entry/inputs.ts'
import { answerInvitation, invitationAgain, showInvitation } from './invitation.citizen.ts'

const [action, title, face] = ['account.join', 'Invitation', 'citizen'] as const

export const invitationRoutes: readonly Route[] = [
  { get: '/invitation', action, title, face, handle: showInvitation },
  post({
    post: '/invitation',
    action,
    title,
    face,
    input: InvitationInput,
    handle: answerInvitation,
    again: invitationAgain,
  }),
]
