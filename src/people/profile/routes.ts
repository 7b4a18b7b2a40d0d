// The page of one's profile.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import * as profile from './profile.citizen.ts'

const typed = z.string().trim().max(1000, 'C’est trop long.').optional()

const ProfileInput = z.object({
  name: z
    .string('Écrivez comment vous appeler.')
    .trim()
    .min(1, 'Écrivez comment vous appeler.')
    .max(120, 'Écrivez un nom de 120 caractères au plus.'),
  given_name: typed,
  family_name: typed,
  phone: typed,
  address: typed,
  commune: typed,
})

const face = 'citizen'
const action = 'account.profile'

export const profileRoutes: readonly Route[] = [
  { get: '/compte/profil', action, title: 'Mon profil', face, handle: profile.showProfile },
  post({
    post: '/compte/profil',
    action,
    title: 'Mon profil',
    face,
    input: ProfileInput,
    handle: profile.doChange,
    again: profile.changeAgain,
  }),
]
