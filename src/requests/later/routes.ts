// Table of « Finir plus tard ».
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { savePageAgain } from '../apply/apply.citizen.ts'
import { LinkInput, TokenInput } from './inputs.ts'
import { followLink, mailLink, mailLinkAgain, saveForLater, showLater, showLink } from './later.citizen.ts'

const face = 'citizen'

export const laterRoutes: readonly Route[] = [
  post({
    post: '/demarches/:slug/demande/:draft/:page/plus-tard',
    takesFiles: true,
    action: 'draft.write',
    title: 'Finir plus tard',
    face,
    input: z.looseObject({}),
    resend: true,
    handle: saveForLater,
    again: savePageAgain,
  }),
  {
    get: '/brouillons/:draft/plus-tard',
    action: 'draft.read',
    title: 'Finir plus tard',
    face,
    handle: showLater,
  },
  post({
    post: '/brouillons/:draft/plus-tard',
    action: 'draft.write',
    title: 'Finir sur un autre appareil',
    face,
    input: LinkInput,
    handle: mailLink,
    again: mailLinkAgain,
  }),
  {
    get: '/brouillons/lien',
    action: 'draft.write',
    title: 'Reprendre votre demande',
    face,
    handle: showLink,
  },
  post({
    post: '/brouillons/lien',
    action: 'draft.write',
    title: 'Reprendre votre demande',
    face,
    input: TokenInput,
    handle: followLink,
  }),
]
