// Table of the library of media: its pictures where they are shown, and its screens.
import { post, type Route } from '#platform/http/route.ts'
import { z } from 'zod'
import { addAgain, addOne, showAdd } from './add.admin.ts'
import { AT } from './address.ts'
import { HERE } from './list.ts'
import { screens } from './screens.ts'
import { sendPicture } from './show.citizen.ts'

const keep = { action: 'picture.keep', title: 'Envoyer une image', face: 'admin' } as const

export const routes: readonly Route[] = [
  { get: `${AT}/:cle/:taille`, action: 'picture.read', title: 'Image', face: 'machine', handle: sendPicture },
  { ...keep, get: `${HERE}/nouvelle`, handle: showAdd },
  post({
    ...keep,
    post: `${HERE}/nouvelle`,
    input: z.object({}),
    takesFiles: true,
    handle: addOne,
    again: addAgain,
  }),
  ...screens,
]
